"""Which sub-goals of the strategy stand in the plans of boards, and which points of these serve no sub-goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from uppdragil.strategy.plans.models import BoardPlan
from uppdragil.strategy.plans.selectors import of_years
from uppdragil.strategy.targets import Published

from .coverage import Coverage, coverage


@dataclass(frozen=True)
class Plan:
    """A plan of a board as far as coverage asks."""

    uid: str
    name: str
    body: str
    years: str
    empty: bool = False  # no point is recorded


@dataclass(frozen=True)
class Point:
    """A point of a plan; `strategy`: pairs of an area's uid and a sub-goal's, or ""."""

    uid: str
    text: str
    plan: Plan
    strategy: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlanCoverage:
    """`points`: sub-goals beside points; `plans`: every plan of the edition's years, in the order of their boards."""

    points: Coverage[Point]
    plans: tuple[Plan, ...]

    @property
    def columns(self) -> tuple[Plan, ...]:
        """The plans that have a point for any of the sub-goals."""
        shown = {point.plan for point in self.points.working}
        return tuple(plan for plan in self.plans if plan in shown)

    @property
    def loose(self) -> tuple[tuple[Plan, tuple[Point, ...]], ...]:
        """The plans with points that serve no sub-goal, and with which; those that have no point at all too."""
        without = {plan: tuple(p for p in self.points.unlinked if p.plan == plan) for plan in self.plans}
        return tuple((plan, points) for plan, points in without.items() if points or plan.empty)

    def only(self, *, year: int | None = None, area: str = "") -> PlanCoverage:
        """The sub-goals of a year, an area or both."""
        return PlanCoverage(self.points.only(year=year, area=area), self.plans)


def plan_coverage(edition: Published, editions: Sequence[Published]) -> PlanCoverage:
    """The plans of the edition's years beside its sub-goals; two queries."""
    rows = of_years(edition.content.first_year, edition.content.last_year)
    plans = tuple(_plan(row) for row in rows)
    points = (point for row, plan in zip(rows, plans, strict=True) for point in _points(row, plan))
    earlier = [other for other in editions if other != edition]
    return PlanCoverage(coverage(edition, points, earlier), plans)


def _plan(row: BoardPlan) -> Plan:
    years = str(row.first_year) if row.first_year == row.last_year else f"{row.first_year}–{row.last_year}"
    return Plan(row.uid, row.name, str(row.body), years, empty=not row.points)  # type: ignore[attr-defined]


def _points(row: BoardPlan, plan: Plan) -> Iterable[Point]:
    for item in row.points:  # type: ignore[attr-defined]
        yield Point(item.uid, item.text, plan, tuple(_pair(key) for key in item.targets))


def _pair(key: str) -> tuple[str, str]:
    """Area and sub-goal of a target's key (`targets.Target.key`)."""
    _edition, area, *goal = key.split(".")
    return area, goal[0] if goal else ""
