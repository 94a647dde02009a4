"""Who decides: roles resolved to people at the moment of acting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import (
    NOW,
    TODAY,
    Cast,
    Mandate,
    at,
    hold,
    mandate,
    person,
    position,
    unit,
)
from uppdragil.decisions.models import SignOff
from uppdragil.decisions.services import Authentication
from uppdragil.gates import values
from uppdragil.organisation.models import Holding
from workflows import service

pytestmark = pytest.mark.django_db


def reasons(move: Any, *words: Any, **given: Any) -> dict[str, values.Unmet]:
    with pytest.raises(service.Refused) as refused:
        move(*words, **given)
    return {reason.code: reason for reason in refused.value.unmet}


def with_two_owners(phase: str = "bp1") -> tuple[Mandate, Any, Any]:
    first, second = person("Olle Ägare"), person("Oda Ägare")
    made = at(phase, Cast(owners=(first, second)))
    return made, first, second


def replace_holder(made: Mandate, new: Any) -> None:
    """From today on somebody else holds the owner's position."""
    Holding.objects.filter(person=made.cast.owner).update(ends=TODAY - dt.timedelta(days=1))
    hold(made.cast.owners[0], new, starts=TODAY)  # type: ignore[arg-type]


def test_two_owners_both_have_to_confirm() -> None:
    made, first, second = with_two_owners()

    assert made.decide(by=first).decision is None
    assert made.phase == "bp1"
    assert made.decide(by=second).decision is not None
    assert made.phase == "execution"


def test_the_second_owner_confirms_the_very_proposal_of_the_first() -> None:
    made, first, second = with_two_owners()
    made.decide(by=first)

    other = made.proposal(motivation="Av ett annat skäl")

    assert set(reasons(made.decide, by=second, proposal=other)) == {"proposal_differs"}


def test_the_second_owner_may_say_no_and_that_ends_it() -> None:
    made, first, second = with_two_owners()
    made.decide(by=first)

    confirmed = made.decide("no", by=second)

    assert (confirmed.decision and confirmed.decision.outcome, made.phase) == ("no", "stopped")
    assert [
        s.proposal.outcome for s in SignOff.objects.order_by("pk").filter(round=confirmed.sign_off.round)
    ] == ["yes", "no"]


def test_nobody_confirms_twice() -> None:
    made, first, _ = with_two_owners()
    made.decide(by=first)

    assert "already_confirmed" in reasons(made.decide, by=first)


def test_a_confirmation_begun_cannot_be_withdrawn_from() -> None:
    made, first, _ = with_two_owners()
    made.decide(by=first)

    assert set(reasons(made.withdraw)) == {"confirming_has_begun"}


def test_names_and_titles_are_those_of_the_day() -> None:
    made = at("bp1")
    made.decide()
    made.cast.owner.title = "Något annat"
    made.cast.owner.save()

    assert SignOff.objects.latest("pk").title == "Direktör"


def test_a_position_is_decided_by_whoever_holds_it_that_day() -> None:
    made, successor = at("bp1"), person("Eva Efterträdare")
    replace_holder(made, successor)

    assert "not_decider" in reasons(made.decide, by=made.cast.owner)
    assert made.decide(by=successor).decision is not None


def test_a_seat_that_was_confirmed_stays_so_when_its_holder_changes() -> None:
    cast = Cast(owners=(None,))
    second = person("Oda Ägare")
    cast.owners = cast.receivers = (position(cast.owner), second)
    made = at("bp1", cast)
    made.decide(by=cast.owner)
    replace_holder(made, person("Eva Efterträdare"))

    assert made.decide(by=second).decision is not None


def test_a_seat_is_confirmed_by_who_acted_in_it_and_not_by_who_holds_it_later() -> None:
    first, second, third = person("Olle"), person("Oda"), person("Ola")
    handed_on = position(second)
    made = at("bp1", Cast(owners=(first, handed_on, third)))
    made.decide(by=first)
    Holding.objects.filter(person=second).update(ends=TODAY - dt.timedelta(days=1))
    hold(handed_on, first, starts=TODAY)

    why = reasons(made.decide, by=third)

    assert why["holder_has_confirmed"].params["through"] == handed_on.title
    assert made.phase == "bp1"


def test_two_owners_with_the_same_title_in_words_are_two_seats() -> None:
    first, second = person("Olle"), person("Oda")
    made = mandate(Cast(owners=(first, second)))
    same = tuple(
        r.model_copy(update={"holder": "Direktör"}) if r.role == "owner" else r for r in made.content.roles
    )
    made = at("bp1", made.cast, roles=same)

    assert made.decide(by=first).decision is None


def test_an_owner_who_receives_confirms_once_in_both_capacities() -> None:
    made = at("bp3")

    confirmed = made.decide()

    assert confirmed.decision is not None
    assert [c["role"] for c in confirmed.sign_off.capacities] == ["owner", "receiver"]


def test_another_receiver_countersigns_the_delivery() -> None:
    receiver = person("Rut Mottagare")
    made = at("bp3", Cast(receivers=(receiver,)))

    assert made.decide().decision is None
    assert made.decide(by=receiver).decision is not None


def test_the_receiver_has_no_say_before_the_delivery() -> None:
    receiver = person("Rut Mottagare")
    made = at("bp2", Cast(receivers=(receiver,)))

    assert "not_decider" in reasons(made.decide, by=receiver)


@pytest.mark.parametrize("holder", [None, "unit", "vacant"])
def test_a_role_that_nobody_acts_in_blocks_the_submission_and_says_who_can_link_it(
    holder: str | None,
) -> None:
    nobody = {"unit": unit, "vacant": position}[holder]() if holder else None
    cast = Cast(owners=(nobody,))
    made = at("preparation", cast)

    why = reasons(made.submit)

    assert set(why) == {"role_unlinked"}
    assert why["role_unlinked"].who == (cast.lead.name, cast.office.name)
    assert why["role_unlinked"].params["role"] == "owner"


def test_a_delivery_without_a_receiver_is_not_submitted() -> None:
    made = at("handover", Cast(receivers=(None,)))

    assert set(reasons(made.submit)) == {"role_unlinked"}


def test_a_position_that_falls_vacant_blocks_a_yes_but_not_a_rework() -> None:
    first, second = person("Olle"), person("Oda")
    vacated = position(second)
    made = at("bp1", Cast(owners=(first, vacated)))
    Holding.objects.filter(position=vacated).update(ends=TODAY - dt.timedelta(days=1))

    assert set(reasons(made.decide, by=first)) == {"role_unlinked"}
    assert made.decide("rework", by=first).decision is not None


def test_an_owner_who_is_also_the_lead_cannot_be_asked() -> None:
    lead = person("Lena Ledare")
    made = at("preparation", Cast(lead=lead, owners=(lead,)))

    assert set(reasons(made.submit)) == {"lead_in_seat"}


def test_another_holder_of_the_owners_position_decides_instead_of_the_lead() -> None:
    lead, deputy = person("Lena Ledare"), person("Dan")
    made = at("bp1", Cast(lead=lead, owners=(position(lead, deputy),)))

    assert "lead_decides" in reasons(made.decide, by=lead)
    assert made.decide(by=deputy).decision is not None


def test_who_submitted_never_decides_though_somebody_else_leads_by_then() -> None:
    cast = Cast(owners=(person("Olle"),))
    lead_position = position(cast.lead)
    owner_position = position(cast.owner)
    cast.owners = cast.receivers = (owner_position,)
    cast_roles = Cast.roles(replace(cast, lead=lead_position))  # type: ignore[arg-type]
    made = at("bp1", cast, roles=cast_roles)
    Holding.objects.filter(person=cast.lead).update(ends=TODAY - dt.timedelta(days=1))
    hold(lead_position, person("Ny Ledare"), starts=TODAY)
    hold(owner_position, cast.lead, starts=TODAY)

    assert set(reasons(made.decide, by=cast.lead)) == {"lead_decides"}


def test_an_inactive_person_decides_nothing() -> None:
    made = at("bp1")
    made.cast.owner.active = False
    made.cast.owner.save()

    assert {"not_decider", "role_unlinked"} <= set(reasons(made.decide))


@pytest.mark.parametrize("phase", ["bp0", "bp1", "bp2", "bp3"])
def test_a_stranger_the_office_and_the_lead_decide_nothing(phase: str) -> None:
    made = at(phase)

    assert "not_decider" in reasons(made.decide, by=person("Främling"))
    assert "not_decider" in reasons(made.decide, by=made.cast.office)
    assert {"not_decider", "lead_decides"} <= set(reasons(made.decide, by=made.cast.lead))


def test_only_the_lead_submits_and_withdraws() -> None:
    made = at("preparation")
    assert "not_lead" in reasons(made.submit, by=made.cast.owner)
    made.submit()
    assert "not_lead" in reasons(made.withdraw, by=made.cast.owner)


def test_an_old_authentication_decides_nothing_and_stops_nothing() -> None:
    made = at("bp1")
    old = Authentication("password", NOW - values.FRESH - dt.timedelta(seconds=1))

    assert set(reasons(made.decide, authentication=old)) == {"authentication_not_fresh"}
    assert set(reasons(made.stop, authentication=old)) == {"authentication_not_fresh"}


def test_a_draft_that_no_body_has_seen_is_stopped_by_its_owner_or_the_office() -> None:
    assert set(reasons(at("draft").stop, by=person("Främling"))) == {"not_decider"}
    for by in ("owner", "office"):
        made = at("draft")
        made.stop(by=getattr(made.cast, by))
        assert made.phase == "stopped"


def test_a_restricted_directive_is_decided_like_any_other() -> None:
    made = at("bp1", visibility="restricted")

    assert made.decide().decision is not None
