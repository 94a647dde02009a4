"""Jäv on the pages, what a body's meeting is asked for, and deciders who did not agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import confirm, put_forward, url
from uppdragil.decisions.models import Decision, Recusal
from uppdragil.documents.records import gather
from uppdragil.organisation.models import Substitution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_that_monday")]
REASON = "Min bror säljer systemet"


@pytest.fixture
def _that_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW + dt.timedelta(minutes=5), tick=False):
        yield


def two_owners() -> tuple[f.Mandate, f.Person, f.Person]:
    first, second = f.person("Olle"), f.person("Oda")
    return f.at("bp1", f.Cast(owners=(first, second))), first, second


def recuse(client: Any, made: f.Mandate, **typed: str) -> Any:
    data = {"round": made.round.uid if made.round else "", "reason": REASON, "password": f.PASSWORD}
    return client.post(url("recuse", made), data | typed)


def test_a_decider_declares_it_from_the_gate_page_and_reads_on() -> None:
    made, first, second = two_owners()
    client = signed_in(first)
    assert page_of(client.get(url("gate", made))).xpath(f"//a[@href='{url('recuse', made)}']")

    answer = recuse(client, made)

    assert answer.status_code == 302
    assert Recusal.objects.get().person == first
    page = words(client.get(url("gate", made)))
    assert REASON in page
    assert "Gå vidare och bekräfta" not in page
    assert REASON in words(signed_in(second).get(url("gate", made)))


@pytest.mark.parametrize(
    ("typed", "status"), [({"reason": ""}, 422), ({"password": "fel"}, 422), ({"round": "x"}, 409)]
)
def test_it_is_refused_without_a_reason_a_proof_or_the_round_that_was_seen(
    typed: dict[str, str], status: int
) -> None:
    made, first, _ = two_owners()

    answer = recuse(signed_in(first), made, **typed)

    assert answer.status_code == status
    assert typed.get("reason", REASON) in answer.content.decode()
    assert not Recusal.objects.exists()


def test_a_reader_sees_who_was_out_but_not_why_and_the_record_says_it() -> None:
    made, first, second = two_owners()
    recuse(signed_in(first), made)
    decision = made.decide(by=second).decision
    assert decision

    page = words(signed_in(f.person("Läsare")).get(url("decision", made, decision.round.uid)))
    record = gather(decision)

    assert first.name in page
    assert REASON not in page
    assert REASON in words(signed_in(second).get(url("decision", made, decision.round.uid)))
    assert [r.name for r in record.recusals] == [first.name]
    assert REASON.encode() not in record.decision_bytes


def test_a_substitute_decides_and_every_page_and_the_record_name_both() -> None:
    made, deputy = f.at("bp1"), f.person("Sten")
    Substitution.objects.create(
        person=made.cast.owner,
        substitute=deputy,
        starts=f.TODAY,
        ends=f.TODAY,
        basis="Delegationsordning § 4",
    )
    client, said = signed_in(deputy), f"ersättare för {made.cast.owner.name} (Delegationsordning § 4)"
    assert said in words(client.get(url("gate", made)))
    assert made.directive.title in words(client.get("/"))

    put_forward(client, made)
    confirm(client, made)

    decision = Decision.objects.latest("pk")
    assert said in words(client.get(url("decision", made, decision.round.uid)))
    assert gather(decision).sign_offs[0].for_whom == said


def test_a_substitute_reads_a_restricted_mandate_only_while_it_lasts() -> None:
    made, deputy = f.at("bp1", visibility="restricted"), f.person("Sten")
    row = Substitution.objects.create(
        person=made.cast.owner, substitute=deputy, starts=f.TODAY, ends=f.TODAY, basis="§ 4"
    )
    client = signed_in(deputy)
    assert client.get(url("gate", made)).status_code == 200

    row.starts = row.ends = f.TODAY - dt.timedelta(days=1)
    row.save()

    assert client.get(url("gate", made)).status_code == 404


def test_the_meeting_of_a_body_is_kept_and_shown_with_who_took_part() -> None:
    made = f.at("bp0")
    official, member = f.person("Maj", title="Direktör"), f.person("Mo", title="Chef")
    out = f.person("Jäv", title="Chef")
    for seat in (official, member, out):
        f.seat(made.cast.body, seat)
    named = [f"{p.name}, {p.title.lower()}" for p in (official, member, out)]
    client = signed_in(made.cast.secretary)
    typed = {
        "official": named[0], "present": named[:2], "recused": [named[2]], "paragraph": "§ 84",
        "dissent-0-name": named[1], "dissent-0-text": "För dyrt",
    }  # fmt: skip

    put_forward(client, made, **typed)
    kept = page_of(client.get(url("gate", made)))
    assert kept.xpath("//input[@name='present'][@checked]/@value") == named[:2]
    shown = words(client.get(url("gate-confirm", made)))
    confirm(client, made)

    decision = Decision.objects.latest("pk")
    assert (decision.present, decision.recused) == (named[:2], [named[2]])
    assert decision.dissent == [{"name": named[1], "text": "För dyrt"}]
    for page in (shown, words(client.get(url("decision", made, decision.round.uid)))):
        assert [text for text in (*named, "För dyrt") if text not in page] == []
    meeting = gather(decision).meeting
    assert meeting
    assert (meeting.present, meeting.recused) == (tuple(named[:2]), (named[2],))
    assert "För dyrt" in gather(decision).decision_bytes.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"present": []}, "finns inte bland dem som deltog"),
        ({"recused": True}, "var jävig"),
        ({"dissent-0-text": "För dyrt"}, "Det saknas vem"),
    ],
)
def test_a_meeting_that_cannot_have_been_so_is_refused(change: dict[str, Any], said: str) -> None:
    made, official = f.at("bp0"), f.person("Maj", title="Direktör")
    f.seat(made.cast.body, official)
    named = f"{official.name}, direktör"
    typed = {"official": named, "present": [named], "paragraph": "§ 84"}
    typed |= {name: [named] if value is True else value for name, value in change.items()}

    answer = put_forward(signed_in(made.cast.secretary), made, **typed)

    assert answer.status_code == 422
    assert said in words(answer)


def test_who_had_no_seat_on_the_day_of_the_meeting_did_not_take_part() -> None:
    made, official = f.at("bp0"), f.person("Maj", title="Direktör")
    seat = f.seat(made.cast.body, official)
    made.now += dt.timedelta(days=5)
    seat.starts = f.TODAY + dt.timedelta(days=3)
    seat.save()
    named = f"{official.name}, direktör"
    with time_machine.travel(made.now, tick=False):
        answer = put_forward(
            signed_in(made.cast.secretary), made,
            official=named, present=[named], paragraph="§ 84", met_on=str(f.TODAY),
        )  # fmt: skip

    assert answer.status_code == 422
    assert "hade ingen plats" in words(answer)


def test_owners_who_disagree_both_see_who_chose_what() -> None:
    made, first, second = two_owners()
    made.decide(by=first)
    decision = made.decide("rework", by=second).decision
    assert decision
    gate = decision.round.spec

    for owner in (first, second):
        client = signed_in(owner)
        for page in (client.get("/"), client.get(url("decision", made, decision.round.uid))):
            shown = words(page)
            assert f"{first.name} bekräftade: {gate.outcomes['yes']}." in shown  # type: ignore[index]
            assert f"{second.name} valde: {gate.outcomes['rework']}." in shown  # type: ignore[index]
    assert f"BP1 {gate.name}: {gate.outcomes['rework']}, Kortare väg in" in words(signed_in(first).get("/"))  # type: ignore[index]
    assert f"BP1 {gate.name}: {gate.outcomes['rework']}" in words(  # type: ignore[index]
        signed_in(made.cast.lead).get(url("directive", made))
    )
    assert "inte var överens" not in words(signed_in(made.cast.secretary).get("/"))


def test_a_disagreement_is_told_for_a_fortnight() -> None:
    made, first, second = two_owners()
    made.decide(by=first)
    made.decide("rework", by=second)

    with time_machine.travel(f.NOW + dt.timedelta(days=15), tick=False):
        assert "inte var överens" not in words(signed_in(first).get(reverse("start")))
