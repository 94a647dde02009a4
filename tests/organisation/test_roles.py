"""Positions, units and bodies resolved to people on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import TODAY, body, duty, hold, person, position, seat, unit
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Membership

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY + DAY, True),
    ],
)
def test_a_position_acts_through_its_holders_of_the_day(
    starts: dt.date, ends: dt.date | None, holds: bool
) -> None:
    held, holder = position(), person()
    hold(held, holder, starts=starts, ends=ends)

    assert roles.people([("position", held.uid)], TODAY).get(("position", held.uid), []) == [holder] * holds
    assert (("position", held.uid) in roles.holders_of(holder, TODAY)) is holds


def test_a_unit_decides_through_nobody_and_is_reached_through_its_people() -> None:
    place = unit()
    member = person(unit=place)

    assert not roles.people([("unit", place.uid)], TODAY)
    assert ("unit", place.uid) in roles.holders_of(member, TODAY)


def test_an_inactive_person_acts_in_nothing() -> None:
    gone = person(active=False)
    held, group = position(gone), body(gone)
    duty(gone)

    assert not roles.people([("person", gone.uid), ("position", held.uid)], TODAY)
    assert roles.registrars(group, TODAY) == []
    assert gone not in roles.with_duty(Duty.Kind.OFFICE)


def test_many_holders_take_two_queries() -> None:
    holders = [("position", position(person()).uid) for _ in range(5)] + [
        ("person", person().uid) for _ in range(5)
    ]

    with CaptureQueriesContext(connection) as captured:
        found = roles.people(holders, TODAY)

    assert (len(found), len(captured)) == (10, 2)


def test_secretary_and_chair_record_and_chair_and_members_are_officials() -> None:
    secretary, chair, member, former = (person() for _ in range(4))
    group = body(secretary)
    seat(group, chair, Membership.Seat.CHAIR)
    seat(group, member)
    past = seat(group, former, Membership.Seat.CHAIR)
    past.ends = TODAY - DAY
    past.save()

    assert set(roles.registrars(group, TODAY)) == {secretary, chair}
    assert [m.person for m in roles.members(group, TODAY, TODAY)] == [chair, member]


def test_a_duty_for_one_unit_is_a_duty() -> None:
    controller = duty(person(), Duty.Kind.CONTROLLER, unit())

    assert roles.has_duty(controller, Duty.Kind.CONTROLLER)
    assert not roles.has_duty(controller, Duty.Kind.OFFICE)


def test_somebody_with_the_duty_twice_is_named_once() -> None:
    office = duty(duty(person()), of=unit())

    assert roles.with_duty(Duty.Kind.OFFICE).count(office) == 1


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(position(), person(), ends=TODAY - 400 * DAY)


def test_who_held_a_position_is_kept_when_the_holding_changes() -> None:
    holding = hold(position(), person())
    holding.ends = TODAY
    holding.save()

    assert list(holding.history.values_list("ends", flat=True)) == [TODAY, None]
