"""Rows of chapter 3: prerequisites, delimitations, dependencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext

from .rowform import RowForm, a_text


class PrerequisiteForm(RowForm):
    key = "prerequisites"
    text = a_text()


class DelimitationForm(RowForm):
    key = "delimitations"
    text = a_text()


class DependencyForm(RowForm):
    key = "dependencies"
    wide = ("text", "other_id")
    text = a_text()
    other_id = forms.ChoiceField(required=False)

    def adapt(self) -> None:
        now = getattr(self.present, "other_id", None)
        choices = [("", pgettext("linked directive", "None")), *self.around.directives]
        self.fields["other_id"].choices = self.around.with_present(choices, now)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return super().values() | {"other_id": self.cleaned_data["other_id"] or None}
