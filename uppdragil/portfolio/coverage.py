"""Which sub-goals of the strategy somebody works towards, and what works towards none: gaps both ways.

Mandates on one side, points of board plans on the other. Only mandates that a person may see are counted for them
(`directives.policies`); those that were stopped or superseded work towards nothing. What links to an earlier edition
counts for what its sub-goal goes on as.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from django.db.models import QuerySet

from uppdragil.directives import policies
from uppdragil.directives.models import Card
from uppdragil.directives.phases import Phase
from uppdragil.organisation.models import Person
from uppdragil.strategy.content import FocusArea, SubGoal
from uppdragil.strategy.targets import Published, followers


class Working(Protocol):
    """Something that works towards sub-goals; `strategy`: pairs of an area's uid and a sub-goal's, or ""."""

    @property
    def uid(self) -> str: ...
    @property
    def strategy(self) -> tuple[tuple[str, str], ...]: ...


W = TypeVar("W", bound=Working)
ENDED_EARLY = (Phase.STOPPED, Phase.SUPERSEDED)


@dataclass(frozen=True)
class Linked:
    """A mandate as far as coverage asks."""

    uid: str
    number: str
    title: str
    strategy: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line(Generic[W]):
    """A sub-goal and what works towards it."""

    area: FocusArea
    goal: SubGoal
    towards: tuple[W, ...]


@dataclass(frozen=True)
class Coverage(Generic[W]):
    """`lines` in the edition's order; `whole_area` by an area's uid; `unlinked`: what has no sub-goal at all."""

    lines: tuple[Line[W], ...]
    whole_area: Mapping[str, tuple[W, ...]]
    unlinked: tuple[W, ...]

    @property
    def bare(self) -> tuple[Line[W], ...]:
        """Sub-goals that nothing works towards."""
        return tuple(line for line in self.lines if not line.towards)

    @property
    def working(self) -> tuple[W, ...]:
        """What the lines have, each once."""
        return _once(one for line in self.lines for one in line.towards)

    def only(self, *, year: int | None = None, area: str = "") -> Coverage[W]:
        """The lines of a year, an area or both; what has no sub-goal belongs to no area and stays."""
        lines = (line for line in self.lines if year in (None, line.goal.year))
        return replace(self, lines=tuple(line for line in lines if area in ("", line.area.uid)))


def in_order(coverage: Coverage[Linked]) -> tuple[Linked, ...]:
    """The mandates of the lines in the order of their numbers: the columns of a matrix."""
    return tuple(sorted(coverage.working, key=lambda mandate: (mandate.number, mandate.title)))


def coverage_for(
    person: Person | None, day: dt.date, edition: Published, editions: Sequence[Published]
) -> Coverage[Linked]:
    """What `person` sees of `edition` on `day` (None: all there is); one query after those of who the person is."""
    seen = policies.cards(person, day) if person else Card.objects.filter(version=None)
    cards = seen.exclude(directive__phase__in=ENDED_EARLY)
    rows = cards.order_by("number", "title_key").values_list("directive__uid", "number", "title", "strategy")
    mandates = (
        Linked(uid, number, title, tuple((area, goal) for area, goal in strategy))
        for uid, number, title, strategy in rows.iterator(chunk_size=2000)
    )
    return coverage(edition, mandates, earlier=[other for other in editions if other != edition])


def covered(
    cards: QuerySet[Card], edition: Published, editions: Sequence[Published]
) -> list[tuple[FocusArea, int, int]]:
    """By focus area of `edition`: how many sub-goals have a mandate among `cards`, and how many have none; one query.

    What mandates link to alike is read once, so that many mandates cost little more than few.
    """
    live = cards.exclude(directive__phase__in=ENDED_EARLY)
    linked = live.order_by().values_list("strategy", flat=True).distinct()
    found = coverage(
        edition,
        (
            Linked(str(n), "", "", tuple((area, goal) for area, goal in pairs))
            for n, pairs in enumerate(linked)
        ),
        earlier=[other for other in editions if other != edition],
    )
    counts = Counter((line.area.uid, bool(line.towards)) for line in found.lines)
    return [(area, counts[area.uid, True], counts[area.uid, False]) for area in edition.content.areas]


def coverage(edition: Published, working: Iterable[W], earlier: Sequence[Published] = ()) -> Coverage[W]:
    """Each sub-goal of `edition` with what works towards it. Pure. `earlier`: editions whose links are followed."""
    goes_on_as = {uid: now for other in earlier for uid, now in followers(other, edition).items()}
    by_goal: dict[str, list[W]] = defaultdict(list)
    by_area: dict[str, list[W]] = defaultdict(list)
    unlinked = []
    for one in working:
        for area, goal in one.strategy:
            into, uid = (by_goal, goal) if goal else (by_area, area)
            into[goes_on_as.get(uid, uid)].append(one)
        if not any(goal for _area, goal in one.strategy):
            unlinked.append(one)
    lines = tuple(
        Line(area, goal, _once(by_goal[goal.uid]))
        for area in edition.content.areas
        for goal in area.sub_goals
        if goal.worded
    )
    whole = {area.uid: _once(by_area[area.uid]) for area in edition.content.areas}
    return Coverage(lines, whole, tuple(unlinked))


def _once(working: Iterable[W]) -> tuple[W, ...]:
    return tuple({one.uid: one for one in working}.values())
