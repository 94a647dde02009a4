"""How far a row has come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.directives.models import Progress
from uppdragil.web.widgets import DayInput

MAX_COMMENT = 2_000  # characters


class ProgressForm(forms.Form):
    """State, the day it was done, a comment. Without a day, done means today."""

    state = forms.ChoiceField(label=_("State"), choices=Progress.State.choices)
    done_on = forms.DateField(label=_("Done on"), required=False, widget=DayInput, input_formats=["%Y-%m-%d"])
    comment = forms.CharField(label=_("Comment"), required=False, max_length=MAX_COMMENT)

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"]
        if day and day > localdate():
            raise forms.ValidationError(_("That day is ahead. Choose today or an earlier day."))
        return day
