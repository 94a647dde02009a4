"""Which sub-goals of the latest strategy have mandates and stand in boards' plans, and what serves none, as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import pgettext

from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import CoverageRow
from uppdragil.organisation.models import Person
from uppdragil.portfolio.coverage import Line, Linked, coverage_for
from uppdragil.portfolio.plancoverage import Plan, Point, plan_coverage
from uppdragil.strategy.selectors import published


def coverage_rows(person: Person | None, day: dt.date) -> Iterator[CoverageRow]:
    """Of all mandates that `person` sees (None: of all); nothing while no strategy is published."""
    editions = published()
    if not editions:
        return
    mandates = coverage_for(person, day, editions[-1], editions)
    plans = plan_coverage(editions[-1], editions)
    for line, planned in zip(mandates.lines, plans.points.lines, strict=True):
        yield _sub_goal(line, planned)
    unlinked = Status(pgettext("a mandate", "Mandate without a sub-goal"), Tone.WARN)
    for mandate in mandates.unlinked:
        yield CoverageRow(mandates=_named([mandate]), status=unlinked)
    yield from _loose(plans.loose)


def _sub_goal(line: Line[Linked], planned: Line[Point]) -> CoverageRow:
    return CoverageRow(
        area=line.area.name,
        year=line.goal.year,
        goal=line.goal.text,
        how_many=len(line.towards),
        mandates=_named(line.towards),
        status=Status(pgettext("a sub-goal", "Has mandates"), Tone.OK)
        if line.towards
        else Status(pgettext("a sub-goal", "Sub-goal without a mandate"), Tone.WARN),
        points=len(planned.towards),
        plans=_planned(planned.towards),
        in_plans=Status(pgettext("a sub-goal", "In a board plan"), Tone.OK)
        if planned.towards
        else Status(pgettext("a sub-goal", "Sub-goal without a board plan"), Tone.WARN),
    )


def _loose(plans: Iterable[tuple[Plan, Sequence[Point]]]) -> Iterator[CoverageRow]:
    """The points that serve no sub-goal, and the plans without any point."""
    unlinked = Status(pgettext("a point of a plan", "Point without a sub-goal"), Tone.WARN)
    empty = Status(pgettext("a board plan", "Plan without points"), Tone.WARN)
    for plan, points in plans:
        for point in points:
            yield CoverageRow(plans=_planned([point]), in_plans=unlinked)
        if not points:
            yield CoverageRow(plans=_plan(plan), in_plans=empty)


def _named(mandates: Iterable[Linked]) -> str:
    return "\n".join(f"{mandate.number} {mandate.title}".strip() for mandate in mandates)


def _planned(points: Iterable[Point]) -> str:
    return "\n".join(f"{_plan(point.plan)}: {point.text}" for point in points)


def _plan(plan: Plan) -> str:
    return f"{plan.body}, {plan.name}"
