"""An item whose round cannot be decided any more, or not now, is closed in words: the meeting can always end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories import Mandate
from tests.meetings.kit import Kit, a_kit
from tests.meetings.test_agenda import refused
from tests.workflows.test_superseding import replacing
from uppdragil.meetings import protocol, selectors
from uppdragil.meetings.models import Meeting
from uppdragil.meetings.room import reopen

pytestmark = pytest.mark.django_db
GONE = "Ärendet utgår."
MOVES: dict[str, Callable[[Mandate], object]] = {
    "withdrawn": lambda m: m.withdraw(),
    "paused": lambda m: m.pause(),
    "stopped": lambda m: m.stop(by=m.cast.secretary),
    "superseded": lambda m: replacing(m).decide(),
}


@pytest.fixture
def kit() -> Kit:
    return a_kit()


def stuck(kit: Kit, how: str) -> tuple[Mandate, Meeting]:
    """A meeting whose first paragraph cannot be decided, nor be given back."""
    mandate, meeting = kit.mandate(), kit.opened()
    kit.take(meeting, mandate.round.uid)
    kit.note(kit.take(meeting, kit.free(meeting).uid), outcome="Noterades")
    MOVES[how](mandate)
    return mandate, meeting


def left_out(kit: Kit, meeting: Meeting) -> None:
    kit.note(meeting.items.get(kind="gate"), outcome=GONE)


@pytest.mark.parametrize("how", MOVES)
def test_a_meeting_ends_when_what_it_took_up_is_gone(kit: Kit, how: str) -> None:
    _mandate, meeting = stuck(kit, how)
    assert refused(kit.close, meeting=meeting) == "undecided"

    left_out(kit, meeting)
    found = protocol.from_bytes(bytes(kit.close(meeting).data))

    assert [(s.decided, s.what, s.passes) for s in found.sections] == [
        (GONE, "", False),
        ("Noterades", "", False),
    ]


def test_what_was_left_out_because_of_a_pause_comes_up_at_the_next_meeting(kit: Kit) -> None:
    mandate, meeting = stuck(kit, "paused")
    left_out(kit, meeting)
    kit.close(meeting)

    mandate.resume()

    assert selectors.key(selectors.agenda(kit.plan(7))[0]) == mandate.round.uid


def test_a_decision_at_a_later_meeting_does_not_change_what_an_earlier_one_says(kit: Kit) -> None:
    mandate, first = stuck(kit, "paused")
    left_out(kit, first)
    kit.close(first)
    mandate.resume()
    second = kit.opened()
    kit.decide(mandate, kit.take(second, mandate.round.uid))

    reopen(meeting=first, by=kit.secretary, now=mandate.now)
    again = protocol.from_bytes(bytes(kit.close(first).data))

    assert again.sections[0].decided == GONE


def test_an_item_that_was_closed_in_words_can_be_decided_after_all(kit: Kit) -> None:
    mandate, meeting = stuck(kit, "paused")
    left_out(kit, meeting)
    mandate.resume()

    kit.decide(mandate, meeting.items.get(kind="gate"))

    found = protocol.from_bytes(bytes(kit.close(meeting).data))
    assert found.sections[0].passes
