"""Jäv: who declares it is out of the round, and the round goes on, waits, or ends without them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOW, TODAY, Cast, Mandate, at, person, position, seat
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Recusal, SignOff
from uppdragil.decisions.services import Authentication
from uppdragil.gates import values
from uppdragil.organisation.models import Membership, Person, Substitution
from workflows import recusing, service

pytestmark = pytest.mark.django_db
PROOF = Authentication("password", NOW)


def recuse(made: Mandate, by: Person, **given: Any) -> recusing.Declared:
    values: dict[str, Any] = {
        "directive": made.directive, "by": by, "round_uid": made.round.uid if made.round else "",
        "reason": "Min syster leder leverantören", "authentication": PROOF, "now": NOW,
    }  # fmt: skip
    return recusing.recuse(**values | given)


def reasons(move: Any, *words: Any, **given: Any) -> dict[str, values.Unmet]:
    with pytest.raises(service.Refused) as refused:
        move(*words, **given)
    return {reason.code: reason for reason in refused.value.unmet}


def substitute(of: Any, by: Person, **period: Any) -> Substitution:
    kind = "person" if isinstance(of, Person) else "position"
    days = {"starts": TODAY, "ends": TODAY + dt.timedelta(days=30)} | period
    return Substitution.objects.create(**{kind: of}, substitute=by, basis="Delegationsordning § 4", **days)


def with_owners(*owners: Any, phase: str = "bp1", **cast: Any) -> Mandate:
    return at(phase, Cast(owners=owners, **cast))


def test_who_has_declared_it_neither_decides_nor_stops_nor_declares_it_again() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(first, second)

    recuse(made, first)

    assert set(reasons(made.decide, by=first)) == {"recused"}
    assert set(reasons(made.stop, by=first)) == {"recused"}
    assert set(reasons(recuse, made, first)) == {"recused"}
    assert Recusal.objects.get().reason == "Min syster leder leverantören"


def test_the_other_owner_decides_alone() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(first, second)
    recuse(made, first)

    assert made.decide(by=second).decision is not None


def test_it_ends_the_round_when_all_who_are_left_had_confirmed() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(first, second)
    made.decide(by=first)

    declared = recuse(made, second)

    assert declared.decision is not None
    assert (declared.decision.outcome, made.phase) == ("yes", "execution")
    assert list(AuditEvent.objects.values_list("verb", flat=True))[-2:] == ["round.recused", "gate.decided"]
    assert audit.verify().ok


def test_the_only_owner_leaves_a_seat_that_blocks_until_the_office_names_a_substitute() -> None:
    made, deputy = at("bp1"), person("Ersättare")
    recuse(made, made.cast.owner)
    substitute(made.cast.owners[0], deputy, starts=TODAY + dt.timedelta(days=1))
    seats = {
        seat.through: seat
        for seat in service.facts.gather(made.directive, deputy, NOW, round_=made.round).seats
    }
    assert [s.substitutes for s in seats.values()] == [()]

    Substitution.objects.update(starts=TODAY)

    assert made.decide(by=deputy).decision is not None


def test_a_seat_that_is_out_says_who_can_fix_it() -> None:
    first, receiver = person("Olle"), person("Rut")
    made = with_owners(first, phase="bp3", receivers=(receiver,))
    recuse(made, receiver)

    why = reasons(made.decide, by=first)

    assert set(why) == {"seat_recused"}
    assert why["seat_recused"].who == (made.cast.office.name, made.cast.lead.name)
    assert made.decide("rework", by=first).decision is not None


def test_a_substitute_who_declares_it_leaves_the_holder_to_decide() -> None:
    made, deputy = at("bp1"), person("Ersättare")
    substitute(made.cast.owner, deputy)

    recuse(made, deputy)

    assert made.decide(by=made.cast.owner).decision is not None


def test_the_chair_records_when_the_secretary_is_out() -> None:
    made, chair = at("bp0"), person("Olga Ordförande")
    seat(made.cast.body, chair, Membership.Seat.CHAIR)
    recuse(made, made.cast.secretary)

    assert set(reasons(made.decide)) == {"recused"}
    assert made.decide(by=chair).decision is not None


def test_who_has_confirmed_cannot_declare_it_afterwards() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(first, second)
    made.decide(by=first)

    assert set(reasons(recuse, made, first)) == {"already_confirmed"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " \n"}, "reason_missing"),
        ({"authentication": Authentication("password", NOW - values.FRESH * 2)}, "authentication_not_fresh"),
        ({"round_uid": "another"}, "round_changed"),
    ],
)
def test_it_needs_a_reason_a_fresh_proof_and_the_round_that_was_seen(given: Any, code: str) -> None:
    made = at("bp1")

    assert set(reasons(recuse, made, made.cast.owner, **given)) == {code}
    assert not Recusal.objects.exists()


def test_only_a_decider_of_an_open_round_declares_it() -> None:
    made = at("bp1")

    assert set(reasons(recuse, made, person("Främling"))) == {"not_decider"}
    assert "lead_decides" in reasons(recuse, made, made.cast.lead)
    made.decide()
    assert set(reasons(recuse, made, made.cast.owner)) == {"no_open_round"}


def test_it_holds_in_its_own_round_only() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(first, second)
    recuse(made, first)
    made.decide("rework", by=second)
    made.submit()

    assert made.decide(by=first).decision is None


def test_the_database_itself_refuses_a_sign_off_beside_it() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(first, second)
    signed = made.decide(by=first).sign_off
    recusal = recuse(made, second).recusal

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Recusal.objects.create(round=recusal.round, person=first, name="x", reason="x", at=NOW)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        SignOff.objects.create(
            round=recusal.round, proposal=signed.proposal, person=second, lead=made.cast.lead, name="x",
            capacities=[], method="password", authenticated_at=NOW, at=NOW,
        )  # fmt: skip


def test_two_owners_of_one_position_are_one_seat_that_remains() -> None:
    first, second = person("Olle"), person("Oda")
    made = with_owners(position(first, second))
    recuse(made, first)

    assert made.decide(by=second).decision is not None
