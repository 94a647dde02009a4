"""Needs of units that wait: an answer for who raised one, and for the office what nobody has looked at."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as f
from tests.inbox.letterbox import called_for, plain, reachable, send, work
from tests.inbox.test_more_waits import quiet, waits
from tests.meetings.kit import DAY
from tests.portfolio.unitneeds import nurse, raised
from uppdragil.inbox import outbox, sentences
from uppdragil.inbox.items import Kind
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def need() -> UnitNeed:
    siv = nurse()
    reachable(siv)
    return raised(siv)


def decline(need: UnitNeed, text: str = "Ryms inte i år", days: int = 0) -> None:
    services.decline(need=need, text=text, by=f.duty(f.person()), now=f.NOW + days * DAY)


def test_an_answer_waits_for_who_raised_the_need_until_it_is_read(need: UnitNeed) -> None:
    decline(need)
    (item,) = waits(need.raised_by, Kind.NEED_ANSWERED)
    assert (item.page, item.args) == ("need", (need.uid,))
    assert sentences.details(item) == ["Tas inte.", "Ryms inte i år"]

    services.read(need=need, by=need.raised_by, now=f.NOW)
    assert not waits(need.raised_by, Kind.NEED_ANSWERED)


def test_who_raised_it_gets_a_letter_with_the_reason_and_one_more_when_the_answer_changes(
    need: UnitNeed, sink: Any
) -> None:
    decline(need)
    work()
    send()
    assert "Ryms inte i år" in plain(sink.letters[-1])
    decline(need, "Ryms inte nästa år heller", days=1)
    work()
    assert called_for("need") == [need.raised_by] * 2


def test_the_letter_says_nothing_of_a_restricted_mandate_that_took_the_need(
    need: UnitNeed, sink: Any
) -> None:
    made = f.at("preparation", visibility="restricted")
    quiet()
    services.take(need=need, directive=made.directive, by=made.cast.office, now=f.NOW)
    work()
    send()
    said = plain(sink.letters[-1])
    assert "Tas i ett uppdrag" in said
    assert made.directive.number not in said
    assert made.directive.uid not in said


def test_what_a_killed_worker_left_unsaid_is_said_by_the_sweep(need: UnitNeed) -> None:
    decline(need)
    quiet()
    outbox.sweep(f.NOW)
    assert called_for("need") == [need.raised_by]


def test_a_need_that_nobody_has_looked_at_for_two_weeks_waits_for_the_office(need: UnitNeed) -> None:
    signe = f.duty(f.person("Signe"))
    assert not waits(signe, Kind.NEED_WAITS, days=14)
    (item,) = waits(signe, Kind.NEED_WAITS, days=15)
    assert sentences.headline(item) == f"Ingen har tittat på ett behov från {need.unit}"

    services.look_at(need=need, by=signe, now=f.NOW)
    assert not waits(signe, Kind.NEED_WAITS, days=15)
