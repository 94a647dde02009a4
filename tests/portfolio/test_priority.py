"""The order of mandates that a body decided: noted once, never changed, replaced by the next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as f
from uppdragil.core.models import AuditEvent
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import DecisionBody, Person
from uppdragil.portfolio import priority
from uppdragil.portfolio.models import PriorityOrder
from uppdragil.portfolio.priority import Refused

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def note(by: Person, body: DecisionBody, *order: Directive, **given: Any) -> PriorityOrder:
    said = {"decided_on": f.TODAY, "reference": "3 mars, § 12", "now": f.NOW} | given
    return priority.note(body=body, order=order, by=by, **said)


def three() -> tuple[f.Cast, Directive, Directive, Directive]:
    cast = f.Cast()
    return cast, *(f.at("preparation", cast).directive for _ in range(3))


def test_the_mandates_have_the_places_that_were_decided() -> None:
    cast, first, second, third = three()
    note(cast.office, cast.body, third, first)
    found = priority.places([first, second, third])
    assert {pk: place.place for pk, place in found.items()} == {third.pk: 1, first.pk: 2}


def test_the_next_order_of_the_body_takes_the_place_of_the_last_and_both_are_kept() -> None:
    cast, first, second, _third = three()
    note(cast.office, cast.body, first, second, decided_on=f.TODAY - DAY)
    note(cast.office, cast.body, second)
    assert list(priority.places([first, second])) == [second.pk]
    assert PriorityOrder.objects.count() == 2


def test_of_the_orders_of_two_bodies_the_later_decided_counts() -> None:
    cast, first, second, _third = three()
    board = f.body(f.person("Nils"), kind=DecisionBody.Kind.BOARD)
    note(cast.office, board, second, first)
    note(cast.office, cast.body, first, decided_on=f.TODAY - DAY)
    assert {pk: p.place for pk, p in priority.places([first, second]).items()} == {second.pk: 1, first.pk: 2}


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("future", {"decided_on": f.TODAY + DAY}),
        ("older", {"decided_on": f.TODAY - 2 * DAY}),
        ("empty", {"order": ()}),
    ],
)
def test_it_refuses(code: str, given: dict[str, Any]) -> None:
    cast, first, _second, _third = three()
    note(cast.office, cast.body, first, decided_on=f.TODAY - DAY)
    said = {"decided_on": f.TODAY, "reference": "§ 1", "order": (first,)} | given
    with pytest.raises(Refused) as refusal:
        priority.note(body=cast.body, by=cast.office, now=f.NOW, **said)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_it_refuses_whoever_is_not_of_the_office() -> None:
    cast, first, _second, _third = three()
    with pytest.raises(Refused, match="Portföljkontoret"):
        note(cast.secretary, cast.body, first)


def test_it_refuses_a_mandate_that_stands_twice_or_has_ended() -> None:
    cast, first, _second, _third = three()
    ended = f.at("stopped", cast).directive
    for order, code in (((first, first), "twice"), ((first, ended), "ended")):
        with pytest.raises(Refused) as refusal:
            note(cast.office, cast.body, *order)
        assert refusal.value.code == code


def test_the_chain_is_told_without_naming_the_mandates() -> None:
    cast, first, second, _third = three()
    note(cast.office, cast.body, first, second)
    event = AuditEvent.objects.get(verb="priority.decided")
    assert event.subject == ""
    assert event.actor_name == cast.office.name
