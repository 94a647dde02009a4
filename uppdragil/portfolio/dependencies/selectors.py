"""The graph of dependencies as one person sees it: its mandates, its edges, what delays touch in it.

A mandate that the person may not see is not in it, and neither is any way through it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from uppdragil.decisions.models import Round
from uppdragil.decisions.selectors import first_versions
from uppdragil.directives import policies, selectors
from uppdragil.directives.content import Visibility
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.models import Edge as StoredEdge
from uppdragil.directives.phases import ENDED_PHASES, Phase
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person

from .cycles import cycles
from .effects import Edge, Effect, GateAhead, Node, Way, effects

FIELDS = (
    "pk", "directive", "directive__uid", "directive__edition", "directive__phase", "number", "title", "days",
    "directive__baseline__card__days", "directive__visibility",
)  # fmt: skip


@dataclass(frozen=True)
class Mandate:
    """A mandate of the graph, with what rules ask (`node`) and what pages show."""

    uid: str
    number: str
    title: str
    phase: Phase
    spec: EditionSpec
    node: Node
    delivered: bool
    restricted: bool

    @property
    def ended(self) -> bool:
        return self.phase in ENDED_PHASES


@dataclass(frozen=True)
class Graph:
    """`mandates` by uid, those that are part of an edge; `edges`: who depends, and on whom."""

    mandates: Mapping[str, Mandate]
    edges: tuple[Edge, ...]

    @cached_property
    def effects(self) -> list[Effect]:
        """What the delays touch, the longest first."""
        return effects({uid: mandate.node for uid, mandate in self.mandates.items()}, self.edges)

    @property
    def touched(self) -> set[str]:
        """Those that have a gate to move because another delivers late."""
        return {effect.touched for effect in self.effects}

    @cached_property
    def cycles(self) -> list[Way]:
        """Circles among those that have not ended."""
        live = {uid for uid, mandate in self.mandates.items() if not mandate.ended}
        return cycles(edge for edge in self.edges if live.issuperset(edge))

    def needed_by(self, uid: str) -> list[Mandate]:
        """Those that depend on it."""
        return self._in_order(one for one, other in self.edges if other == uid)

    def needs(self, uid: str) -> list[Mandate]:
        """Those that it depends on."""
        return self._in_order(other for one, other in self.edges if one == uid)

    def _in_order(self, uids: Iterable[str]) -> list[Mandate]:
        return sorted(
            (self.mandates[uid] for uid in uids), key=lambda mandate: (mandate.number, mandate.title)
        )


def portfolio_graph(person: Person, day: dt.date) -> Graph:
    """Everything that depends on anything; seven queries after those of who the person is."""
    seen = policies.cards(person, day)
    others = StoredEdge.objects.filter(card__in=seen).values("other_id")
    return _graph(
        seen.filter(Q(pk__in=StoredEdge.objects.values("card")) | Q(directive__uid__in=others)), day
    )


def graph_around(person: Person, directive: Directive, day: dt.date) -> Graph:
    """All that `directive` depends on, and all that depends on it, directly or through others.

    Where that is nothing, one query; else one more than for the whole portfolio.
    """
    near = _near(directive)
    if len(near) == 1:
        return Graph({}, ())
    return _graph(policies.cards(person, day).filter(directive__uid__in=near), day, directive.uid)


def graph_among(person: Person, uids: Collection[str], day: dt.date) -> Graph:
    """What these have to do with each other; where that is nothing, two queries after those of who the person is."""
    return _graph(policies.cards(person, day).filter(directive__uid__in=uids), day)


def _near(directive: Directive) -> set[str]:
    """The uids of those that hang together with it by any text, whoever may see it; found link by link.

    One query, and not one for each link of a chain: so it is written by hand.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [directive.uid, directive.uid])
        return {uid for (uid,) in cursor.fetchall()}


_NEAR = """
WITH RECURSIVE
ahead(uid) AS (
    SELECT uid FROM directives_directive WHERE uid = %s
    UNION
    SELECT edge.other_id FROM ahead
    JOIN directives_directive AS one ON one.uid = ahead.uid
    JOIN directives_card AS card ON card.directive_id = one.id
    JOIN directives_edge AS edge ON edge.card_id = card.id
),
behind(uid) AS (
    SELECT uid FROM directives_directive WHERE uid = %s
    UNION
    SELECT one.uid FROM behind
    JOIN directives_edge AS edge ON edge.other_id = behind.uid
    JOIN directives_card AS card ON card.id = edge.card_id
    JOIN directives_directive AS one ON one.id = card.directive_id
)
SELECT uid FROM ahead UNION SELECT uid FROM behind
"""


def _reached(start: str, edges: Iterable[Edge]) -> set[str]:
    onward: dict[str, list[str]] = defaultdict(list)
    for uid, other in edges:
        onward[uid].append(other)
    found, waiting = {start}, [start]
    while waiting:
        new = [other for other in onward[waiting.pop()] if other not in found]
        found.update(new)
        waiting += new
    return found


@dataclass(frozen=True)
class _Place:
    """What lies ahead of those that follow one edition and stand at one place."""

    spec: EditionSpec
    phase: Phase
    delivery: str
    ahead: tuple[str, ...]

    @classmethod
    def of(cls, spec: EditionSpec, phase: str) -> _Place:
        codes, passed = spec.gate_codes, selectors.passed(spec, phase)
        return cls(spec, Phase(phase), codes[-1], tuple(code for code in codes if code not in passed))

    @property
    def delivered(self) -> bool:
        return not self.ahead and self.phase not in (Phase.STOPPED, Phase.SUPERSEDED)


def _graph(cards: QuerySet[Card], day: dt.date, around: str = "") -> Graph:
    """Of these cards; with `around`, only what hangs together with that uid."""
    rows = list(cards.order_by().values_list(*FIELDS))
    edges = _edges({row[0]: row[2] for row in rows})
    if around:
        near = _reached(around, edges) | _reached(around, [(other, uid) for uid, other in edges])
        edges = [edge for edge in edges if near.issuperset(edge)]
    used = {uid for edge in edges for uid in edge}
    mandates = _mandates([row for row in rows if row[2] in used], {other for _uid, other in edges}, day)
    return Graph({mandate.uid: mandate for mandate in mandates}, tuple(edges))


def _edges(uids: Mapping[int, str]) -> list[Edge]:
    """Between the mandates of these cards; one query."""
    known = set(uids.values())
    rows = StoredEdge.objects.filter(card__in=uids).order_by("pk").values_list("card", "other_id")
    return [(uids[card], other) for card, other in rows if other in known and other != uids[card]]


def _mandates(rows: Sequence[tuple[Any, ...]], waited_for: Set[str], day: dt.date) -> Iterator[Mandate]:
    """Of rows of FIELDS; five queries, or none where there are no rows."""
    if not rows:
        return
    specs = {pk: one.spec for pk, one in Edition.objects.in_bulk({row[3] for row in rows}).items()}
    places = {(one, phase): _Place.of(specs[one], phase) for one, phase in {row[3:5] for row in rows}}
    promised = _first_days([row[1] for row in rows if row[2] in waited_for])
    postponed = _postponed([row[1] for row in rows])
    for _card, pk, uid, edition, phase, number, title, days, decided, visibility in rows:
        place = places[edition, phase]
        gates = tuple(_gates(place.ahead, days, decided or days, postponed.get(pk)))
        node = _node(place.delivery, promised.get(pk, {}), gates, day)
        restricted = visibility == Visibility.RESTRICTED
        yield Mandate(
            uid, number, title or number, place.phase, place.spec, node, place.delivered, restricted
        )


def _node(delivery: str, promised: Mapping[str, int], gates: tuple[GateAhead, ...], today: dt.date) -> Node:
    planned = next((gate.now for gate in gates if gate.code == delivery), None)
    return Node(_day(promised, delivery), max(planned, today) if planned else None, gates, delivery)


def _gates(
    ahead: tuple[str, ...], days: Mapping[str, int], decided: Mapping[str, int], postponed: dt.date | None
) -> Iterator[GateAhead]:
    """The gates ahead that have a day; the first of them is on the one that it was postponed to."""
    for code in ahead:
        planned, lay = _day(days, code), _day(decided, code)
        now = (postponed if code == ahead[0] else None) or planned or lay
        if now:
            yield GateAhead(code, lay or now, now)


def _day(days: Mapping[str, int], gate: str) -> dt.date | None:
    return dt.date.fromordinal(days[gate]) if gate in days else None


def _first_days(directives: Sequence[int]) -> dict[int, Mapping[str, int]]:
    """The days of the plan that each was first decided on; three queries."""
    first = first_versions(directives)
    return dict(Card.objects.filter(version__in=first.values()).values_list("directive", "days"))


def _postponed(directives: Sequence[int]) -> dict[int, dt.date]:
    """To when the gate was postponed that each stands at."""
    rounds = Round.objects.filter(directive__in=directives, ended_at=None, change=None, due__isnull=False)
    return {pk: due for pk, due in rounds.values_list("directive", "due") if due}
