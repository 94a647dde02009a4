"""What the coverage shows: sub-goals beside mandates, and beside the plans of boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from uppdragil.organisation.models import Person
from uppdragil.portfolio.coverage import Coverage, Line, Linked, coverage_for, in_order
from uppdragil.portfolio.plancoverage import Plan, PlanCoverage, Point, plan_coverage
from uppdragil.strategy.content import FocusArea
from uppdragil.strategy.targets import Published

from .forms.strategy import CoverageForm

MOST_COLUMNS = 40  # mandates beside each other; beyond that a matrix is no picture and the list says it all


@dataclass
class CoveragePage:
    """Sub-goal × mandate and sub-goal × board plan of one edition, filtered by what stands in the address."""

    person: Person
    day: dt.date
    editions: Sequence[Published]
    query: Mapping[str, str]

    @cached_property
    def edition(self) -> Published | None:
        """The one that is asked for, or else the latest."""
        asked = self.query.get("edition", "")
        latest = self.editions[-1] if self.editions else None
        return next((edition for edition in self.editions if edition.uid == asked), latest)

    @cached_property
    def form(self) -> CoverageForm:
        return CoverageForm(self.query, self.editions, self.edition)

    @cached_property
    def coverage(self) -> Coverage[Linked]:
        whole = coverage_for(self.person, self.day, self._edition, self.editions)
        return whole.only(year=self.form.chosen_year, area=self.form.chosen_area)

    @cached_property
    def plans(self) -> PlanCoverage:
        whole = plan_coverage(self._edition, self.editions)
        return whole.only(year=self.form.chosen_year, area=self.form.chosen_area)

    @property
    def groups(self) -> list[tuple[FocusArea, list[tuple[Line[Linked], list[bool]]]]]:
        """The lines by area; with each line, whether each of the mandates works towards it."""
        columns = self.columns
        return [
            (area, [(line, [mandate in line.towards for mandate in columns]) for line in lines])
            for area, lines in groupby(self.coverage.lines, lambda line: line.area)
        ]

    @cached_property
    def columns(self) -> tuple[Linked, ...]:
        """The mandates of the matrix; none where they are too many to stand beside each other."""
        found = in_order(self.coverage)
        return found if len(found) <= MOST_COLUMNS else ()

    @property
    def covered(self) -> int:
        return len(self.coverage.lines) - len(self.coverage.bare)

    @property
    def plan_groups(self) -> list[tuple[FocusArea, list[tuple[Line[Point], list[int]]]]]:
        """The lines by area; with each line, how many points each of the plans has for it."""
        columns = self.plan_columns
        return [
            (area, [(line, [_count(line, plan) for plan in columns]) for line in lines])
            for area, lines in groupby(self.plans.points.lines, lambda line: line.area)
        ]

    @cached_property
    def plan_columns(self) -> tuple[Plan, ...]:
        """The plans of the matrix; none where they are too many."""
        return self.plans.columns if len(self.plans.columns) <= MOST_COLUMNS else ()

    @property
    def planned(self) -> int:
        """Sub-goals that stand in a board's plan."""
        return len(self.plans.points.lines) - len(self.plans.points.bare)

    @property
    def loose_points(self) -> int:
        """Points that serve no sub-goal."""
        return len(self.plans.points.unlinked)

    @property
    def _edition(self) -> Published:
        assert self.edition is not None, "the page asks only where there is an edition"
        return self.edition


def _count(line: Line[Point], plan: Plan) -> int:
    return sum(point.plan == plan for point in line.towards)
