"""A body decides: by its registrars, at a meeting, with a named official where its kind asks for one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories import (
    TODAY,
    at,
    body,
    mandate,
    person,
    seat,
)
from tests.workflows.test_deciders import reasons
from uppdragil.decisions.models import Decision
from uppdragil.gates import values
from uppdragil.organisation.models import DecisionBody, Membership

pytestmark = pytest.mark.django_db


def test_a_body_decides_by_its_registrar_with_meeting_and_official() -> None:
    made = at("bp0")

    decision = made.decide().decision

    assert decision
    assert (decision.body, decision.body_kind) == (made.cast.body.name, "management_group")
    assert (decision.met_on, decision.paragraph, decision.official) == (TODAY, "§ 84", "Olle Ägare, direktör")


@pytest.mark.parametrize(
    ("meeting", "missing"),
    [
        (None, {"meeting_missing", "official_missing"}),
        (values.Meeting(TODAY, "§ 84", " "), {"official_missing"}),
        (values.Meeting(TODAY, " ", "Olle", ("Olle",)), {"meeting_missing"}),
        (values.Meeting(TODAY + dt.timedelta(days=1), "§ 84", "Olle", ("Olle",)), {"meeting_ahead"}),
        (
            values.Meeting(TODAY - dt.timedelta(days=1), "§ 84", "Olle", ("Olle",)),
            {"meeting_before_submission"},
        ),
    ],
)
def test_a_management_group_names_meeting_paragraph_and_official(meeting: Any, missing: set[str]) -> None:
    made = at("bp0")

    assert set(reasons(made.decide, proposal=made.proposal(meeting=meeting))) == missing


def test_a_postponed_round_may_be_decided_at_any_meeting_since_its_submission() -> None:
    made = at("bp0")
    made.now += dt.timedelta(days=9)
    made.decide("postpone")

    meeting = values.Meeting(TODAY + dt.timedelta(days=7), "§ 90", "Olle", ("Olle",))
    assert made.decide(proposal=made.proposal(meeting=meeting)).decision is not None


def test_a_board_decides_itself_and_names_no_official() -> None:
    made = mandate()
    made.submit(body=body(made.cast.secretary, DecisionBody.Kind.BOARD))

    assert made.decide(proposal=made.proposal(meeting=values.Meeting(TODAY, "§ 84"))).decision is not None


def test_a_member_who_does_not_record_cannot_decide_for_the_body() -> None:
    made, member, chair = at("bp0"), person("Mia Medlem"), person("Olga Ordförande")
    seat(made.cast.body, member)
    seat(made.cast.body, chair, Membership.Seat.CHAIR)

    assert "not_decider" in reasons(made.decide, by=member)
    assert made.decide(by=chair).decision is not None


def test_a_body_must_be_named_at_its_gate() -> None:
    made = mandate()

    assert set(reasons(made.submit, body=None)) == {"body_not_named"}


def test_a_body_that_no_longer_exists_is_not_named() -> None:
    made = mandate()
    made.cast.body.active = False
    made.cast.body.save()

    assert "body_not_named" in reasons(made.submit)


def test_a_body_has_no_place_at_the_owners_gate() -> None:
    made, other = at("preparation"), body(person("Siv"))

    made.submit(body=other)

    made.directive.refresh_from_db()
    assert (made.round and made.round.body, made.directive.body) == (None, made.cast.body)
    assert made.decide().decision is not None
    assert Decision.objects.latest("pk").body == ""
