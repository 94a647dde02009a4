"""The forms of substitutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.organisation.models import Substitution
from uppdragil.web.widgets import DayInput

from .organisation import RecordForm


class SubstitutionForm(RecordForm):
    """What belongs together is judged by the service, which says what is wrong in words."""

    in_our_words = ("person", "position", "substitute", "starts", "ends", "basis")

    class Meta:
        model = Substitution
        fields = ("person", "position", "substitute", "starts", "ends", "basis")
        labels = {
            "person": _("For person"),
            "position": _("For position"),
            "substitute": _("Substitute"),
            "starts": _("From"),
            "ends": _("To"),
            "basis": _("Basis"),
        }
        help_texts = {
            "person": _("A substitute for a person acts in every position that the person holds."),
            "position": _("Whoever holds it. Choose either a person or a position."),
            "basis": _("The paragraph of the delegation order, or the appointment. It stands in the record."),
        }
        widgets = {"starts": DayInput, "ends": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].required = True


class FindSubstitutesForm(forms.Form):
    """The filter above the list."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    all = forms.BooleanField(label=_("Show those that are over too"), required=False)
