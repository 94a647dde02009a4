"""What the strategy's pages show, drawn ahead of the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from uppdragil.organisation.models import Person
from uppdragil.portfolio.coverage import Coverage, Linked, coverage_for
from uppdragil.strategy import policies
from uppdragil.strategy.content import FocusArea, StrategyActivity, StrategyContent, SubGoal
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.selectors import content_of, published
from uppdragil.strategy.targets import Published

from .strategyfindings import DraftFindings, Drawn


@dataclass(frozen=True)
class GoalPart:
    """A sub-goal, the mandates that work towards it, and what a draft leaves open beside it and its activities."""

    goal: SubGoal
    mandates: tuple[Linked, ...]
    open: Sequence[Drawn]
    activities: Sequence[tuple[StrategyActivity, Sequence[Drawn]]]

    @property
    def chooses(self) -> bool:
        """Whether its wordings stand beside each other already, to be chosen between."""
        return any(drawn.choices for drawn in self.open)


@dataclass(frozen=True)
class AreaPart:
    """An area with its sub-goals, and the mandates that name it as a whole."""

    area: FocusArea
    goals: Sequence[GoalPart]
    whole: tuple[Linked, ...]
    open: Sequence[Drawn]

    @property
    def chooses(self) -> bool:
        """Whether its target states stand beside each other already."""
        return any(drawn.choices for drawn in self.open)


@dataclass
class EditionPage:
    """One edition for one person."""

    person: Person
    day: dt.date
    row: StrategyEdition

    @cached_property
    def content(self) -> StrategyContent:
        return content_of(self.row)

    @property
    def draft(self) -> bool:
        return self.row.state == StrategyEdition.State.DRAFT

    @property
    def may_publish(self) -> bool:
        return self.draft and policies.may_publish(self.person)

    @cached_property
    def others(self) -> list[StrategyEdition]:
        """The editions that this one can be compared with."""
        return [row for row in policies.readable(self.person) if row != self.row]

    @cached_property
    def findings(self) -> DraftFindings | None:
        """What is left open, for who may correct it."""
        may = policies.may_correct(self.person, self.row)
        return DraftFindings(self.row, self.content) if may else None

    @cached_property
    def areas(self) -> list[AreaPart]:
        """Each area with its sub-goals and their mandates, and the mandates that name the area as a whole."""
        towards = {line.goal.uid: line.towards for line in self._coverage.lines}
        return [
            AreaPart(
                area,
                [self._goal(goal, towards.get(goal.uid, ())) for goal in area.sub_goals],
                self._coverage.whole_area[area.uid],
                self._open(area.uid),
            )
            for area in self.content.areas
        ]

    def _goal(self, goal: SubGoal, mandates: tuple[Linked, ...]) -> GoalPart:
        activities = [(one, self._open(one.uid)) for one in goal.activities]
        return GoalPart(goal, mandates, self._open(goal.uid), activities)

    def _open(self, uid: str) -> Sequence[Drawn]:
        return self.findings.beside.get(uid, ()) if self.findings else ()

    @cached_property
    def _coverage(self) -> Coverage[Linked]:
        editions = [] if self.draft else published()
        return coverage_for(self.person, self.day, Published(self.row.uid, self.content), editions)
