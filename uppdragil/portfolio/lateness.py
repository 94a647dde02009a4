"""How many mandates are late, without reading more of each than that takes."""

from __future__ import annotations

import datetime as dt

from uppdragil.decisions.models import Round
from uppdragil.directives import selectors
from uppdragil.directives.models import Directive, GatePlan
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.directives.services import content_of

from .overview import days_late


def count_late(today: dt.date) -> int:
    """Live mandates whose next gate is later than in the last decided version; in three queries."""
    live = list(
        Directive.objects.exclude(phase__in=ENDED_PHASES)
        .exclude(baseline=None)
        .select_related("edition", "baseline")
    )
    postponed, plans = postponed_days(live), planned_days(live)
    late = 0
    for directive in live:
        gate = selectors.next_gate(directive) or ""
        planned = postponed.get(directive.pk) or plans.get((directive.pk, gate))
        baseline = content_of(directive.baseline) if directive.baseline else None
        late += (days_late(baseline, gate, planned, today) or 0) > 0
    return late


def planned_days(directives: list[Directive]) -> dict[tuple[int, str], dt.date | None]:
    """The last planned day of each gate, as the directives are written now; the first row of a gate holds."""
    rows = GatePlan.objects.filter(directive__in=directives).order_by("-position")
    return {
        (pk, gate): end or start
        for pk, gate, start, end in rows.values_list("directive", "gate", "start", "end")
    }


def postponed_days(directives: list[Directive]) -> dict[int, dt.date]:
    """The day to which the open round at a gate was postponed, by the directive's primary key."""
    rounds = Round.objects.filter(directive__in=directives, ended_at=None, change=None)
    return {pk: due for pk, due in rounds.values_list("directive_id", "due") if due}
