"""Shaping the draft of an edition: a chapter, a gate, a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_LINE, clean_text
from uppdragil.directives.content import CHAPTER_KEYS, ROW_CHAPTERS
from uppdragil.directives.labels import CHAPTER_LABELS
from uppdragil.editions.drafting.checking import LONGEST
from uppdragil.editions.drafting.difference import heading
from uppdragil.editions.spec import ChapterSpec, EditionSpec, GateSpec, ItemSpec, Outcome
from uppdragil.web.editionwords import JUDGEMENT_LABELS, outcome_label

LONGEST_NUMBER = 10


def _text(label: Any, rows: int = 2, *, required: bool = False, **given: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, **given)


def _clean(value: Any) -> Any:
    return clean_text(value).strip() if isinstance(value, str) else value


class ChapterForm(forms.Form):
    """A heading, and for a chapter that people write in what helps them."""

    number = forms.CharField(label=_("Number"), max_length=LONGEST_NUMBER, required=False)
    title = forms.CharField(label=_("Heading"), max_length=MAX_LINE)
    help = _text(_("How it is written, in a line"))
    good = _text(_("A good example"))
    poor = _text(_("A poor example"))
    add = forms.CharField(label=_("The button that adds a row"), max_length=MAX_LINE, required=False)

    def __init__(self, data: Any, chapter: ChapterSpec) -> None:
        super().__init__(data, initial=chapter.model_dump())
        if chapter.key is None:
            self.fields = {name: self.fields[name] for name in ("number", "title")}
        elif chapter.key not in ROW_CHAPTERS:
            del self.fields["add"]

    def values(self) -> dict[str, Any]:
        """What the valid form says."""
        return {name: _clean(value) for name, value in self.cleaned_data.items()}


class NewChapterForm(forms.Form):
    """One of the chapters that a directive can have and this edition has not, or a heading of others."""

    key = forms.ChoiceField(label=_("Chapter"), required=False)
    number = forms.CharField(label=_("Number"), max_length=LONGEST_NUMBER, required=False)
    title = forms.CharField(label=_("Heading"), max_length=MAX_LINE)

    def __init__(self, data: Any, spec: EditionSpec) -> None:
        super().__init__(data)
        there = {chapter.key for chapter in spec.chapters}
        left = [(key, CHAPTER_LABELS[key]) for key in CHAPTER_KEYS if key not in there]
        field: Any = self.fields["key"]
        field.choices = [("", _("A heading without a text of its own")), *left]

    def chapter(self) -> ChapterSpec:
        """The chapter that the valid form asks for."""
        said = self.cleaned_data
        return ChapterSpec(
            key=said["key"] or None, number=_clean(said["number"]), title=_clean(said["title"])
        )


class GateForm(forms.Form):
    """What a gate is called and decides, what its outcomes are called and lead to, and what it requires."""

    name = forms.CharField(label=_("Name"), max_length=MAX_LINE)
    decides = _text(_("What is decided"), required=True)

    def __init__(self, data: Any, gate: GateSpec, spec: EditionSpec) -> None:
        super().__init__(
            data, initial={"name": gate.name, "decides": gate.decides, "required": gate.required}
        )
        self.outcomes = tuple(gate.outcomes)
        for outcome, label in gate.outcomes.items():
            words = {"outcome": outcome_label(outcome)}
            self.fields[f"label_{outcome}"] = forms.CharField(
                label=_("%(outcome)s is called") % words, max_length=MAX_LINE, initial=label
            )
            self.fields[f"leads_{outcome}"] = _text(
                _("What follows from it"), required=True, initial=gate.consequences.get(outcome, "")
            )
        if spec.change is None or gate.code != spec.change.code:
            titles = [(c.key, heading(c)) for c in spec.chapters if c.key]
            self.fields["required"] = forms.MultipleChoiceField(
                label=_("Chapters that must be written before it"),
                required=False,
                choices=titles,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("What an earlier gate requires stays required."),
            )

    def values(self) -> dict[str, Any]:
        """What the valid form says."""
        said = {name: _clean(value) for name, value in self.cleaned_data.items()}
        return {
            "name": said["name"],
            "decides": said["decides"],
            "outcomes": {Outcome(o): said[f"label_{o}"] for o in self.outcomes},
            "consequences": {Outcome(o): said[f"leads_{o}"] for o in self.outcomes},
        } | ({"required": tuple(said["required"])} if "required" in said else {})


class ItemForm(forms.Form):
    """A question of a checklist."""

    text = _text(_("Question"), required=True)
    required = forms.BooleanField(label=_("Needs a yes before a yes can be decided"), required=False)
    prefill = forms.ChoiceField(
        label=_("What the system suggests from"),
        required=False,
        help_text=_("People answer. The system shows what it sees and why."),
    )
    anew = forms.BooleanField(
        label=_("It is a new question"),
        required=False,
        help_text=_("The old one goes. Its answers are no longer compared with this one's."),
    )

    def __init__(self, data: Any, item: ItemSpec | None) -> None:
        super().__init__(data, initial=item.model_dump() if item else {"required": False})
        field: Any = self.fields["prefill"]
        field.choices = [("", _("Nothing")), *JUDGEMENT_LABELS.items()]
        if item is None:
            del self.fields["anew"]

    def values(self) -> dict[str, Any]:
        """What the valid form says. A question that the office has worded is its own."""
        said = self.cleaned_data
        return {
            "text": _clean(said["text"]),
            "required": said["required"],
            "prefill": said["prefill"] or None,
            "proposal": False,
        }
