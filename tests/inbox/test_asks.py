"""Asking those who can clear what stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as f
from tests.inbox.conftest import Sink
from tests.inbox.letterbox import plain, reachable, send, work
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import url
from uppdragil.directives import holding
from uppdragil.directives.models import RoleAssignment
from uppdragil.editions.spec import Outcome
from uppdragil.gates import values
from uppdragil.inbox import asks
from uppdragil.inbox.items import Kind
from uppdragil.inbox.models import Ask
from uppdragil.inbox.selectors import waiting_for
from workflows import blocking

pytestmark = pytest.mark.django_db


def blocked() -> f.Mandate:
    """At BP1 with one of two owners linked to nobody: the lead and the office can clear it."""
    owner = f.person("Olle")
    made = f.at("preparation", f.Cast(owner=owner, owners=(owner, f.position(f.person()))))
    made.submit()
    title = RoleAssignment.objects.filter(directive=made.directive, role="owner").last()
    assert title is not None
    title.holder_kind = title.holder_id = None
    title.save()
    holding.forget(made.directive)
    reachable(made.cast.lead, made.cast.office)
    return made


def the_reason(made: f.Mandate) -> Any:
    (found,) = [
        u
        for u in blocking.reasons(made.directive, made.cast.owner, f.NOW)
        if asks.askable(u, made.cast.owner)
    ]
    return found


def asked(
    made: f.Mandate, by: f.Person | None = None, text: str = "", now: dt.datetime = f.NOW
) -> asks.Asked:
    return asks.ask(
        directive=made.directive, reason=the_reason(made), by=by or made.cast.owner, text=text, now=now
    )


def questions(who: f.Person, now: dt.datetime = f.NOW) -> list[Any]:
    return waiting_for(who, now).of(Kind.ASK)


def test_everybody_who_can_clear_it_is_asked_but_nobody_else() -> None:
    made = blocked()
    assert asked(made).now == (made.cast.lead, made.cast.office)
    assert [len(questions(p)) for p in (made.cast.lead, made.cast.office, made.cast.owner)] == [1, 1, 0]


def test_a_question_says_what_stands_in_the_way_and_what_was_written() -> None:
    made = blocked()
    asked(made, text="Kan du koppla hen i dag?")
    (item,) = questions(made.cast.lead)
    assert (item.words["by"], item.words["text"]) == (made.cast.owner.name, "Kan du koppla hen i dag?")
    assert item.words["reason"].code == "role_unlinked"


def test_asking_twice_within_a_day_is_once_whoever_asks() -> None:
    made = blocked()
    asked(made)
    again = asked(made, by=f.person(), now=f.NOW + dt.timedelta(hours=23))
    assert (again.now, again.before) == ((), (made.cast.lead, made.cast.office))
    assert Ask.objects.count() == 2
    assert asked(made, now=f.NOW + dt.timedelta(hours=25)).now


def test_a_question_goes_away_by_itself_when_nothing_stands_in_the_way_any_more() -> None:
    made = blocked()
    asked(made)
    RoleAssignment.objects.filter(directive=made.directive, holder_kind=None).update(
        holder_kind="person", holder_id=f.person().uid
    )
    assert questions(made.cast.lead) == []
    assert asks.settle(f.NOW) == 2
    assert set(Ask.objects.values_list("ending", flat=True)) == {"gone"}


def test_a_question_about_what_has_ended_is_nobodys() -> None:
    made = blocked()
    asked(made)
    made.stop()
    assert questions(made.cast.lead) == []


def test_a_chapter_that_is_missing_is_asked_of_the_lead() -> None:
    made = f.mandate(background="")
    found = [
        u for u in blocking.reasons(made.directive, made.cast.office, f.NOW) if u.code == "chapter_missing"
    ]
    assert [(u.where, u.who_uids) for u in found] == [("background", (made.cast.lead.uid,))]
    asks.ask(directive=made.directive, reason=found[0], by=made.cast.office, text="", now=f.NOW)
    assert len(questions(made.cast.lead)) == 1


def test_a_question_is_one_task_and_one_letter_to_each(sink: Sink) -> None:
    made = blocked()
    work()
    asked(made, text="Snälla")
    assert work() == 1
    send()
    letters = [one for one in sink.letters if "ber dig lösa något" in str(one["Subject"])]
    assert {one["To"] for one in letters} == {made.cast.lead.email, made.cast.office.email}
    assert f"{made.cast.owner.name} skriver: Snälla" in plain(letters[0])


def test_the_panel_has_a_button_that_leads_to_the_question() -> None:
    made = blocked()
    client = signed_in(made.cast.owner)
    page = page_of(client.get(url("gate", made)))
    (link,) = page.xpath("//section[contains(@class, 'blocked')]//a[contains(@href, '/ask/')]")
    assert "Fråga dem" in link.text_content()
    shown = client.get(link.get("href"))
    assert made.cast.lead.name in words(shown)
    assert Ask.objects.count() == 0  # looking asks nobody
    answer = client.post(link.get("href"), {"text": ""}, follow=True)
    assert f"{made.cast.lead.name} och {made.cast.office.name} är tillfrågade" in words(answer)
    assert Ask.objects.count() == 2


def test_who_can_clear_it_alone_is_not_asked_by_themselves() -> None:
    made = f.mandate(background="")
    page = page_of(signed_in(made.cast.lead).get(url("submit", made)))
    assert page.xpath("//a[contains(@href, '/ask/')]") == []


def test_asking_about_what_is_no_longer_in_the_way_says_so() -> None:
    made = blocked()
    address = url("ask", made, blocking.key(the_reason(made)))
    RoleAssignment.objects.filter(directive=made.directive, holder_kind=None).delete()
    answer = signed_in(made.cast.owner).post(address, {"text": ""}, follow=True)
    assert "Det hindrar inte längre" in words(answer)
    assert Ask.objects.count() == 0


def test_the_one_who_was_asked_puts_it_away_and_nobody_else_can() -> None:
    made = blocked()
    asked(made)
    mine = Ask.objects.get(asked=made.cast.lead)
    address = f"/questions/{mine.uid}/done/"
    assert signed_in(made.cast.owner).post(address).status_code == 404
    assert signed_in(made.cast.lead).get(address).status_code == 405
    client = signed_in(made.cast.lead)
    assert "Klart" in words(client.get("/"))
    client.post(address)
    assert questions(made.cast.lead) == []
    assert len(questions(made.cast.office)) == 1


@pytest.mark.parametrize("name", ["ask", "gate", "directive"])
def test_opening_a_link_of_a_letter_changes_nothing(name: str) -> None:
    made = blocked()
    asked(made)
    before = list(Ask.objects.values())
    more = [blocking.key(the_reason(made))] if name == "ask" else []
    for who in (made.cast.lead, made.cast.owner):
        signed_in(who).get(url(name, made, *more))
    assert list(Ask.objects.values()) == before
    assert made.phase == "bp1"


def test_a_condition_that_is_due_is_asked_of_the_lead_who_can_note_it_as_met() -> None:
    made = f.at("bp0")
    condition = values.Condition("Beräkna kostnaden", "Rut", f.TODAY)
    made.decide(Outcome.CONDITIONAL, proposal=made.proposal(Outcome.CONDITIONAL, conditions=(condition,)))
    made.submit()
    assert made.phase == "bp1"
    reason = the_reason(made)
    assert (reason.code, reason.who) == ("condition_due", ("Rut", made.cast.lead.name))
    assert asked(made).now == (made.cast.lead,)
