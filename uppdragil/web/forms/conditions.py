"""Forms of what comes of a condition."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.web.proof import ProofForm


class NoteForm(forms.Form):
    """A word, and a link to what shows it. What is needed, the rules say."""

    text = forms.CharField(
        label=_("How it is met"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = forms.URLField(
        label=_("Link to what shows it"), required=False, max_length=2_000, assume_scheme="https"
    )


class WaiveForm(ProofForm):
    """Why it is no longer asked for, and who says so."""

    field_order = ("reason", "password", "credential")
    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
