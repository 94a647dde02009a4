"""Support needs that wait: for whom, until when, and by mail."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as f
from tests.inbox.letterbox import called_for, cast, plain, reachable, send, work
from tests.inbox.test_more_waits import quiet, waits
from tests.meetings.kit import DAY, a_kit
from tests.portfolio.needs import DUE, need_of
from tests.workflows.test_recusing import substitute
from uppdragil.inbox import outbox, sentences
from uppdragil.inbox.items import Kind
from uppdragil.portfolio import support

pytestmark = pytest.mark.django_db


def test_a_need_waits_for_the_person_it_names_until_it_is_answered() -> None:
    made = f.at("preparation", cast())
    need = need_of(made, holder=("person", made.cast.owner.uid), responsible=made.cast.owner.name)
    (item,) = waits(made.cast.owner, Kind.SUPPORT)
    assert (item.due, item.page, item.args) == (DUE, "support-need", (made.directive.uid, need.uid))
    assert sentences.headline(item) == "Du ombeds om stöd"
    assert not waits(made.cast.lead, Kind.SUPPORT)

    support.answer(need=need, text="Ja", by=made.cast.owner, now=f.NOW)
    assert not waits(made.cast.owner, Kind.SUPPORT)


def test_a_need_that_names_nobody_of_the_register_waits_for_the_lead() -> None:
    made = f.at("preparation", cast())
    need_of(made)
    (item,) = waits(made.cast.lead, Kind.SUPPORT)
    assert sentences.details(item)[0] == "”Ekonomen” är tillfrågad, men ingen person är kopplad dit."


def test_a_need_asked_of_a_body_waits_for_its_secretary_until_a_meeting_can_answer_it_in_time() -> None:
    kit = a_kit()
    made = kit.mandate()
    need_of(made, body=kit.body)
    kit.plan(15)  # the day after it is wanted
    assert len(waits(kit.secretary, Kind.SUPPORT)) == 1
    assert not waits(made.cast.lead, Kind.SUPPORT)

    kit.plan(14)
    assert not waits(kit.secretary, Kind.SUPPORT)


def test_whoever_is_asked_is_reminded_before_the_day() -> None:
    made = f.at("preparation", cast())
    need_of(made, holder=("person", made.cast.owner.uid))
    quiet()
    outbox.remind(f.NOW + 13 * DAY)
    assert called_for("reminder") == [made.cast.owner]


def test_a_need_of_a_mandate_that_has_ended_waits_for_nobody() -> None:
    made = f.at("preparation", cast())
    need_of(made)
    made.stop()
    assert not waits(made.cast.lead, Kind.SUPPORT)


def stand_in(for_: f.Person) -> f.Person:
    """Somebody who stands in for `for_`."""
    person = f.person("Stina")
    substitute(for_, person)
    reachable(person)
    return person


def test_whoever_is_asked_gets_a_letter_at_once_and_so_does_who_stands_in(sink: Any) -> None:
    made = f.at("preparation", cast())
    stina = stand_in(made.cast.owner)
    quiet()
    need_of(made, holder=("person", made.cast.owner.uid))
    work()
    assert called_for("support") == [made.cast.owner, stina]
    send()
    assert "Mer pengar" in plain(sink.letters[0])


def test_nobody_gets_a_letter_about_what_they_ask_themselves() -> None:
    made = f.at("preparation", cast())
    quiet()
    need_of(made, holder=("person", made.cast.lead.uid))
    work()
    assert not called_for("support")


def test_a_need_waits_for_who_stands_in_too_and_says_for_whom() -> None:
    made = f.at("preparation", cast())
    stina = stand_in(made.cast.owner)
    need_of(made, holder=("person", made.cast.owner.uid))
    (item,) = waits(stina, Kind.SUPPORT)
    assert sentences.headline(item) == f"Du ombeds om stöd, i stället för {made.cast.owner.name}"


def test_the_sweep_tells_who_is_asked_when_the_worker_was_killed() -> None:
    made = f.at("preparation", cast())
    quiet()
    need_of(made, holder=("person", made.cast.owner.uid))
    outbox.sweep(f.NOW)
    assert called_for("support") == [made.cast.owner]
