"""The form that saves a view of the overview."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.portfolio.savedviews import MAX_NAME, MAX_QUERY

from .words import WordsField


class SavedViewForm(forms.Form):
    name = WordsField(label=_("Name of the view"), max_length=MAX_NAME)
    shared = forms.BooleanField(
        label=_("Offer it to everybody"),
        required=False,
        help_text=_("Everybody sees only the mandates that they may see. The name is shown to all."),
    )
    query = forms.CharField(required=False, max_length=MAX_QUERY, widget=forms.HiddenInput)
