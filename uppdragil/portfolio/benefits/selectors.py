"""Reading how impact goals stand: for the pages of one mandate, and for what shows many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localdate

from uppdragil.decisions.models import Decision
from uppdragil.decisions.selectors import PASSING
from uppdragil.directives.content import ImpactGoal
from uppdragil.directives.models import Directive
from uppdragil.directives.models import ImpactGoal as GoalRow
from uppdragil.directives.phases import Phase

from .models import Measurement
from .schedule import EARLY, next_day
from .standing import Aim, Point, Verdict, judge

DELIVERY = "BP3"


@dataclass(frozen=True)
class GoalStanding:
    """An impact goal of a mandate, what was measured of it (the oldest first), and what that says.

    `delivered`: the day of BP3. `asked`: the day for which the owner is to give the next value; None where nothing
    is asked for: before BP3, in a pause, when it has ended, and when the goal has been measured at its date.
    """

    directive: Directive
    goal: ImpactGoal
    measurements: tuple[Measurement, ...]
    delivered: dt.date | None
    verdict: Verdict
    asked: dt.date | None

    @property
    def last(self) -> Measurement | None:
        return self.measurements[-1] if self.measurements else None

    @property
    def aim(self) -> Aim:
        return Aim(self.goal.baseline, self.goal.target, self.goal.due, self.delivered)

    def waits(self, today: dt.date) -> bool:
        """Whether a value is asked for now, or will be within a month."""
        return self.asked is not None and self.asked - EARLY <= today

    def late(self, today: dt.date) -> bool:
        """Whether the owner has let the day pass."""
        return self.asked is not None and self.asked < today


def goals_of(directives: Sequence[Directive], today: dt.date) -> dict[int, list[GoalStanding]]:
    """The impact goals of each directive in the order of its text, by primary key; three queries at most.

    The goals are those of the working text: from BP0 on they are locked, and so the decided ones.
    """
    measured, delivered = _measured(directives), _delivered(directives)
    goals = _goals(directives)
    return {
        d.pk: [
            _standing(d, goal, measured.get((d.pk, goal.uid), ()), delivered.get(d.pk), today)
            for goal in goals.get(d.pk, ())
        ]
        for d in directives
    }


def of_directive(directive: Directive, today: dt.date) -> list[GoalStanding]:
    """Those of one mandate."""
    return goals_of([directive], today)[directive.pk]


def every(directive: Directive) -> QuerySet[Measurement]:
    """Every measurement of a mandate, corrected ones too, the last given first."""
    rows = Measurement.objects.filter(directive=directive).select_related("replaces", "replaced_by")
    return rows.order_by("-at", "-pk")


def _standing(
    directive: Directive,
    goal: ImpactGoal,
    measurements: Sequence[Measurement],
    delivered: dt.date | None,
    today: dt.date,
) -> GoalStanding:
    aim = Aim(goal.baseline, goal.target, goal.due, delivered)
    verdict = judge(aim, [Point(m.measured_on, m.number) for m in measurements], today)
    asked = None
    if delivered and directive.phase == Phase.REALISATION and not directive.paused:
        last = measurements[-1].measured_on if measurements else None
        asked = next_day(goal.due, delivered, last)
    return GoalStanding(directive, goal, tuple(measurements), delivered, verdict, asked)


def _goals(directives: Iterable[Directive]) -> dict[int, list[ImpactGoal]]:
    found: dict[int, list[ImpactGoal]] = defaultdict(list)
    rows = GoalRow.objects.filter(directive__in=directives).order_by("directive", "position")
    for row in rows.values("directive_id", *ImpactGoal.model_fields):
        found[row.pop("directive_id")].append(ImpactGoal.model_validate(row))
    return found


def _measured(directives: Iterable[Directive]) -> dict[tuple[int, str], list[Measurement]]:
    """What counts, by directive and goal, the oldest first."""
    found: dict[tuple[int, str], list[Measurement]] = defaultdict(list)
    rows = Measurement.objects.filter(directive__in=directives, replaced_by=None).select_related("replaces")
    for row in rows.order_by("measured_on", "pk"):
        found[row.directive_id, row.goal].append(row)
    return found


def _delivered(directives: Iterable[Directive]) -> dict[int, dt.date]:
    """The day of BP3: of a mandate in realisation since when it is there, which one that was taken in has too."""
    there = {
        d.pk: localdate(d.phase_since) for d in directives if d.phase == Phase.REALISATION and d.phase_since
    }
    ended = [d.pk for d in directives if d.ended]
    passed = Decision.objects.filter(directive__in=ended, gate=DELIVERY, outcome__in=PASSING)
    return there | {pk: localdate(at) for pk, at in passed.values_list("directive_id", "decided_at")}
