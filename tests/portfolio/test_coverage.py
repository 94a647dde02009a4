"""Gaps both ways: sub-goals without mandates, mandates without sub-goals."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.strategy.kit import FIRST, SECOND, published
from uppdragil.directives.strategylinks import link_to
from uppdragil.organisation.models import Person
from uppdragil.portfolio.coverage import Coverage, Linked, coverage, coverage_for
from uppdragil.strategy.targets import Published, Target, targets

NEAR, DIGITAL = FIRST.areas
OLD, NEW = Published("old", FIRST), Published("new", SECOND)


def linked(number: str, *pairs: tuple[str, str]) -> Linked:
    return Linked(number, number, number, pairs)


def said(found: Coverage[Linked]) -> list[list[str]]:
    return [[mandate.number for mandate in line.towards] for line in found.lines]


def test_each_sub_goal_has_its_mandates_once() -> None:
    goal = NEAR.sub_goals[0].uid
    found = coverage(OLD, [linked("U1", (NEAR.uid, goal), (NEAR.uid, goal)), linked("U2", (NEAR.uid, goal))])

    assert said(found) == [["U1", "U2"], [], []]
    assert [line.goal.year for line in found.bare] == [2027, 2026]


def test_a_mandate_for_a_whole_area_covers_no_sub_goal() -> None:
    found = coverage(OLD, [linked("U1", (DIGITAL.uid, ""))])

    assert said(found) == [[], [], []]
    assert [m.number for m in found.whole_area[DIGITAL.uid]] == ["U1"]
    assert [m.number for m in found.unlinked] == ["U1"]


def test_a_link_to_an_earlier_edition_counts_for_what_the_sub_goal_goes_on_as() -> None:
    found = coverage(NEW, [linked("U1", (NEAR.uid, NEAR.sub_goals[1].uid))], earlier=[OLD])

    assert said(found) == [["U1"]]


def test_a_year_and_an_area_narrow_the_lines() -> None:
    found = coverage(OLD, [])

    assert len(found.only(year=2026).lines) == 2
    assert [line.area for line in found.only(year=2026, area=DIGITAL.uid).lines] == [DIGITAL]


def _seen(person: Person, edition: Published) -> list[list[str]]:
    return said(coverage_for(person, f.NOW.date(), edition, [edition]))


def _mandates(edition: Published, count: int) -> list[f.Mandate]:
    goal = list(targets(edition))[1]
    return [
        f.at("preparation", strategy_links=(link_to(goal, f"link{n}"),), visibility="restricted")
        for n in range(count)
    ]


@pytest.mark.django_db
def test_only_what_a_person_may_see_is_counted_for_them() -> None:
    edition = published()
    [made] = _mandates(edition, 1)

    assert _seen(made.cast.office, edition)[0] == [made.directive.number]
    assert _seen(made.cast.lead, edition)[0] == [made.directive.number]
    assert _seen(f.person("Elin"), edition)[0] == []


@pytest.mark.django_db
def test_ten_mandates_take_as_many_queries_as_one() -> None:
    edition, office = published(), f.duty(f.person("Signe"))
    costs = []
    for more in (1, 3):
        _mandates(edition, more)
        with CaptureQueriesContext(connection) as captured:
            _seen(Person.objects.get(pk=office.pk), edition)
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 4


@pytest.mark.django_db
def test_a_stopped_mandate_works_towards_nothing() -> None:
    edition = published()
    goal = Target(edition, NEAR, NEAR.sub_goals[0])
    made = f.at("preparation", strategy_links=(link_to(goal, "link1"),))
    type(made.directive).objects.filter(pk=made.directive.pk).update(phase="stopped")

    assert _seen(made.cast.office, edition)[0] == []
