"""Lights, grounds and refusals in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from .computed import Computed, Ground
from .content import Aspect, Light

ASPECTS = {
    Aspect.TIME: pgettext_lazy("a light of a report", "Time"),
    Aspect.COST: pgettext_lazy("a light of a report", "Cost"),
    Aspect.RESULT: pgettext_lazy("a light of a report", "Result"),
    Aspect.RESOURCE: pgettext_lazy("a light of a report", "Resource"),
    Aspect.RISK: pgettext_lazy("a light of a report", "Risk"),
    Aspect.MOOD: pgettext_lazy("a light of a report", "Mood"),
}
LIGHTS = {
    Light.GREEN: gettext_lazy("According to plan"),
    Light.YELLOW: pgettext_lazy("a light of a report", "Deviation"),
    Light.RED: gettext_lazy("Critical"),
}
NO_LIGHT = gettext_lazy("No figures")
RULES = {
    Aspect.TIME: gettext_lazy(
        "Deviation when an activity, the next gate against the baseline or a condition is late. Critical when half of"
        " the activities are late, or the gate by 30 days."
    ),
    Aspect.COST: gettext_lazy(
        "The outcome against the frame. Deviation from 90 %, or when more is activated and identified than the frame."
        " Critical when more is spent than the frame."
    ),
    Aspect.RESULT: gettext_lazy(
        "What is done against what should be done by now. Deviation when less is done, critical when less than half is."
    ),
    Aspect.RESOURCE: gettext_lazy(
        "Deviation when support is asked for or a deciding place is vacant. Critical when an answer is late."
    ),
    Aspect.RISK: gettext_lazy(
        "The highest risk: deviation from 10, critical from 16. Critical too when a risk from 10 on has no measure."
    ),
    Aspect.MOOD: gettext_lazy("Not computed: only people know."),
}
MISSING = {
    "no_light": gettext_lazy("Choose a light."),
    "no_word": gettext_lazy("Say in a word why it is not according to plan."),
    "no_cause": gettext_lazy("Say what the deviation is caused by."),
}
REFUSALS = {
    "not_lead": gettext_lazy("The mandate lead reports how it stands."),
    "not_under_way": gettext_lazy("A mandate reports from its first decision until its delivery."),
    "incomplete": gettext_lazy("The report lacks something. It stands beside what is missing."),
    "not_last": gettext_lazy(
        "Only the last report of a mandate is corrected. A later one says how it stands now."
    ),
    "replaced": gettext_lazy("The report has been corrected. Acknowledge the one that stands in its place."),
    "superseded": gettext_lazy("A later report says how the mandate stands. Acknowledge that one."),
    "acknowledged": gettext_lazy("The report is acknowledged already."),
    "not_owner": gettext_lazy("The mandate owner, or who stands in for the owner, acknowledges the report."),
    "own_report": gettext_lazy(
        "Who leads a mandate does not acknowledge its reports. An owner does, or a substitute."
    ),
    "not_office": gettext_lazy("The portfolio office opens rounds of reports."),
    "ends_first": gettext_lazy("The period ends before it begins. Choose a later last day."),
    "due_past": gettext_lazy("The due day has passed. Choose today or a later day."),
    "same_period": gettext_lazy("There is a round for that period already. Choose another period."),
    "still_open": gettext_lazy("Another round still waits for its due day. Open the new one after that."),
    "nobody": gettext_lazy("No mandate is under way, so nobody would report."),
    "round_over": gettext_lazy("The round has ended. Open a new one."),
}


def ground(said: Ground) -> str:
    """ "3 of 6 activities are late"."""
    words = GROUNDS.get(said.code)
    return words(said.figures) if words else said.code


def grounds(computed: Computed) -> list[str]:
    """Why the light is as it is: what made it so; everything where all is well."""
    if computed.light is Light.GREEN:
        return [ground(one) for one in computed.grounds]
    return [ground(one) for one in computed.grounds if one.light is not Light.GREEN]


Figures = Mapping[str, int | str]


def _count(figures: Figures) -> int:
    return int(figures.get("n", 0))


def _activities_late(figures: Figures) -> str:
    if not _count(figures):
        return _("No activity is late")
    words = ngettext(
        "%(n)d of %(total)s activities is late", "%(n)d of %(total)s activities are late", _count(figures)
    )
    return words % figures


def _gate_late(figures: Figures) -> str:
    if not _count(figures):
        return _("%(gate)s is on time against the baseline") % figures
    words = ngettext(
        "%(gate)s is %(n)d day late against the baseline",
        "%(gate)s is %(n)d days late against the baseline",
        _count(figures),
    )
    return words % figures


def _conditions_late(figures: Figures) -> str:
    words = ngettext(
        "%(n)d condition is past its day", "%(n)d conditions are past their day", _count(figures)
    )
    return words % figures


def _results(figures: Figures) -> str:
    if not figures.get("due"):
        return _("No activity should have been done yet")
    words = ngettext(
        "%(n)d activity is done, %(due)s should be by now",
        "%(n)d activities are done, %(due)s should be by now",
        _count(figures),
    )
    return words % figures


def _needs_open(figures: Figures) -> str:
    if not _count(figures):
        return _("No support need is open")
    return ngettext("%(n)d support need is open", "%(n)d support needs are open", _count(figures)) % figures


def _needs_late(figures: Figures) -> str:
    words = ngettext(
        "%(n)d support need has not been answered in time",
        "%(n)d support needs have not been answered in time",
        _count(figures),
    )
    return words % figures


def _vacant(figures: Figures) -> str:
    words = ngettext("%(n)d deciding place is vacant", "%(n)d deciding places are vacant", _count(figures))
    return words % figures


def _highest_risk(figures: Figures) -> str:
    return _("The highest risk is %(n)s of 25") % figures


def _unmeasured_risks(figures: Figures) -> str:
    words = ngettext(
        "%(n)d risk from 10 on has no measure", "%(n)d risks from 10 on have no measure", _count(figures)
    )
    return words % figures


def _money_spent(figures: Figures) -> str:
    return _("%(percent)s %% of the frame is spent") % figures


def _money_planned(figures: Figures) -> str:
    return _("%(percent)s %% of the frame is activated or identified") % figures


GROUNDS: Mapping[str, Callable[[Figures], str]] = {
    "activities_late": _activities_late,
    "gate_late": _gate_late,
    "conditions_late": _conditions_late,
    "results": _results,
    "needs_open": _needs_open,
    "needs_late": _needs_late,
    "vacant": _vacant,
    "highest_risk": _highest_risk,
    "money_spent": _money_spent,
    "money_planned": _money_planned,
    "unmeasured_risks": _unmeasured_risks,
}
