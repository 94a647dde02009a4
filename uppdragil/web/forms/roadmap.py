"""What the roadmap shows of time, and how many mandates on a page."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.web.widgets import DayInput

SPANS = {  # months
    3: _("A quarter"),
    6: _("Half a year"),
    12: _("A year"),
    24: _("Two years"),
    36: _("Three years"),
    60: _("Five years"),
}
ROWS = (25, 50, 100)
YEARS = range(
    1950, 2150
)  # no axis begins or ends outside them: the calendar has an end, and half an axis on must be
USUAL = {"span": 24, "rows": ROWS[0]}


class ScaleForm(forms.Form):
    """A value that is none is as good as the usual one."""

    span = forms.ChoiceField(label=_("Time on the axis"), required=False, choices=[*SPANS.items()])
    start = forms.DateField(label=pgettext_lazy("the roadmap", "From"), required=False, widget=DayInput())
    end = forms.DateField(
        label=pgettext_lazy("the roadmap", "To, instead of the time chosen"),
        required=False,
        widget=DayInput(),
    )
    rows = forms.ChoiceField(
        label=_("Mandates per page"), required=False, choices=[(n, str(n)) for n in ROWS]
    )

    def number(self, name: str) -> int:
        """The number chosen in a field of USUAL."""
        self.is_valid()
        return int(self.cleaned_data.get(name) or USUAL[name])

    def day(self, name: str) -> dt.date | None:
        """The day typed, where it is one of YEARS."""
        self.is_valid()
        found: dt.date | None = self.cleaned_data.get(name)
        return found if found and found.year in YEARS else None
