"""Everything that is typed about one chapter: its text or rows, its lead-in, why it does not apply."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_TEXT, clean_text
from uppdragil.directives.content import ROW_TYPES, ChapterNote, DirectiveContent, normalised

from .around import Around
from .rowset import RowSet


class TextForm(forms.Form):
    """A chapter of plain text."""

    text = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        label=_("Text"),
        help_text=_("An empty line begins a new paragraph, a dash a list. **Two stars** make words bold."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class NoteForm(forms.Form):
    lead_in = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        label=_("Lead-in"),
        help_text=_("Stands before the rows."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    not_applicable = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        label=_("Not applicable, because"),
        help_text=_(
            "Only if the chapter does not apply to this mandate. The reason stands in the directive."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Together:
    """Several forms as one, for the summary of what to correct."""

    def __init__(self, parts: list[forms.BaseForm]) -> None:
        self.parts = parts

    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.parts for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        return (field for form in self.parts for field in form)


class Editor:
    """The forms of chapter `key`, of what stands or of what was posted."""

    def __init__(self, key: str, around: Around, data: QueryDict | None = None) -> None:
        self.key, self.around = key, around
        note = around.content.note(key)
        self.rows = RowSet(key, around, data) if key in ROW_TYPES else None
        self.text = (
            None if self.rows else TextForm(data, prefix=key, initial={"text": getattr(around.content, key)})
        )
        self.note = NoteForm(
            data,
            initial={"lead_in": note.lead_in, "not_applicable": note.not_applicable},
            prefix=f"{key}-note",
        )
        if self.text and not note.lead_in:
            del self.note.fields["lead_in"]
        if around.changing and key == "roles":  # of this chapter only the owner is locked
            self.note.fields.clear()

    @property
    def forms(self) -> list[forms.BaseForm]:
        """Every form, in the order of the page."""
        rows: list[forms.BaseForm] = list(self.rows.forms) if self.rows else []
        return [*([self.text] if self.text else []), *rows, self.note]

    @property
    def together(self) -> Together:
        return Together(self.forms)

    def is_valid(self) -> bool:
        parts = [self.text, self.rows, self.note]
        return all([part.is_valid() for part in parts if part is not None])

    def words(self) -> dict[str, str] | None:
        """What is typed beside the rows, by field; None where it cannot be taken as it is, or is not asked for."""
        forms = [form for form in (self.text, self.note) if form is not None and form.fields]
        if not forms or not all([form.is_valid() for form in forms]):
            return None
        return {name: clean_text(said) for form in forms for name, said in form.cleaned_data.items()}

    def apply(self, step: str) -> None:
        """A step on the rows; see RowSet. What is typed elsewhere stays."""
        if self.rows:
            self.rows.apply(step)
            self.note = NoteForm(
                initial={name: self.note[name].data for name in self.note.fields}, prefix=f"{self.key}-note"
            )

    def content(self) -> DirectiveContent:
        """The directive with this chapter as typed. Only of valid forms; saving checks the whole."""
        said = self.rows.rows() if self.rows else self.text and self.text.cleaned_data["text"]
        old = self.around.content
        note = ChapterNote(
            chapter=self.key,
            lead_in=self.note.cleaned_data.get("lead_in", old.note(self.key).lead_in),
            not_applicable=self.note.cleaned_data.get("not_applicable", old.note(self.key).not_applicable),
        )
        others = tuple(n for n in old.notes if n.chapter != self.key)
        return normalised(old.model_copy(update={self.key: said, "notes": (*others, note)}))

    def typed(self) -> str:
        """What was posted as plain text, to be copied where it cannot be saved."""
        return "\n\n".join(block for form in self.forms if (block := "\n".join(_lines(form))))


def _lines(form: forms.BaseForm) -> Iterator[str]:
    for field in form.visible_fields():
        value = field.data
        words = ", ".join(value) if isinstance(value, list) else str(value or "")
        if words.strip():
            yield f"{field.label}: {words}"
