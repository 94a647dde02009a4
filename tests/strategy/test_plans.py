"""Plans of boards are recorded by those who may, point by point, and nobody overwrites anybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests import factories as f
from uppdragil.core.models import AuditEvent
from uppdragil.organisation.models import Person
from uppdragil.strategy.models import BoardPlan, BoardPlanItem
from uppdragil.strategy.plans import services
from uppdragil.strategy.plans.content import MOST_POINTS, PlanSaid, PointSaid, mark
from uppdragil.strategy.plans.policies import boards
from uppdragil.strategy.plans.selectors import of_years, plan_said, point_said
from uppdragil.strategy.targets import Published, targets

from .kit import PLAN, board, board_plan, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Published:
    return published()


@pytest.fixture
def office() -> Person:
    return f.duty(f.person("Signe"))


def keys(edition: Published) -> list[str]:
    return [target.key for target in targets(edition)]


def refused(code: str) -> pytest.RaisesExc[services.Refused]:
    return pytest.raises(services.Refused, check=lambda refusal: refusal.code == code)


def test_a_plan_says_its_points_and_what_they_serve(edition: Published, office: Person) -> None:
    serves = PointSaid("Öppna en väg in", (keys(edition)[1], keys(edition)[0], keys(edition)[1]))
    plan = board_plan(office, serves, PointSaid("Annat"))

    assert plan_said(plan) == PLAN
    assert [(one.text, len(one.targets)) for one in plan.items.all()] == [
        ("Öppna en väg in", 2),
        ("Annat", 0),
    ]
    assert AuditEvent.objects.latest("seq").verb == "plan.recorded"


def test_the_boards_secretary_records_its_plan_and_no_other_boards(office: Person) -> None:
    secretary = f.person("Sara")
    own = board(secretary)

    assert boards(secretary, f.TODAY) == [own]
    assert boards(office, f.TODAY) == [own]
    assert board_plan(secretary, body=own).body == own
    with refused("not_recording"):
        board_plan(f.person("Elin"), body=own)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(PLAN, name=" \x00"), "no_name"),
        (replace(PLAN, last_year=2025), "years"),
        (replace(PLAN, link="javascript:alert(1)"), "link"),
    ],
)
def test_what_a_plan_may_not_say(office: Person, said: PlanSaid, code: str) -> None:
    with refused(code):
        board_plan(office, said=said)


@pytest.mark.parametrize(
    ("point", "code"),
    [
        (PointSaid("\n "), "no_text"),
        (PointSaid("x" * 2_001), "too_long"),
        (PointSaid("Öppna", ("aaaa.bbbb",)), "no_target"),
    ],
)
def test_what_a_point_may_not_say(office: Person, edition: Published, point: PointSaid, code: str) -> None:
    with refused(code):
        board_plan(office, point)
    assert not BoardPlan.objects.exists()


def test_the_same_plan_is_recorded_once(office: Person) -> None:
    plan = board_plan(office)
    with refused("taken"):
        board_plan(office, body=plan.body)


def test_points_are_added_after_the_others_up_to_a_limit(office: Person) -> None:
    plan = board_plan(office, PointSaid("Ett"))
    services.add(plan=plan, points=[PointSaid("Två")], by=office, now=f.NOW)

    assert [(one.position, one.text) for one in plan.items.all()] == [(0, "Ett"), (1, "Två")]
    with refused("too_many"):
        services.add(plan=plan, points=[PointSaid("x")] * MOST_POINTS, by=office, now=f.NOW)


def test_who_saves_over_somebody_elses_words_meets_them(office: Person, edition: Published) -> None:
    plan = board_plan(office, PointSaid("Ett"))
    item = plan.items.get()
    before = mark(point_said(item))
    services.change_point(
        item=item, said=PointSaid("Två", (keys(edition)[0],)), seen=before, by=office, now=f.NOW
    )

    with pytest.raises(services.Conflict) as conflict:
        services.change_point(item=item, said=PointSaid("Tre"), seen=before, by=office, now=f.NOW)
    assert conflict.value.current == PointSaid("Två", (keys(edition)[0],))

    with pytest.raises(services.Conflict):
        services.change(plan=plan, said=replace(PLAN, name="Nytt"), seen="x", by=office, now=f.NOW)
    services.change(plan=plan, said=replace(PLAN, name="Nytt"), seen=mark(PLAN), by=office, now=f.NOW)
    assert BoardPlan.objects.get().name == "Nytt"


def test_what_is_removed_is_gone_and_remembered(office: Person) -> None:
    plan = board_plan(office, PointSaid("Ett"), PointSaid("Två"))
    item = plan.items.first()
    services.remove_point(item=item, by=office, now=f.NOW)
    with refused("gone"):
        services.change_point(item=item, said=PointSaid("x"), seen="", by=office, now=f.NOW)

    services.remove(plan=plan, by=office, now=f.NOW + dt.timedelta(hours=1))

    assert not BoardPlanItem.objects.exists()
    assert AuditEvent.objects.latest("seq").verb == "plan.removed"
    with refused("gone"):
        services.remove(plan=plan, by=office, now=f.NOW)


def test_the_plans_of_some_years_are_those_that_hold_in_any_of_them(office: Person) -> None:
    plan = board_plan(office, said=replace(PLAN, first_year=2025, last_year=2026))

    assert [len(of_years(*years)) for years in ((2026, 2029), (2027, 2030), (2020, 2024))] == [1, 0, 0]
    assert of_years(2025, 2025) == [plan]


@pytest.mark.django_db(transaction=True)
def test_two_who_correct_a_point_at_once_do_not_overwrite_each_other(race: Any, rounds: int) -> None:
    office = f.duty(f.person("Signe"))
    item = board_plan(office, PointSaid("Ett")).items.get()
    for number in range(rounds):
        seen = mark(point_said(BoardPlanItem.objects.get()))
        results = race(
            *[
                lambda t=text, s=seen: services.change_point(
                    item=item, said=PointSaid(t), seen=s, by=office, now=f.NOW
                )
                for text in (f"Två {number}", f"Tre {number}")
            ]
        )

        assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]
