"""How the portfolio stands, in counts: by phase, by light and focus area, late, stuck, and what is decided next.

Counted by the database, over the cards that somebody may see (`policies.cards`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from uppdragil.decisions.models import Round
from uppdragil.directives.models import Card
from uppdragil.directives.phases import ENDED_PHASES, WAYS, Phase
from uppdragil.editions.spec import Deciders

from .ordering import late, with_days, with_gate
from .reporting.content import Light
from .reporting.selectors import last_lit

AHEAD = 90  # days
LATE = (1, 15, 31, 91)  # the least days of each group
STUCK = (0, 15, 31, 61)
WEEK = 7


def phases(cards: QuerySet[Card]) -> dict[Phase, int]:
    """How many live mandates are at each place, in the order of the ways; one query.

    Those places that only models beside the usual one have are told of where somebody is there.
    """
    live = cards.exclude(directive__phase__in=ENDED_PHASES).order_by()
    found = dict(live.values_list("directive__phase").annotate(Count("pk")))
    shown = [p for p in Phase if p not in ENDED_PHASES and (p in WAYS["mandate"] or p in found)]
    return {phase: found.get(phase.value, 0) for phase in shown}


def late_by(cards: QuerySet[Card], today: dt.date) -> list[int]:
    """How many live mandates are late by each of LATE; one query."""
    groups = _between("days_late", LATE)
    found = late(cards, today).aggregate(**{f"n{at}": Count("pk", filter=q) for at, q in enumerate(groups)})
    return list(found.values())


def lights(cards: QuerySet[Card]) -> dict[str, dict[Light, int]]:
    """By focus area, how many live mandates have each light, the worst of the last report; one query.

    Of the working texts alone: readers of decided versions see no reports.
    """
    live = cards.filter(version=None).exclude(directive__phase__in=ENDED_PHASES).order_by()
    found: dict[str, dict[Light, int]] = {}
    report = last_lit().filter(directive=OuterRef("directive")).order_by()
    lit = live.annotate(light=Subquery(report.values("worst"))).exclude(light=None)
    for area, light, count in lit.values_list("area", "light").annotate(Count("pk")):
        found.setdefault(area, dict.fromkeys(Light, 0))[Light(light)] = count
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], pair[0])))


def ahead(cards: QuerySet[Card], today: dt.date) -> list[tuple[dt.date, Counter[str]]]:
    """The decisions planned within AHEAD days, by week from today on and by gate; a query and the edition's."""
    first, last = today.toordinal(), today.toordinal() + AHEAD
    live = cards.exclude(directive__phase__in=ENDED_PHASES).filter(directive__paused_at=None)
    planned = with_gate(with_days(live, today)).filter(next_day__gte=first, next_day__lt=last)
    weeks: list[tuple[dt.date, Counter[str]]] = [
        (dt.date.fromordinal(day), Counter()) for day in range(first, last, WEEK)
    ]
    for day, gate, count in planned.order_by().values_list("next_day", "gate").annotate(Count("pk")):
        weeks[(day - first) // WEEK][1][gate] += count
    return weeks


def stuck(cards: QuerySet[Card], now: dt.datetime) -> dict[str, list[int]]:
    """The open rounds of working texts by whom they wait with ("body", "owner") and for how long; a query."""
    shown = cards.filter(version=None).values("directive")
    rounds = Round.objects.filter(ended_at=None, directive__paused_at=None, directive__in=shown).order_by()
    by = {"body": Q(deciders=Deciders.BODY), "owner": ~Q(deciders=Deciders.BODY)}
    groups = _since(now, STUCK)
    counts = {f"{who}{at}": Count("pk", filter=q & g) for who, q in by.items() for at, g in enumerate(groups)}
    found = rounds.aggregate(**counts)
    return {who: [found[f"{who}{at}"] for at in range(len(groups))] for who in by}


def _between(name: str, least: Sequence[int]) -> list[Q]:
    """A condition for each group: from its least on, below the next one's."""
    ends = [*least[1:], None]
    return [
        Q(**{f"{name}__gte": start}) & (Q(**{f"{name}__lt": end}) if end else Q())
        for start, end in zip(least, ends, strict=True)
    ]


def _since(now: dt.datetime, least: Sequence[int]) -> list[Q]:
    """The same of the days since a round was opened."""
    days = [now - dt.timedelta(days=day) for day in least]
    ends = [*days[1:], None]
    return [
        Q(opened_at__lte=start) & (Q(opened_at__gt=end) if end else Q())
        for start, end in zip(days, ends, strict=True)
    ]
