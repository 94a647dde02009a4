"""Rows of chapter 5: when each gate is planned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_LINE

from .rowform import RowForm, a_day


class GatePlanForm(RowForm):
    key = "gate_plans"
    wide = ()
    structural = ("gate",)
    gate = forms.CharField(max_length=MAX_LINE, widget=forms.HiddenInput)
    start = a_day()
    end = a_day()

    def is_blank(self) -> bool:
        """A gate that stands in the plan stays there without its dates."""
        return self.present is None and super().is_blank()

    def clean_gate(self) -> str:
        gate: str = self.cleaned_data["gate"]
        known = {*self.around.edition.gate_codes, *(p.gate for p in self.around.content.gate_plans)}
        if gate not in known:
            raise forms.ValidationError(_("There is no such gate."))
        return gate

    def values(self) -> dict[str, Any]:
        values = super().values()
        codes = self.around.edition.gate_codes
        if self.present is None and values["gate"] in codes:
            values["name"] = self.around.edition.gate(values["gate"]).name
        return values
