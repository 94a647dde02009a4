"""The graph of dependencies as one person sees it: its mandates, its edges, what delays touch in it.

A mandate that the person may not see is not in it, and neither is any way through it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from uppdragil.decisions.models import Round
from uppdragil.decisions.selectors import first_versions
from uppdragil.directives import policies, selectors
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.models import Edge as StoredEdge
from uppdragil.directives.phases import ENDED_PHASES, Phase
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person

from .cycles import cycles
from .effects import Edge, Effect, GateAhead, Node, Way, effects

FIELDS = (
    "directive", "directive__uid", "directive__edition", "directive__phase", "number", "title", "days",
    "directive__baseline__card__days",
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
    """Everything that depends on anything; eight queries after those of who the person is."""
    seen = policies.cards(person, day)
    others = StoredEdge.objects.filter(card__in=seen).values("other_id")
    involved = seen.filter(Q(pk__in=StoredEdge.objects.values("card")) | Q(directive__uid__in=others))
    return _graph(involved, list(_edges(seen)), day)


def graph_around(person: Person, directive: Directive, day: dt.date) -> Graph:
    """All that `directive` depends on, and all that depends on it, directly or through others.

    Where that is nothing, one query; else as many as for the whole portfolio.
    """
    one_end = Q(other_id=directive.uid) | Q(card__directive=directive)
    if not StoredEdge.objects.filter(one_end).exists():
        return Graph({}, ())
    seen = policies.cards(person, day)
    edges = list(_edges(seen))
    near = _reached(directive.uid, edges) | _reached(directive.uid, [(b, a) for a, b in edges])
    return _graph(seen.filter(directive__uid__in=near), edges, day)


def graph_among(person: Person, uids: Collection[str], day: dt.date) -> Graph:
    """What these have to do with each other; where that is nothing, one query after those of who the person is."""
    seen = policies.cards(person, day).filter(directive__uid__in=uids)
    edges = [edge for edge in _edges(seen) if edge[1] in uids]
    return _graph(seen, edges, day) if edges else Graph({}, ())


def _edges(seen: QuerySet[Card]) -> Iterator[Edge]:
    rows = StoredEdge.objects.filter(card__in=seen).values_list("card__directive__uid", "other_id")
    return ((uid, other) for uid, other in rows if uid != other)


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


def _graph(cards: QuerySet[Card], edges: Iterable[Edge], day: dt.date) -> Graph:
    rows = list(cards.order_by().values_list(*FIELDS))
    specs = {pk: one.spec for pk, one in Edition.objects.in_bulk({row[2] for row in rows}).items()}
    places = {(one, phase): _Place.of(specs[one], phase) for one, phase in {row[2:4] for row in rows}}
    directives = cards.order_by().values("directive")
    waited_for = cards.filter(directive__uid__in=StoredEdge.objects.values("other_id"))
    promised, postponed = _first_days(waited_for.order_by().values("directive")), _postponed(directives)
    mandates = {}
    for pk, uid, edition, phase, number, title, days, decided in rows:
        place = places[edition, phase]
        gates = tuple(_gates(place.ahead, days, decided or days, postponed.get(pk)))
        node = _node(place.delivery, promised.get(pk, {}), gates, day)
        mandates[uid] = Mandate(uid, number, title or number, place.phase, place.spec, node, place.delivered)
    kept = tuple(edge for edge in edges if edge[0] in mandates and edge[1] in mandates)
    used = {uid for edge in kept for uid in edge}
    return Graph({uid: mandate for uid, mandate in mandates.items() if uid in used}, kept)


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


def _first_days(directives: QuerySet[Card, Any]) -> dict[int, Mapping[str, int]]:
    """The days of the plan that each was first decided on; three queries."""
    first = first_versions(directives)
    return dict(Card.objects.filter(version__in=first.values()).values_list("directive", "days"))


def _postponed(directives: QuerySet[Card, Any]) -> dict[int, dt.date]:
    """To when the gate was postponed that each stands at."""
    rounds = Round.objects.filter(directive__in=directives, ended_at=None, change=None, due__isnull=False)
    return {pk: due for pk, due in rounds.values_list("directive", "due") if due}
