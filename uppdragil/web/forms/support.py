"""Forms of a support need: what is needed, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.organisation.models import DecisionBody
from uppdragil.portfolio.models import SupportNeed
from uppdragil.web.widgets import DayInput

from .listing import FilterForm


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


class SupportForm(FilterForm):
    """The filter above the list of all support needs; `bodies` are those of which anything is asked."""

    state = forms.ChoiceField(
        label=pgettext_lazy("of a need", "State"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", pgettext_lazy("needs", "Without an answer")),
            ("late", _("Late")),
            ("answered", pgettext_lazy("needs", "Answered")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Kind of support"), required=False, choices=[("", _("All")), *SupportNeed.Kind.choices]
    )
    body = forms.ChoiceField(label=_("Decision body"), required=False)
    who = forms.CharField(
        label=_("From whom"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data: Any, bodies: Iterable[DecisionBody]) -> None:
        super().__init__(data)
        self.fields["body"].choices = [("", _("All")), *((b.uid, str(b)) for b in bodies)]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Answer"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))
