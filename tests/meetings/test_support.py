"""Support needs at a meeting: they come on the agenda, and what is noted of them is their answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, TODAY, Mandate
from tests.meetings.kit import Kit, a_kit
from tests.meetings.test_agenda import keys
from tests.portfolio.needs import DUE, need_of
from uppdragil.core.models import AuditEvent
from uppdragil.meetings import protocol, room, selectors, services
from uppdragil.meetings.models import AgendaItem, Meeting, Minutes
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> Kit:
    return a_kit()


@pytest.fixture
def made(kit: Kit) -> Mandate:
    mandate = kit.mandate()
    mandate.decide()
    return mandate


def asked(kit: Kit, made: Mandate, due: dt.date = TODAY) -> SupportNeed:
    return need_of(made, body=kit.body, due=due)


def noted(kit: Kit, need: SupportNeed, words: str) -> Meeting:
    """A meeting that has taken the need up and noted what came of it."""
    meeting = kit.opened()
    item = kit.take(meeting, need.uid)
    note(kit, item, need, words)
    return meeting


def note(kit: Kit, item: AgendaItem, need: SupportNeed, words: str) -> None:
    given = {"meeting": item.meeting, "key": need.uid, "version": item.version, "took": {}}
    room.note(**given, outcome=words, by=kit.secretary, now=NOW)  # type: ignore[arg-type]


def test_a_need_comes_up_at_the_next_meeting_until_it_is_answered(kit: Kit, made: Mandate) -> None:
    need = asked(kit, made, DUE)
    first, later = kit.plan(1), kit.plan(15)
    assert (keys(first), keys(later)) == ([need.uid], [])

    support.answer(need=need, text="Ja", by=kit.secretary, now=NOW)
    assert keys(first) == []


def test_a_withdrawn_need_and_one_of_an_ended_mandate_do_not_come_up(kit: Kit, made: Mandate) -> None:
    need, _other, meeting = asked(kit, made), asked(kit, made), kit.plan(1)
    support.withdraw(need=need, by=made.cast.lead, now=NOW)
    assert len(keys(meeting)) == 1

    made.stop()
    assert keys(meeting) == []


def test_a_need_that_is_moved_on_comes_to_the_next_meeting_and_back(kit: Kit, made: Mandate) -> None:
    need, first, second = asked(kit, made), kit.plan(1), kit.plan(8)
    given = {"meeting": first, "key": need.uid, "by": kit.secretary, "now": NOW}
    services.move_on(**given)  # type: ignore[arg-type]
    assert (keys(first), keys(second)) == ([], [need.uid])

    services.take_back(**given)  # type: ignore[arg-type]
    assert (keys(first), keys(second)) == ([need.uid], [])


def test_what_is_noted_is_the_answer_when_the_meeting_ends(kit: Kit, made: Mandate) -> None:
    need = asked(kit, made)
    meeting = noted(kit, need, "CLG skjuter till två miljoner.")
    need.refresh_from_db()
    assert need.is_open

    kit.close(meeting)

    need.refresh_from_db()
    assert (need.answer, need.answered_by) == ("CLG skjuter till två miljoner.", kit.secretary)
    assert need.reference == f"§ 1, {meeting}, {meeting.date}"
    assert list(AuditEvent.objects.order_by("-seq").values_list("verb", flat=True)[:2]) == [
        "meeting.held",
        "support.answered",
    ]


def test_what_was_answered_before_the_meeting_ended_is_let_be(kit: Kit, made: Mandate) -> None:
    need = asked(kit, made)
    meeting = noted(kit, need, "Se beslut")
    support.answer(need=need, text="Redan löst", by=made.cast.office, now=NOW)

    kit.close(meeting)

    need.refresh_from_db()
    assert (need.answer, need.reference) == ("Redan löst", "")


def test_a_meeting_that_is_opened_again_answers_anew(kit: Kit, made: Mandate) -> None:
    need = asked(kit, made)
    meeting = noted(kit, need, "Två miljoner")
    kit.close(meeting)

    room.reopen(meeting=meeting, by=kit.secretary, now=NOW)
    need.refresh_from_db()
    assert need.is_open
    note(kit, meeting.items.get(support_need=need), need, "Tre miljoner")
    kit.close(meeting)

    need.refresh_from_db()
    assert need.answer == "Tre miljoner"


def test_the_minutes_say_what_was_needed_and_what_came_of_it(kit: Kit, made: Mandate) -> None:
    kit.close(noted(kit, asked(kit, made), "Två miljoner"))

    (section,) = protocol.from_bytes(Minutes.objects.get().data).sections

    assert section.heading == f"Stödbehov i uppdraget {made.directive.title}"
    assert section.background == f"Pengar: Mer pengar Svar behövs senast {TODAY}."
    assert (section.kind, section.decided) == ("support", "Två miljoner")


def test_an_agenda_costs_no_more_queries_for_more_needs(kit: Kit, made: Mandate) -> None:
    meeting = kit.plan(1)
    asked(kit, made)

    def cost() -> int:
        again = Meeting.objects.get(pk=meeting.pk)
        with CaptureQueriesContext(connection) as sent:
            selectors.lines(again, selectors.agenda(again))
        return len(sent)

    few = cost()
    for _ in range(4):
        asked(kit, made)
    assert cost() == few


@pytest.mark.django_db(transaction=True)
def test_a_need_that_is_answered_while_the_meeting_ends_has_one_answer(race: Any, rounds: int) -> None:
    kit = a_kit()
    mandate = kit.mandate()
    for _ in range(rounds):
        first, second = (asked(kit, mandate) for _ in range(2))
        meeting = noted(kit, first, "På mötet")
        note(kit, kit.take(meeting, second.uid), second, "På mötet")

        results = race(
            lambda meeting=meeting: kit.close(meeting),
            lambda need=second: support.answer(need=need, text="Utanför", by=mandate.cast.office, now=NOW),
        )

        for need in (first, second):
            need.refresh_from_db()
        refused = [one for one in results if isinstance(one, support.Refused)]
        assert (first.answer, second.answer) == ("På mötet", "På mötet" if refused else "Utanför")
        assert (first.history.count(), second.history.count()) == (2, 2)  # asked, answered
