"""Why a change of what is locked is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the change is needed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say also what happens if nothing is changed. Those who decide read it."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=10**9, min_value=0)
