"""Forms of receiver capacity: the filter above the units, what fits at one, a freeze."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.organisation.models import Unit
from uppdragil.portfolio.capacity.load import MONTHS, Measure, Room, Verdict, months
from uppdragil.portfolio.capacity.models import MOST
from uppdragil.portfolio.models import FreezePeriod
from uppdragil.web.capacitylines import MEASURES, VERDICTS, month_words
from uppdragil.web.widgets import DayInput

from .listing import MAX_SEARCH, FilterForm

ALL, TOO_MUCH = "all", "too-much"
STATES: Mapping[str, Sequence[Verdict]] = {
    TOO_MUCH: (Verdict.OVER, Verdict.FROZEN),
    **{verdict.value: (verdict,) for verdict in (Verdict.OVER, Verdict.FROZEN, Verdict.FULL, Verdict.UNSET)},
}


class CapacityForm(FilterForm):
    """What is counted, and which units are shown: of all of them, or those with a verdict in a month or in any."""

    q = forms.CharField(
        label=pgettext_lazy("capacity", "Unit"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    what = forms.ChoiceField(
        label=_("Count"), required=False, choices=[(m.value, words) for m, words in MEASURES.items()]
    )
    state = forms.ChoiceField(
        label=_("Units"),
        required=False,
        choices=[
            ("", _("With something to show")),
            (TOO_MUCH, _("Over or in a freeze")),
            *((state, VERDICTS[of[0]][1]) for state, of in STATES.items() if state != TOO_MUCH),
            (ALL, pgettext_lazy("units", "All")),
        ],
    )
    month = forms.ChoiceField(label=pgettext_lazy("capacity", "Month"), required=False)

    def __init__(self, data: Any, ahead: Sequence[dt.date]) -> None:
        super().__init__(data)
        offered = [(month.isoformat(), month_words(month)) for month in ahead]
        self.fields["month"].choices = [("", _("Any")), *offered]  # type: ignore[attr-defined]

    @property
    def measure(self) -> Measure:
        return Measure(self.on().get("what", Measure.DELIVERIES))

    @property
    def chosen_month(self) -> dt.date | None:
        chosen = self.on().get("month")
        return dt.date.fromisoformat(chosen) if chosen else None


class RoomForm(forms.Form):
    """What a unit has room for, from a month on."""

    since = forms.ChoiceField(label=_("From the month"))
    deliveries = forms.IntegerField(
        label=_("Deliveries a month"),
        min_value=0,
        max_value=MOST,
        help_text=_("How many mandates the unit can take over in a month."),
    )
    executions = forms.IntegerField(
        label=_("Carried out at the same time"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("How many mandates the unit can take part in at once."),
    )
    word = forms.CharField(
        label=_("Why so many?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A word for who plans: staffing, other changes, what a delivery takes."),
    )

    def __init__(self, data: Any, today: dt.date, now: Room | None) -> None:
        begun = {"deliveries": now.deliveries, "executions": now.executions} if now else {}
        super().__init__(data, initial=begun)
        offered = [(month.isoformat(), month_words(month)) for month in months(today, 2 * MONTHS)]
        self.fields["since"].choices = offered  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """What the valid form says."""
        fits = Room(self.cleaned_data["deliveries"], self.cleaned_data["executions"])
        since = dt.date.fromisoformat(self.cleaned_data["since"])
        return {"since": since, "room": fits, "word": self.cleaned_data["word"]}


class FreezeForm(forms.Form):
    """Days on which nothing is to land. `units`: those that the person speaks for; `every`: whether also for all."""

    unit = forms.ChoiceField(label=pgettext_lazy("capacity", "Unit"))
    kind = forms.ChoiceField(label=_("Kind of freeze"), choices=FreezePeriod.Kind.choices)
    starts = forms.DateField(label=_("First day"), widget=DayInput)
    ends = forms.DateField(label=_("Last day"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, units: Iterable[Unit], every: bool, unit: str = "") -> None:
        super().__init__(data, initial={"unit": unit})
        self._units = {one.uid: one for one in units}
        named = [(uid, one.name) for uid, one in self._units.items()]
        self.fields["unit"].choices = [*([(ALL, _("All units"))] if every else []), *named]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit | None:
        """None for all."""
        return self._units.get(self.cleaned_data["unit"])
