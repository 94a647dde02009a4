"""Rows of chapter 7: what can go wrong."""

from __future__ import annotations

from django import forms

from .rowform import RowForm, a_day, a_line, a_text

LEVELS = [("", "–"), *((str(n), str(n)) for n in range(1, 6))]


class RiskForm(RowForm):
    key = "risks"
    wide = ("text", "measure")
    text = a_text()
    probability = forms.TypedChoiceField(required=False, choices=LEVELS, coerce=int, empty_value=None)
    consequence = forms.TypedChoiceField(required=False, choices=LEVELS, coerce=int, empty_value=None)
    owner = a_line()
    measure = a_text()
    follow_up = a_day()
