"""The form of a measurement: a number in the goal's unit, or words where the goal has no target in numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.directives.content import ImpactGoal
from uppdragil.portfolio.benefits.services import Measured
from uppdragil.web.widgets import DayInput

MAX_TEXT = 2_000  # characters


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MeasureForm(forms.Form):
    """`for_owner`: who measures is no owner, and says why they note it."""

    value = forms.DecimalField(
        max_digits=15, decimal_places=6, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    words = forms.CharField(label=gettext_lazy("What was measured"), max_length=MAX_TEXT, widget=_area(3))
    on = forms.DateField(label=gettext_lazy("Measured on"), widget=DayInput)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=MAX_TEXT,
        widget=_area(),
        help_text=gettext_lazy("How it was measured, and what the value depends on."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why you note it for the owner"), max_length=MAX_TEXT, widget=_area()
    )

    def __init__(self, *args: Any, goal: ImpactGoal, for_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words" if goal.target is not None else "value"]
        if not for_owner:
            del self.fields["reason"]
        if goal.target is not None:
            self.fields["value"].label = (
                _("Value in %(unit)s") % {"unit": goal.unit} if goal.unit else _("Value")
            )
            self.fields["value"].help_text = goal.indicator

    @property
    def said(self) -> Measured:
        """What was filled in, of a valid form."""
        filled = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Measured(**filled)
