"""Forms of a support need: what is needed, and what is answered."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.portfolio.models import SupportNeed
from uppdragil.web.widgets import DayInput


class NeedForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of support"), choices=SupportNeed.Kind.choices)
    text = forms.CharField(
        label=_("What is needed"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    whom = forms.CharField(
        label=_("From whom"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "asked"}),
        help_text=_(
            "The body that decides on the mandate, or somebody of the directive's organisation: they are told."
        ),
    )
    due = forms.DateField(label=_("Answer needed by"), widget=DayInput)


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Answer"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))
