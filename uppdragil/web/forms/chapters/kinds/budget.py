"""Rows of chapter 6: the frame of each kind of cost and year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from uppdragil.directives.content import CostKind
from uppdragil.directives.labels import COST_LABELS
from uppdragil.web.forms.kronor import KronorField

from .rowform import RowForm, a_line

KINDS = [
    ("", pgettext_lazy("kind of cost", "Choose")),
    *((kind.value, COST_LABELS[kind]) for kind in CostKind),
]


class BudgetRowForm(RowForm):
    key = "budget"
    wide = ("text",)
    cost_kind = forms.TypedChoiceField(required=False, choices=KINDS, coerce=CostKind, empty_value=None)
    year = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    frame = KronorField()
    financing = a_line()
    text = a_line()

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"cost_kind": row.cost_kind and row.cost_kind.value}
