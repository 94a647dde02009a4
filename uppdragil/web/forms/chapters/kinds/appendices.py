"""Rows of the last chapters: recipients, terms, and what an imported document says on its decision sheets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_TEXT
from uppdragil.directives.labels import DISTRIBUTION_LABELS

from .rowform import RowForm, a_choice, a_line, a_text


class RecipientForm(RowForm):
    key = "distribution"
    wide = ("name",)
    name = a_line()
    kind = a_choice()
    relay = a_line()

    def adapt(self) -> None:
        self.chosen_from("kind", DISTRIBUTION_LABELS, _("Choose why"))


class TermForm(RowForm):
    key = "terms"
    wide = ("term", "explanation")
    term = a_line()
    explanation = a_text()


class DecisionSheetForm(RowForm):
    key = "decision_sheets"
    wide = ("name", "questions", "decision")
    structural = ("gate",)
    gate = forms.ChoiceField()
    name = a_line()
    owner = a_text(1)
    lead = a_text(1)
    questions = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One question per line."),
    )
    decision = a_text()

    def adapt(self) -> None:
        codes = [(g.code, f"{g.code} {g.name}") for g in self.around.edition.gates]
        now = getattr(self.present, "gate", None)
        self.fields["gate"].choices = self.around.with_present(codes, now)  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"questions": "\n".join(row.questions)}

    def values(self) -> dict[str, Any]:
        values = super().values()
        questions = tuple(q.strip() for q in values["questions"].splitlines() if q.strip())
        same = {name: values[name] or None for name in ("name", "owner", "lead")}
        return values | same | {"questions": questions}
