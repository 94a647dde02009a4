"""How goals stand, why, and refusals, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .standing import State, Verdict

STATES = {
    State.OVERDUE: pgettext_lazy("an impact goal", "Date passed, not measured"),
    State.BEHIND: pgettext_lazy("an impact goal", "Behind"),
    State.UNMEASURED: pgettext_lazy("an impact goal", "Not measured yet"),
    State.NOT_JUDGED: pgettext_lazy("an impact goal", "Measured, not judged"),
    State.ON_WAY: pgettext_lazy("an impact goal", "On the way"),
    State.REACHED: pgettext_lazy("an impact goal", "Reached"),
}
REFUSALS = {
    "not_owner": gettext_lazy(
        "The mandate owner, who stands in for the owner, or the portfolio office gives a measurement."
    ),
    "no_reason": gettext_lazy("Say why the portfolio office notes it for the owner, and who measured."),
    "not_open": gettext_lazy("Impact goals are measured from BP1 until the mandate is closed."),
    "no_goal": gettext_lazy("The directive no longer has that impact goal."),
    "no_value": gettext_lazy("Give the value as a number: the goal has a target in numbers."),
    "no_words": gettext_lazy("Say in words what was measured."),
    "future": gettext_lazy("The day of the measurement has not come yet. Choose today or an earlier day."),
    "same_day": gettext_lazy(
        "There is a measurement of that day already. Correct it, or choose another day."
    ),
    "replaced": gettext_lazy("The measurement has been corrected already. Correct the one in its place."),
}


def ground(verdict: Verdict) -> str:
    """Why a goal stands as it does, one sentence: "45 % of the way, where the line to the date has 32 %."."""
    return _GROUNDS[verdict.ground]() % {key: _figure(value) for key, value in verdict.figures.items()}


def _figure(value: Decimal | dt.date | int) -> str:
    return (
        date_format(value, "j F Y")
        if isinstance(value, dt.date)
        else number_format(value, force_grouping=True)
    )


_GROUNDS: dict[str, Callable[[], str]] = {
    "overdue": lambda: _("The goal's date was %(due)s. No value has been given for it."),
    "unmeasured": lambda: _("No value has been given yet."),
    "in_words": lambda: _("The last measurement is in words."),
    "no_target": lambda: _("The goal has no target in numbers to compare with."),
    "no_baseline": lambda: _("The goal has no baseline to compare with, and the target is not reached."),
    "reached": lambda: _("The value is %(value)s, and the target %(target)s."),
    "not_kept": lambda: _("The level %(target)s was to be kept. The value is %(value)s."),
    "missed": lambda: _("The goal's date was %(due)s. %(share)s %% of the way was reached."),
    "no_due": lambda: _("%(share)s %% of the way. The goal has no date."),
    "line": lambda: _(
        "%(share)s %% of the way. A straight line to the date had %(line)s %% on the day of measuring."
    ),
}
GROUNDS = frozenset(_GROUNDS)
