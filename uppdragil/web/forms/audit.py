"""The filter above the audit chain, and the form that disposes of what an event says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.web.auditwords import KINDS
from uppdragil.web.days import short_date
from uppdragil.web.widgets import DayInput

MAX_SEARCH = 200  # characters
MAX_REASON = 500
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(9998, 12, 31)  # days that still have a midnight in every zone


class ChainForm(forms.Form):
    """All fields may stay empty; a value that cannot be read is as good as empty."""

    kind = forms.ChoiceField(label=_("Kind of event"), required=False)
    person = forms.CharField(
        label=pgettext_lazy("audit filter", "Who"), required=False, max_length=MAX_SEARCH
    )
    directive = forms.CharField(label=_("Mandate: number or title"), required=False, max_length=MAX_SEARCH)
    first = forms.DateField(label=_("From the day"), required=False, widget=DayInput)
    last = forms.DateField(label=_("To the day"), required=False, widget=DayInput)
    q = forms.CharField(
        label=_("Text in the contents"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(((verb, str(kind.label)) for verb, kind in KINDS.items()), key=lambda pair: pair[1])
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]

    def on(self) -> dict[str, Any]:
        """The filters that are set, by field name."""
        self.is_valid()
        values = {n: v.strip() if isinstance(v, str) else v for n, v in self.cleaned_data.items()}
        return {name: value for name, value in values.items() if value and _has_a_midnight(value)}

    def label_of(self, name: str) -> str:
        """What a set filter is called on its chip."""
        value = self.on()[name]
        if name == "kind":
            return str(KINDS[value].label)
        said = short_date(value) if isinstance(value, dt.date) else f"”{value}”"
        return f"{self.fields[name].label}: {said}"


def _has_a_midnight(value: Any) -> bool:
    return not isinstance(value, dt.date) or EARLIEST <= value <= LATEST


class DisposalForm(forms.Form):
    """The reason, and that it is meant: contents that are gone never come back."""

    reason = forms.CharField(
        label=_("Disposal rule"),
        help_text=_(
            "The decision that lets these contents be disposed of. Without names of people: this stays."
        ),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(label=_("I know that these contents can never be had back."))
