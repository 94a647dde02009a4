"""Gaps both ways: sub-goals that no board's plan takes up, points of plans that serve no sub-goal."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.strategy.kit import PLAN, SECOND, board, board_plan, published
from uppdragil.organisation.models import Person
from uppdragil.portfolio.plancoverage import PlanCoverage, plan_coverage
from uppdragil.strategy.plans.content import PointSaid
from uppdragil.strategy.targets import Published, targets

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Published:
    return published()


@pytest.fixture
def office() -> Person:
    return f.duty(f.person("Signe"))


def key(edition: Published, at: int) -> str:
    return [target.key for target in targets(edition)][at]


def said(found: PlanCoverage) -> list[list[str]]:
    return [[point.text for point in line.towards] for line in found.points.lines]


def test_each_sub_goal_has_the_points_that_serve_it(edition: Published, office: Person) -> None:
    board_plan(
        office, PointSaid("Teamen", (key(edition, 1),)), PointSaid("Allt", (key(edition, 0),)), PointSaid("X")
    )
    found = plan_coverage(edition, [edition])

    assert said(found) == [["Teamen"], [], []]
    assert [(plan.name, plan.years) for plan in found.columns] == [("Plan 2026", "2026")]
    assert [(plan.name, [p.text for p in points]) for plan, points in found.loose] == [
        ("Plan 2026", ["Allt", "X"])
    ]


def test_a_plan_without_points_is_a_gap_and_one_that_serves_is_none(
    edition: Published, office: Person
) -> None:
    body = board()
    board_plan(office, body=body)
    whole = PointSaid("Teamen", (key(edition, 1),))
    board_plan(office, whole, body=body, said=PLAN.__class__("Annan", 2026, 2027))

    found = plan_coverage(edition, [edition])

    assert [(plan.name, points) for plan, points in found.loose] == [("Plan 2026", ())]
    assert [plan.name for plan, _points in found.only(year=2027).loose] == ["Plan 2026"]
    assert [plan.years for plan in found.columns] == ["2026–2027"]


def test_a_point_of_an_earlier_edition_counts_for_what_its_sub_goal_goes_on_as(
    edition: Published, office: Person
) -> None:
    later = published(SECOND)
    of_2027 = PLAN.__class__("Plan 2027", 2027, 2027)
    board_plan(office, PointSaid("Teamen", (key(edition, 2),)), said=of_2027)

    assert said(plan_coverage(later, [edition, later])) == [["Teamen"]]


def test_a_plan_of_other_years_does_not_count(edition: Published, office: Person) -> None:
    board_plan(office, PointSaid("X", (key(edition, 1),)), said=PLAN.__class__("Gammal", 2020, 2021))

    assert plan_coverage(edition, [edition]).plans == ()


def test_many_plans_take_as_many_queries_as_one(edition: Published, office: Person) -> None:
    body, costs = board(), []
    for year in (2026, 2027, 2028):
        points = [PointSaid(f"Punkt {n}", (key(edition, 1),)) for n in range(year - 2025)]
        board_plan(office, *points, body=body, said=PLAN.__class__(f"Plan {year}", year, year))
        with CaptureQueriesContext(connection) as captured:
            plan_coverage(edition, [edition])
        costs.append(len(captured))

    assert costs == [2, 2, 2]
