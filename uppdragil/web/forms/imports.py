"""Forms of the import: the text itself, and what the preview asks before a directive is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.core import values as core
from uppdragil.core.coded import Coded
from uppdragil.core.values import MAX_LINE
from uppdragil.directives.content import DirectiveContent, HolderKind, RoleAssignment, Visibility
from uppdragil.directives.labels import HOLDER_LABELS, VISIBILITY_LABELS, role_label
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.matching import MAX_ROWS, Candidate, Register, Suggestion
from uppdragil.imports.readers import MAX_BYTES, MAX_FILE, Source, open_bytes
from uppdragil.imports.refusals import NotADirective
from uppdragil.web.forms.chapters.picking import Picker, Picking, a_pick, a_search
from uppdragil.web.forms.chapters.sources import Register as Known

SUFFIXES = (".txt", ".md")
DOCUMENTS = (*SUFFIXES, ".docx", ".pdf")


class ImportForm(forms.Form):
    """A pasted text or a file. `source()` is the text of a valid form."""

    text = forms.CharField(
        label=_("The directive's text"),
        help_text=_("Paste the whole document, with its numbered headings."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_(
            "Word (.docx), PDF (.pdf) or text (.txt, .md). Word and PDF at most 10 MB, text at most 2 MB."
        ),
        required=False,
        allow_empty_file=True,  # the reader says it in our words
        widget=forms.FileInput(attrs={"accept": ",".join(DOCUMENTS)}),
    )

    refused: type[Coded] = NotADirective  # says in its own words what is wrong with a file
    too_large = _("The text is larger than 2 MB. Import one directive at a time.")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text.encode(errors="replace")) > MAX_BYTES:
            raise forms.ValidationError(self.too_large)
        return text

    def clean_file(self) -> Source | None:
        """What the file says; nothing without a file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        try:
            return self.opened(file) if file else None
        except NotADirective as refusal:
            raise forms.ValidationError(str(self.refused(refusal.code, **refusal.params))) from refusal

    def opened(self, file: UploadedFile) -> Source:
        """What a file says: its bytes tell what it is. Raises NotADirective."""
        return open_bytes(file.read(MAX_FILE + 1))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        pasted = bool(cleaned["text"].strip())
        if pasted and cleaned["file"]:
            self.add_error("file", _("There is pasted text and a file. Empty the text, or choose no file."))
        elif not pasted and not cleaned["file"]:
            self.add_error("text", _("Paste the text, or choose a file."))
        return cleaned

    def source(self) -> Source:
        return self.cleaned_data["file"] or Source(self.cleaned_data["text"])


class PreviewForm(Picking):
    """What the text does not say for certain: the head's gaps, and one link per role row (`link_<uid>`)."""

    title = forms.CharField(label=_("Title"), max_length=MAX_LINE)
    number = forms.CharField(
        label=_("Number"),
        max_length=50,
        required=False,
        help_text=_("Leave it empty for the next free number."),
    )
    registry_number = forms.CharField(label=_("Registry number"), max_length=100, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    visibility = forms.ChoiceField(
        label=_("Visibility"),
        choices=[(v.value, label) for v, label in VISIBILITY_LABELS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        content: DirectiveContent,
        register: Register,
        edition: EditionSpec,
        data: Mapping[str, Any] | None = None,
        chosen: Mapping[str, Any] | None = None,
        *,
        searched_from: str,
    ) -> None:
        """`chosen`: what the form was left with last time. `searched_from`: the import's uid."""
        self.rows = content.roles[:MAX_ROWS]
        self._by_key = {candidate.key: candidate for candidate in register.candidates}
        suggestions = register.suggest(content.roles, edition)
        picked = {f"pick_{row.uid}": self._certain(row, suggestions.get(row.uid, ())) for row in self.rows}
        super().__init__(data, initial=_head(content, register) | picked | dict(chosen or {}))
        self.fields["unit"].choices = _unit_choices(content, register)  # type: ignore[attr-defined]
        for row in self.rows:
            self._ask(row, suggestions.get(row.uid, ()), edition)
        self.known = KnownFromImport(self._wanted)
        for one in self.pickers():
            one.draw(searched_from)

    def _ask(self, row: RoleAssignment, suggestions: Sequence[Suggestion], edition: EditionSpec) -> None:
        """Who holds the role: the certain one stands there, those it may be are offered when the field is entered."""
        self.fields[f"pick_{row.uid}"] = a_pick()
        field = a_search(_said(row, suggestions), role_label(row.role, edition))
        self.fields[f"link_{row.uid}"] = field
        if offers := [_hit(one.candidate) for one in suggestions]:
            field.widget.attrs["data-offers"] = json.dumps(offers, ensure_ascii=False)

    def _certain(self, row: RoleAssignment, suggestions: Sequence[Suggestion]) -> str:
        """Whom the row is linked to already, or else the one that its words mean; "" without one."""
        own = f"{row.holder_kind}:{row.holder_id}"
        sure = next((one.candidate.key for one in suggestions if one.certain), "")
        return own if own in self._by_key else sure

    def _wanted(self) -> list[str]:
        return [self.initial.get(f"pick_{row.uid}") or "" for row in self.rows]

    def pickers(self) -> list[Picker]:
        names = ((f"pick_{row.uid}", f"link_{row.uid}") for row in self.rows)
        return [Picker(self, pick, link, self.known, self.initial.get(pick) or "") for pick, link in names]

    def links(self) -> Iterator[forms.BoundField]:
        """The fields of the step "Koppla roller"."""
        return (self[f"link_{row.uid}"] for row in self.rows)

    def head(self) -> dict[str, Any]:
        """The head's fields as the valid form has them. A unit that is not linked stays as the text has it."""
        values = {name: self.cleaned_data[name] for name in ("title", "number", "registry_number")}
        unit = self._by_key.get(self.cleaned_data["unit"])
        values["visibility"] = Visibility(self.cleaned_data["visibility"])
        return values | ({"unit": unit.name, "unit_id": unit.uid} if unit else {})

    def typed(self) -> dict[str, str]:
        """What the form was posted with, whether it is valid or not."""
        return {name: core.clean_text(self.data[name]) for name in self.fields if name in self.data}

    def chosen_links(self) -> dict[str, Candidate]:
        """The chosen record by role row; rows that stay free text are left out."""
        found = ((row.uid, self.known.find(self.cleaned_data[f"pick_{row.uid}"])) for row in self.rows)
        return {uid: Candidate(HolderKind(one.kind), one.uid, one.name) for uid, one in found if one}


class KnownFromImport(Known):
    """The register, as it is searched from the preview of an import."""

    search = "import-holder-search"


def _head(content: DirectiveContent, register: Register) -> dict[str, Any]:
    found = [s for s in register.matches(content.unit) if s.candidate.kind is HolderKind.UNIT and s.certain]
    return {
        "title": content.title,
        "number": content.number,
        "registry_number": content.registry_number,
        "unit": found[0].candidate.key if found else "",
        "visibility": content.visibility,
    }


def _unit_choices(content: DirectiveContent, register: Register) -> list[tuple[str, Any]]:
    none = _("None chosen")
    empty = gettext("%(unit)s, as free text") % {"unit": content.unit} if content.unit else none
    units = [c for c in register.candidates if c.kind is HolderKind.UNIT]
    return [("", empty), *((c.key, c.label) for c in units)]


def _hit(one: Candidate) -> dict[str, str]:
    """As a search answers."""
    about = " · ".join(filter(None, (str(HOLDER_LABELS[one.kind]), one.note)))
    return {"value": one.key, "name": one.name, "about": about, "label": one.label}


def _said(row: RoleAssignment, suggestions: Sequence[Suggestion]) -> str:
    """What the text says, and how sure the suggestion is. Help texts are drawn as they are: escaped here."""
    if not row.holder:
        return gettext("The text names nobody.")
    if suggestions and not suggestions[0].certain:
        names = "; ".join(dict.fromkeys(one.candidate.name for one in suggestions))
        words = gettext("In the text: {}. Not exactly a name we know. It resembles: {}")
        return format_html(words, row.holder, names)
    return format_html(gettext("In the text: {}"), row.holder)
