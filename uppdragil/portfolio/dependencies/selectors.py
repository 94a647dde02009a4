"""The graph of dependencies as one person sees it: its mandates, its edges, what delays touch in it.

A mandate that the person may not see is not in it, and neither is any way through it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from uppdragil.decisions.models import Round
from uppdragil.decisions.selectors import first_versions
from uppdragil.directives import policies, selectors
from uppdragil.directives.content import DependencyKind, Visibility
from uppdragil.directives.labels import REVERSE_LABELS
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.models import Edge as StoredEdge
from uppdragil.directives.phases import Phase
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person

from .effects import Edge, GateAhead, Node
from .graph import Graph, Link, Mandate, Outside

FIELDS = (
    "pk", "directive", "directive__uid", "directive__edition", "directive__phase", "number", "title", "days",
    "directive__baseline__card__days", "directive__visibility",
)  # fmt: skip


@dataclass(frozen=True)
class Reverse:
    """Another mandate, the text of which names this one: how it hangs together, as that text has it."""

    kind: DependencyKind
    uid: str
    number: str
    title: str

    @property
    def word(self) -> str:
        """As this mandate has it: krävs av, påverkas av, delar mottagare med."""
        return str(REVERSE_LABELS[self.kind])


def portfolio_graph(person: Person, day: dt.date) -> Graph:
    """Everything that hangs together with anything; seven queries after those of who the person is."""
    seen = policies.cards(person, day)
    others = StoredEdge.objects.filter(card__in=seen).values("other_id")
    return _graph(
        seen.filter(Q(pk__in=StoredEdge.objects.values("card")) | Q(directive__uid__in=others)), day
    )


def graph_around(person: Person, directive: Directive, day: dt.date) -> Graph:
    """All that `directive` needs and that needs it, directly or through others; of the other kinds its own links.

    Where that is nothing, one query; else one more than for the whole portfolio. Its systems are no part of it: they
    stand in its own chapter 4.
    """
    near = _near(directive)
    if len(near) == 1:
        return Graph({})
    return _graph(policies.cards(person, day).filter(directive__uid__in=near), day, directive.uid)


def graph_among(person: Person, uids: Collection[str], day: dt.date) -> Graph:
    """What these have to do with each other; where that is nothing, two queries after those of who the person is."""
    return _graph(policies.cards(person, day).filter(directive__uid__in=uids), day)


def reverse_links(person: Person, directive: Directive, day: dt.date) -> list[Reverse]:
    """What the texts that `person` may see say of `directive`; one query after those of who the person is."""
    said = StoredEdge.objects.filter(other_id=directive.uid, card__in=policies.cards(person, day))
    rows = said.exclude(card__directive=directive).order_by("kind", "card__number", "card__title", "pk")
    columns = ("kind", "card__directive__uid", "card__number", "card__title")
    return [Reverse(DependencyKind(kind), *named) for kind, *named in rows.values_list(*columns)]


def _near(directive: Directive) -> set[str]:
    """The uids of those that hang together with it by any text, whoever may see it; found link by link.

    A way goes on through those that need each other, and ends at one of another kind: nobody waits there.

    One query, and not one for each link of a chain: so it is written by hand.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"uid": directive.uid, "needs": DependencyKind.NEEDS.value})
        return {uid for (uid,) in cursor.fetchall()}


_NEAR = """
WITH RECURSIVE
ahead(uid) AS (
    SELECT uid FROM directives_directive WHERE uid = %(uid)s
    UNION
    SELECT edge.other_id FROM ahead
    JOIN directives_directive AS one ON one.uid = ahead.uid
    JOIN directives_card AS card ON card.directive_id = one.id
    JOIN directives_edge AS edge ON edge.card_id = card.id
    WHERE edge.kind = %(needs)s AND edge.other_id <> ''
),
behind(uid) AS (
    SELECT uid FROM directives_directive WHERE uid = %(uid)s
    UNION
    SELECT one.uid FROM behind
    JOIN directives_edge AS edge ON edge.other_id = behind.uid
    JOIN directives_card AS card ON card.id = edge.card_id
    JOIN directives_directive AS one ON one.id = card.directive_id
    WHERE edge.kind = %(needs)s
),
beside(uid) AS (
    SELECT edge.other_id FROM directives_edge AS edge
    JOIN directives_card AS card ON card.id = edge.card_id
    JOIN directives_directive AS one ON one.id = card.directive_id
    WHERE one.uid = %(uid)s AND edge.kind <> %(needs)s AND edge.other_id <> ''
    UNION
    SELECT one.uid FROM directives_edge AS edge
    JOIN directives_card AS card ON card.id = edge.card_id
    JOIN directives_directive AS one ON one.id = card.directive_id
    WHERE edge.other_id = %(uid)s AND edge.kind <> %(needs)s
)
SELECT uid FROM ahead UNION SELECT uid FROM behind UNION SELECT uid FROM beside
"""


def _around(uid: str, links: Sequence[Link]) -> list[Link]:
    """Those on a way of needing to or from `uid`, and its own links of the other kinds."""
    needs = [(link.uid, link.other) for link in links if link.kind == DependencyKind.NEEDS]
    near = _reached(uid, needs) | _reached(uid, [(other, one) for one, other in needs])
    return [
        link
        for link in links
        if uid in (link.uid, link.other)
        or (link.kind == DependencyKind.NEEDS and near.issuperset((link.uid, link.other)))
    ]


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
    links, outside = _links({row[0]: row[2] for row in rows})
    if around:
        links, outside = _around(around, links), []
    used = {uid for link in links for uid in (link.uid, link.other)} | {one.uid for one in outside}
    ends = {uid for link in links for uid in _awaited(link)}
    mandates = _mandates([row for row in rows if row[2] in used], ends, day)
    return Graph({mandate.uid: mandate for mandate in mandates}, tuple(links), tuple(outside))


def _awaited(link: Link) -> tuple[str, ...]:
    """Whose delivery the link is about: the other one's, its own where it affects the other one, or that of both."""
    return {
        DependencyKind.NEEDS: (link.other,),
        DependencyKind.AFFECTS: (link.uid,),
        DependencyKind.SHARES_RECEIVER: (link.uid, link.other),
    }[link.kind]


def _links(uids: Mapping[int, str]) -> tuple[list[Link], list[Outside]]:
    """What the texts of these cards say of each other, and of systems outside; one query."""
    known = set(uids.values())
    links, outside = [], []
    rows = StoredEdge.objects.filter(card__in=uids).order_by("pk")
    for card, other, system, kind in rows.values_list("card", "other_id", "system", "kind"):
        uid, said = uids[card], DependencyKind(kind)
        if system:
            outside.append(Outside(uid, said, system))
        elif other in known and other != uid:
            links.append(Link(uid, said, other))
    return links, outside


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
