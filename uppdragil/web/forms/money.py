"""The form of how a mandate's money stands."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.portfolio.money.sentences import AMOUNTS
from uppdragil.portfolio.money.services import Told
from uppdragil.web.widgets import DayInput

from .kronor import KronorField

MAX_TEXT = 2_000  # characters


class MoneyForm(forms.Form):
    """Amounts in kronor; those that are not known stay empty."""

    activated = KronorField(label=AMOUNTS["activated"], help_text=_("What of the frame is released for use."))
    identified = KronorField(
        label=AMOUNTS["identified"], help_text=_("What is needed for known activities and not released yet.")
    )
    outcome = KronorField(label=AMOUNTS["outcome"], help_text=_("What has been spent."))
    on = forms.DateField(label=_("As of"), widget=DayInput)
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def said(self) -> Told:
        """What was filled in, of a valid form."""
        return Told(**self.cleaned_data)
