"""Keeping the organisation: what may not be, and that nobody is ever lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import authenticate

from tests import factories
from tests.factories import NOW, TODAY
from uppdragil.organisation import services
from uppdragil.organisation.models import Duty, Holding, Membership, Person, Position, Unit
from uppdragil.organisation.services import Refused

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def office() -> Person:
    return factories.with_account(factories.duty(factories.person("Signe")))


def add(office: Person, position: Position, starts: dt.date, ends: dt.date | None = None) -> Holding:
    holding = Holding(position=position, person=factories.person(), starts=starts, ends=ends)
    services.add_period(period=holding, by=office, now=NOW)
    return holding


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (TODAY, None, "held_on"),
        (TODAY - 900 * DAY, None, "held_on"),
        (TODAY - 900 * DAY, TODAY - 365 * DAY, "held_on"),
        (TODAY, TODAY - DAY, "ends_first"),
    ],
)
def test_two_do_not_hold_one_position_on_the_same_day(
    office: Person, starts: dt.date, ends: dt.date | None, code: str
) -> None:
    position = factories.position(factories.person())
    with pytest.raises(Refused) as refusal:
        add(office, position, starts, ends)
    assert refusal.value.code == code
    assert position.holdings.count() == 1


def test_one_holds_a_position_from_the_day_after_another(office: Person) -> None:
    position = factories.position()
    first = add(office, position, TODAY - 9 * DAY)
    services.end_period(period=first, ends=TODAY - DAY, by=office, now=NOW)
    add(office, position, TODAY)
    add(office, position, TODAY - 99 * DAY, TODAY - 10 * DAY)
    assert position.holdings.count() == 3


def test_a_holding_does_not_end_before_it_began(office: Person) -> None:
    holding = add(office, factories.position(), TODAY)
    with pytest.raises(Refused) as refusal:
        services.end_period(period=holding, ends=TODAY - DAY, by=office, now=NOW)
    assert refusal.value.code == "ends_first"


def test_a_holding_cannot_be_lengthened_into_the_next(office: Person) -> None:
    position = factories.position()
    first = add(office, position, TODAY - 9 * DAY, TODAY - DAY)
    add(office, position, TODAY)
    with pytest.raises(Refused) as refusal:
        services.end_period(period=first, ends=TODAY, by=office, now=NOW)
    assert refusal.value.code == "held_on"
    first.refresh_from_db()
    assert first.ends == TODAY - DAY


def test_a_refusal_is_a_sentence_with_names_and_days(office: Person) -> None:
    position = factories.position(holder := factories.person("Karin"))
    with pytest.raises(Refused) as refusal:
        add(office, position, TODAY)
    assert str(refusal.value).startswith(f"{holder.name} har befattningen från 2 mars 2025 och tills vidare.")


def test_a_person_has_one_seat_of_a_kind_at_a_time(office: Person) -> None:
    body = factories.body(secretary := factories.person())
    again = Membership(body=body, person=secretary, seat=Membership.Seat.SECRETARY, starts=TODAY)
    with pytest.raises(Refused) as refusal:
        services.add_period(period=again, by=office, now=NOW)
    assert refusal.value.code == "seated"
    also = Membership(body=body, person=secretary, seat=Membership.Seat.MEMBER, starts=TODAY)
    services.add_period(period=also, by=office, now=NOW)
    assert body.memberships.count() == 2


def test_a_unit_is_no_part_of_what_is_part_of_it(office: Person) -> None:
    top = factories.unit()
    below = factories.unit(parent=factories.unit(parent=top))
    top.parent = below
    with pytest.raises(Refused) as refusal:
        services.save(record=top, by=office, now=NOW)
    assert refusal.value.code == "own_part"


def test_a_name_that_is_taken_in_the_same_moment_is_refused(office: Person) -> None:
    taken = factories.unit()
    with pytest.raises(Refused) as refusal:
        services.save(record=Unit(name=taken.name), by=office, now=NOW)
    assert refusal.value.code == "taken"


def test_a_change_has_its_author_in_the_history(office: Person) -> None:
    unit = services.save(record=Unit(name="Tandvården"), by=office, now=NOW)
    entry = unit.history.first()
    assert (entry.by_name, entry.history_user, entry.history_date) == (office.name, office.user, NOW)


def test_a_new_account_logs_in_with_the_password_that_is_shown_once(office: Person) -> None:
    person = factories.person()
    password = services.open_account(person=person, username="nils", by=office, now=NOW)
    assert authenticate(username="nils", password=password) == person.user
    assert len(password) >= 16


def test_a_new_password_ends_the_old_one(office: Person) -> None:
    person = factories.person()
    old = services.open_account(person=person, username="nils", by=office, now=NOW)
    services.open_account(person=person, username="nils", by=office, now=NOW)
    assert authenticate(username="nils", password=old) is None


def test_a_username_is_one_persons(office: Person) -> None:
    services.open_account(person=factories.person(), username="nils", by=office, now=NOW)
    with pytest.raises(Refused) as refusal:
        services.open_account(person=factories.person(), username="NILS", by=office, now=NOW)
    assert refusal.value.code == "username_taken"


def test_a_person_out_of_use_cannot_log_in_and_is_not_deleted(office: Person) -> None:
    person = factories.person()
    password = services.open_account(person=person, username="nils", by=office, now=NOW)
    services.set_active(record=person, active=False, by=office, now=NOW)
    assert authenticate(username="nils", password=password) is None
    assert Person.objects.filter(pk=person.pk, active=False).exists()
    with pytest.raises(Refused) as refusal:
        services.open_account(person=person, username="nils", by=office, now=NOW)
    assert refusal.value.code == "has_left"


@pytest.mark.parametrize("way", ["out of use", "account", "duty"])
def test_the_last_of_the_office_stays(office: Person, way: str) -> None:
    moves = {
        "out of use": lambda: services.set_active(record=office, active=False, by=office, now=NOW),
        "account": lambda: services.close_account(person=office, by=office, now=NOW),
        "duty": lambda: services.remove_duty(duty=office.duties.get(), by=office, now=NOW),
    }
    factories.duty(factories.person("Utan konto"))
    with pytest.raises(Refused) as refusal:
        moves[way]()
    assert refusal.value.code == "last_office"
    office.refresh_from_db()
    assert office.active
    assert office.user.is_active


def test_a_duty_that_is_taken_away_stays_in_the_history(office: Person) -> None:
    person = factories.duty(factories.person(), Duty.Kind.AUDITOR)
    duty = person.duties.get()
    services.remove_duty(duty=duty, by=office, now=NOW)
    assert not Duty.objects.filter(person=person).exists()
    assert Duty.history.filter(person=person, history_type="-", by_name=office.name).exists()
