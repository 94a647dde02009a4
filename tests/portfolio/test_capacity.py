"""What a unit has room for and when nothing is to land: who says it, what is refused, what lands by the database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.portfolio.capacity import frozen, landing_on, receiver, room
from uppdragil.core.append_only import AppendOnlyViolation
from uppdragil.core.models import AuditEvent
from uppdragil.directives import policies as seeing
from uppdragil.directives import storage
from uppdragil.directives.content import Visibility
from uppdragil.directives.models import Card
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.capacity import policies, services
from uppdragil.portfolio.capacity.load import Room, Way
from uppdragil.portfolio.capacity.selectors import Capacities, by_unit, landings, units_of
from uppdragil.portfolio.models import FreezePeriod, UnitCapacity

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=31)


def office() -> Person:
    return f.duty(f.person("Signe"))


def refused(move: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(services.Refused) as caught:
        move(*given, **named)
    assert str(caught.value)
    return caught.value.code


def working() -> Any:
    return Card.objects.filter(version=None)


def landed(*units: Unit, cards: Any = None) -> dict[str, list[Way]]:
    found = landings(working() if cards is None else cards, f.TODAY, [u.uid for u in units] or None)
    return {unit: [landing.way for landing in some] for unit, some in by_unit(found).items()}


# What fits


@pytest.mark.both_databases
def test_somebody_of_the_unit_says_what_fits_and_the_chain_is_told() -> None:
    unit = receiver()
    made = room(unit, 2, executions=4)
    assert (made.since, made.deliveries, made.executions) == (dt.date(2026, 3, 1), 2, 4)
    assert Capacities().said[unit.uid] == [(made.since, Room(2, 4))]
    assert AuditEvent.objects.get(verb="capacity.set").subject == ""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"word": " \n"}, "no_word"),
        ({"since": f.TODAY - MONTH}, "past"),
        ({"since": dt.date(2032, 1, 1)}, "far"),
        ({"by": "a stranger"}, "not_yours"),
    ],
)
def test_what_cannot_be_said_of_room_is_refused(given: dict[str, Any], code: str) -> None:
    if "by" in given:
        given = {"by": f.person("Främling", unit=f.unit())}
    assert refused(room, receiver(), **given) == code
    assert not UnitCapacity.objects.exists()


def test_the_same_again_is_no_news_and_another_is() -> None:
    unit = receiver()
    room(unit, 2)
    assert refused(room, unit, 2, since=f.TODAY + MONTH) == "no_news"
    room(unit, 3)
    assert [said for _since, said in Capacities().said[unit.uid]] == [Room(2), Room(3)]


def test_a_unit_out_of_use_says_nothing() -> None:
    unit = f.unit(active=False)
    assert refused(room, unit, by=office()) == "inactive"
    assert refused(frozen, unit, by=office()) == "inactive"


@pytest.mark.both_databases
def test_what_was_said_stays() -> None:
    made = room(receiver())
    with pytest.raises(AppendOnlyViolation):
        made.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE portfolio_unitcapacity SET deliveries = 9")


@pytest.mark.both_databases
@pytest.mark.parametrize("wrong", [{"word": ""}, {"deliveries": 501}, {"executions": 501}])
def test_the_database_refuses_room_that_cannot_be(wrong: dict[str, Any]) -> None:
    by, unit = office(), receiver()
    row = {"since": f.TODAY, "deliveries": 1, "word": "x", "set_by": by, "name": by.name, "set_at": f.NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitCapacity.objects.create(unit=unit, **row | wrong)


# When nothing is to land


def test_a_unit_freezes_itself_and_the_office_all() -> None:
    unit, other = receiver(), f.unit()
    own, every = frozen(unit), frozen()
    known = Capacities()
    assert [(p.first, p.kind) for p in known.frozen(unit.uid)] == [
        (own.starts, "summer"),
        (every.starts, "summer"),
    ]
    assert len(known.frozen(other.uid)) == 1
    assert AuditEvent.objects.filter(verb="freeze.set").count() == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "no_word"),
        ({"ends": dt.date(2026, 6, 21)}, "backwards"),
        ({"starts": dt.date(2025, 1, 1), "ends": dt.date(2025, 2, 1)}, "over"),
        ({"ends": dt.date(2027, 6, 23)}, "long"),
    ],
)
def test_a_freeze_that_cannot_be_is_refused(given: dict[str, Any], code: str) -> None:
    assert refused(frozen, receiver(), **given) == code


def test_a_freeze_of_all_is_the_offices_and_one_of_a_unit_no_strangers() -> None:
    unit = receiver()
    somebody = f.person("Ulla", unit=unit)
    assert refused(frozen, None, by=somebody) == "not_office"
    assert refused(frozen, f.unit(), by=somebody) == "not_yours"
    assert policies.may_freeze(somebody, unit)


def test_a_freeze_that_is_lifted_holds_no_more_and_stays_to_be_read() -> None:
    unit = receiver()
    period = frozen(unit)
    services.lift(period=period, by=period.set_by, now=f.NOW)
    assert Capacities().frozen(unit.uid) == []
    assert (
        list(period.history.order_by("history_id").values_list("by_name", flat=True))
        == [  # type: ignore[attr-defined]
            period.set_by.name
        ]
        * 2
    )
    assert AuditEvent.objects.filter(verb="freeze.lifted").exists()
    assert refused(services.lift, period=period, by=period.set_by, now=f.NOW) == "lifted"


def test_a_freeze_that_is_over_is_not_lifted() -> None:
    period = frozen(receiver())
    later = f.NOW + dt.timedelta(days=200)
    assert refused(services.lift, period=period, by=period.set_by, now=later) == "over"
    assert refused(services.lift, period=period, by=f.person(), now=f.NOW) == "not_yours"


@pytest.mark.both_databases
@pytest.mark.parametrize("wrong", [{"reason": ""}, {"ends": dt.date(2026, 1, 1)}, {"lifted_at": f.NOW}])
def test_the_database_refuses_a_freeze_that_cannot_be(wrong: dict[str, Any]) -> None:
    period = frozen(receiver())
    with pytest.raises(IntegrityError), transaction.atomic():
        FreezePeriod.objects.filter(pk=period.pk).update(**wrong)


# What lands


@pytest.mark.both_databases
def test_what_lands_belongs_to_the_unit_of_who_receives_it() -> None:
    unit, other = receiver(), f.unit()
    boss = f.position()
    boss.unit = unit
    boss.save()
    landing_on(unit)
    landing_on(boss, f.person("Siv", unit=unit))
    landing_on(other, unit)
    assert landed(unit) == {unit.uid: [Way.AHEAD] * 3}
    assert landed() == {unit.uid: [Way.AHEAD] * 3, other.uid: [Way.AHEAD]}
    assert [u.uid for u in units_of([("position", boss.uid), ("unit", other.uid)])] == sorted(
        [unit.uid, other.uid], key=lambda uid: Unit.objects.get(uid=uid).name
    )


def test_what_has_no_receiving_unit_is_told_apart() -> None:
    landing_on(None)
    landing_on(f.position(), receiver())
    assert sorted(len(some) for some in landed().values()) == [1, 1]
    assert landed()[""] == [Way.AHEAD]


@pytest.mark.parametrize(
    ("phase", "way"),
    [
        ("draft", None),
        ("bp0", Way.AHEAD),
        ("bp1", Way.AHEAD),
        ("execution", Way.RUNNING),
        ("bp2", Way.RUNNING),
        ("handover", Way.DONE),
        ("bp3", Way.DONE),
        ("realisation", Way.DELIVERED),
        ("closed", Way.DELIVERED),
        ("stopped", None),
    ],
)
def test_what_counts_is_on_its_way_or_was_taken_over_this_month(phase: str, way: Way | None) -> None:
    unit = receiver()
    landing_on(f.person("Siv", unit=unit), phase=phase)
    assert landed() == ({unit.uid: [way]} if way else {})
    assert landings(working(), f.TODAY + MONTH) == [] or way is not Way.DELIVERED


def test_a_delivery_that_was_postponed_lands_on_its_new_day() -> None:
    unit = receiver()
    siv = f.person("Siv", unit=unit)
    made = landing_on(siv, phase="bp3")
    made.decide("postpone", by=siv)
    (landing,) = landings(working(), f.TODAY)
    assert landing.lands == f.TODAY + dt.timedelta(days=14)


def test_a_restricted_mandate_lands_for_those_who_see_it_only() -> None:
    unit = receiver()
    made = landing_on(unit, phase="preparation", visibility=Visibility.RESTRICTED)
    reader, lead = f.person("Elin"), made.cast.lead
    assert landed(cards=seeing.cards(lead, f.TODAY)) == {unit.uid: [Way.AHEAD]}
    assert landed(cards=seeing.cards(reader, f.TODAY)) == {}
    assert landed(unit, cards=seeing.cards(reader, f.TODAY)) == {}


def test_a_reader_is_told_what_was_decided_and_not_what_is_written_now() -> None:
    unit = receiver()
    made = landing_on(unit)
    roles = tuple(r for r in made.content.roles if r.role != "receiver")
    text = made.content.model_copy(update={"roles": roles})
    storage.write_chapters(made.directive, ["roles"], text, by=made.cast.lead, now=f.NOW)
    assert landed(cards=seeing.cards(f.person("Elin"), f.TODAY)) == {unit.uid: [Way.AHEAD]}
    assert landed() == {"": [Way.AHEAD]}


def test_it_asks_as_often_for_many_as_for_one() -> None:
    unit, asked = receiver(), []
    room(unit)
    for many in (1, 3):
        for _ in range(many):
            landing_on(unit, f.unit())
        with CaptureQueriesContext(connection) as queries:
            known, found = Capacities(), by_unit(landings(working(), f.TODAY))
            for one, some in found.items():
                known.cells(one, some, [f.TODAY.replace(day=1)], f.TODAY)
        asked.append(len(queries))
    assert asked[0] == asked[1] == 6
