"""Which sub-goals of the strategy have mandates, and which mandates have sub-goals: gaps both ways.

Only what a person may see is counted for them (`directives.policies`); mandates that were stopped or superseded
work towards nothing. A mandate that links to an earlier edition counts for what its sub-goal goes on as.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from uppdragil.directives import policies
from uppdragil.directives.models import Card
from uppdragil.directives.phases import Phase
from uppdragil.organisation.models import Person
from uppdragil.strategy.content import FocusArea, SubGoal
from uppdragil.strategy.targets import Published, followers

ENDED_EARLY = (Phase.STOPPED, Phase.SUPERSEDED)


@dataclass(frozen=True)
class Linked:
    """A mandate as far as coverage asks; `strategy`: pairs of an area's uid and a sub-goal's, or ""."""

    uid: str
    number: str
    title: str
    strategy: tuple[tuple[str, str], ...] = ()

    @property
    def sub_goals(self) -> frozenset[str]:
        return frozenset(goal for _area, goal in self.strategy if goal)


@dataclass(frozen=True)
class Line:
    """A sub-goal and the mandates that work towards it."""

    area: FocusArea
    goal: SubGoal
    mandates: tuple[Linked, ...]


@dataclass(frozen=True)
class Coverage:
    """`lines` in the edition's order; `whole_area` by an area's uid; `unlinked`: mandates without any sub-goal."""

    lines: tuple[Line, ...]
    whole_area: Mapping[str, tuple[Linked, ...]]
    unlinked: tuple[Linked, ...]

    @property
    def bare(self) -> tuple[Line, ...]:
        """Delmål utan uppdrag."""
        return tuple(line for line in self.lines if not line.mandates)

    @property
    def mandates(self) -> tuple[Linked, ...]:
        """Those of the lines, each once, in the order of their numbers: the columns of a matrix."""
        found = {mandate.uid: mandate for line in self.lines for mandate in line.mandates}
        return tuple(sorted(found.values(), key=lambda mandate: (mandate.number, mandate.title)))

    def only(self, *, year: int | None = None, area: str = "") -> Coverage:
        """The lines of a year, an area or both; mandates without a sub-goal belong to no area and stay."""
        lines = (line for line in self.lines if year in (None, line.goal.year))
        return replace(self, lines=tuple(line for line in lines if area in ("", line.area.uid)))


def coverage_for(
    person: Person | None, day: dt.date, edition: Published, editions: Sequence[Published]
) -> Coverage:
    """What `person` sees of `edition` on `day` (None: all there is); one query after those of who the person is."""
    seen = policies.cards(person, day) if person else Card.objects.filter(version=None)
    cards = seen.exclude(directive__phase__in=ENDED_EARLY)
    rows = cards.order_by("number", "title_key").values_list("directive__uid", "number", "title", "strategy")
    mandates = (
        Linked(uid, number, title, tuple((area, goal) for area, goal in strategy))
        for uid, number, title, strategy in rows.iterator(chunk_size=2000)
    )
    return coverage(edition, mandates, earlier=[other for other in editions if other != edition])


def coverage(edition: Published, mandates: Iterable[Linked], earlier: Sequence[Published] = ()) -> Coverage:
    """Each sub-goal of `edition` with its mandates. Pure. `earlier`: other editions whose links are followed."""
    goes_on_as = {uid: now for other in earlier for uid, now in followers(other, edition).items()}
    by_goal: dict[str, list[Linked]] = defaultdict(list)
    by_area: dict[str, list[Linked]] = defaultdict(list)
    unlinked = []
    for mandate in mandates:
        for area, goal in mandate.strategy:
            into, uid = (by_goal, goal) if goal else (by_area, area)
            into[goes_on_as.get(uid, uid)].append(mandate)
        if not mandate.sub_goals:
            unlinked.append(mandate)
    lines = tuple(
        Line(area, goal, _once(by_goal[goal.uid]))
        for area in edition.content.areas
        for goal in area.sub_goals
        if goal.worded
    )
    whole = {area.uid: _once(by_area[area.uid]) for area in edition.content.areas}
    return Coverage(lines, whole, tuple(unlinked))


def _once(mandates: Iterable[Linked]) -> tuple[Linked, ...]:
    return tuple({mandate.uid: mandate for mandate in mandates}.values())
