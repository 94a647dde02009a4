"""What one gets by mail, the office's list of letters, and what the start page says of waiting things."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.decisions.models import Condition
from uppdragil.editions.spec import Outcome
from uppdragil.gates import values
from uppdragil.inbox import outbox
from uppdragil.inbox.items import Kind
from uppdragil.inbox.models import Mail, MailChoice
from uppdragil.inbox.selectors import waiting_for
from uppdragil.organisation.models import Duty, Holding, Substitution

pytestmark = pytest.mark.django_db
ALL = {name: "on" for name in ("decisions", "asks", "outcomes", "conditions", "reminders", "digest")}


def kinds(who: f.Person, now: dt.datetime = f.NOW) -> list[str]:
    return [item.kind for item in waiting_for(who, now).items]


def test_the_choice_is_stored_and_shown_again() -> None:
    me = f.person()
    client = signed_in(me)
    answer = client.post("/account/mail/", {"decisions": "on", "language": "en"}, follow=True)
    assert "Ditt val är sparat." in words(answer)
    chosen = MailChoice.objects.get(person=me)
    assert (chosen.decisions, chosen.asks, chosen.digest, chosen.language) == (True, False, False, "en")
    page = page_of(client.get("/account/mail/"))
    assert [box.get("name") for box in page.xpath("//input[@type='checkbox'][@checked]")] == ["decisions"]


def test_decisions_that_wait_cannot_be_switched_off_altogether() -> None:
    me = f.person()
    answer = signed_in(me).post("/account/mail/", {"asks": "on", "language": "sv"})
    assert answer.status_code == 422
    assert "genast eller i veckobrevet" in words(answer)
    assert not MailChoice.objects.exists()


def test_who_has_no_address_is_told_that_nothing_is_sent() -> None:
    assert "Du har ingen mejladress här" in words(signed_in(f.person()).get("/account/mail/"))


def test_the_account_page_leads_to_it() -> None:
    page = page_of(signed_in(f.person()).get("/account/"))
    assert page.xpath("//a[@href='/account/mail/']")


def test_the_office_sees_what_is_sent_to_whom_and_never_what_it_said() -> None:
    made = f.at("bp1", title="Hemligt namn")
    outbox.round_opened(made.round, f.NOW)  # type: ignore[arg-type]
    shown = words(signed_in(made.cast.office).get("/mail/"))
    assert made.cast.owner.name in shown
    assert made.directive.number in shown
    assert "Hemligt namn" not in shown


def test_the_list_of_letters_asks_as_often_for_many_as_for_one() -> None:
    made, counts = f.at("bp1"), []
    client = signed_in(made.cast.office)
    for many in (1, 20):
        Mail.objects.bulk_create(
            Mail(
                key=f"{many} {n} {len(ending)}", kind="round", person=f.person(), directive=made.directive, about="",
                made_at=f.NOW, next_at=f.NOW, **ending,
            )
            for n in range(many)
            for ending in ({}, {"ended_at": f.NOW, "ending": "sent"})
        )  # fmt: skip
        client.get("/mail/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/mail/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def stand_in(for_: dict[str, Any], by: f.Person) -> Substitution:
    period = {"starts": f.TODAY, "ends": f.TODAY + dt.timedelta(days=9)}
    return Substitution.objects.create(substitute=by, basis="Delegationsordning § 3", **for_ | period)


@pytest.mark.parametrize("named", ["person", "position"])
def test_a_decision_waits_for_the_substitute_too_until_somebody_has_confirmed(named: str) -> None:
    made, other = f.at("bp1"), f.person("Vikarie")
    position = Holding.objects.get(person=made.cast.owner).position
    stand_in({"person": made.cast.owner} if named == "person" else {"position": position}, other)
    assert kinds(made.cast.owner) == kinds(other) == ["decide"]
    assert waiting_for(other, f.NOW).items[0].words["instead_of"] in (made.cast.owner.name, position.title)
    assert waiting_for(other, f.NOW + dt.timedelta(days=10)).items == []


def test_a_seat_that_the_owner_has_confirmed_waits_for_the_substitute_no_more() -> None:
    first, second, other = f.person("Olle"), f.person("Oda"), f.person("Vikarie")
    made = f.at("bp1", f.Cast(owners=(first, second)))
    stand_in({"person": first}, other)
    made.decide(by=first)
    assert (kinds(other), kinds(second)) == ([], ["decide"])


def test_a_condition_waits_for_whom_it_names_until_it_is_met() -> None:
    made, who = f.at("bp0"), f.person("Rut")
    condition = values.Condition("Beräkna", "Rut", f.TODAY, "person", who.uid)
    made.decide(Outcome.CONDITIONAL, proposal=made.proposal(Outcome.CONDITIONAL, conditions=(condition,)))
    (item,) = waiting_for(who, f.NOW).of(Kind.CONDITION)
    assert (item.words["text"], item.due) == ("Beräkna", f.TODAY)
    assert "Beräkna" in words(signed_in(who).get("/"))
    Condition.objects.get().notes.create(state="met", text="Klart", by=who, name=who.name, at=f.NOW)
    assert kinds(who) == []


def test_a_controller_sees_the_drafts_of_their_unit() -> None:
    unit, controller = f.unit(), f.person()
    Duty.objects.create(person=controller, kind="controller", unit=unit)
    f.mandate(unit=unit.name, unit_id=unit.uid)
    f.mandate(unit=unit.name, unit_id=unit.uid, visibility="restricted")
    assert kinds(controller) == ["check"]


def test_a_pause_is_shown_to_its_owner_when_its_day_is_near_and_to_the_office_when_it_has_passed() -> None:
    made = f.at("execution")
    made.pause(wake_on=dt.date(2026, 4, 1))
    near, late = (f.NOW.replace(month=m, day=d) for m, d in ((3, 25), (4, 2)))
    assert Kind.WAKE not in kinds(made.cast.owner)
    assert Kind.WAKE in kinds(made.cast.owner, near)
    assert Kind.LATE_WAKE not in kinds(made.cast.office, near)
    assert Kind.LATE_WAKE in kinds(made.cast.office, late)


def test_the_office_sees_a_vacancy_before_it_blocks() -> None:
    made = f.at("execution")
    Holding.objects.update(ends="2026-03-01")
    (item,) = waiting_for(made.cast.office, f.NOW).of(Kind.VACANCY)
    assert item.words["numbers"] == [made.directive.number]


def test_the_office_sees_a_round_that_is_past_its_day_and_a_record_that_is_missing() -> None:
    made = f.at("bp1")
    late = kinds(made.cast.office, f.NOW.replace(month=6))
    assert {"late_round", "record"} <= set(late)
    assert {"late_round", "record"}.isdisjoint(kinds(made.cast.office))


def test_the_office_sees_a_role_that_is_words_only() -> None:
    made = f.at("execution", f.Cast(receivers=(None,)))
    (item,) = waiting_for(made.cast.office, f.NOW).of(Kind.UNLINKED)
    assert item.words["role"] == "receiver"


def test_an_auditor_is_told_when_the_chain_has_not_been_verified() -> None:
    assert kinds(f.duty(f.person(), Duty.Kind.AUDITOR)) == ["chain"]


def test_the_office_asks_as_often_for_many_mandates_as_for_one() -> None:
    office, counts = f.duty(f.person()), []
    for many in (1, 3):
        for _ in range(many):
            f.at("bp1", f.Cast(office=office))
            f.at("execution", f.Cast(office=office, receivers=(None,))).pause()
        Holding.objects.update(ends="2026-03-01")
        asking = f.Person.objects.get(
            pk=office.pk
        )  # as a request does: who they are is asked once per instance
        with CaptureQueriesContext(connection) as asked:
            waiting_for(asking, f.NOW.replace(month=6))
        Holding.objects.update(ends=None)
        counts.append(len(asked))
    assert counts[0] == counts[1]
