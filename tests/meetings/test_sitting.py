"""Who takes part in an item: those of the body who are there, and not out for jäv, noted or declared."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import NOW, person
from tests.meetings.kit import Kit, a_kit
from tests.meetings.test_agenda import refused
from tests.meetings.test_room import codes, row
from tests.workflows.test_recusing import recuse, substitute
from uppdragil.decisions.models import Decision
from uppdragil.meetings import protocol, room, sitting
from uppdragil.meetings.models import AgendaItem, Meeting
from uppdragil.meetings.roll import named
from uppdragil.meetings.room import Took
from workflows.service import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> Kit:
    return a_kit()


def label(who: Any) -> str:
    return named(who.name, who.title)


def with_a_guest(kit: Kit) -> tuple[AgendaItem, Any]:
    """An item that is taken up, with somebody co-opted in the room."""
    meeting, guest = kit.opened(), person("Gun Gäst", title="Ekonom")
    room.call(meeting=meeting, person=guest, seat="guest", by=kit.secretary, now=NOW)
    return kit.take(meeting, kit.free(meeting).uid), guest


def section(meeting: Meeting) -> protocol.Section:
    return protocol.gather(meeting, NOW).sections[0]


def test_the_secretary_and_the_co_opted_do_not_decide(kit: Kit) -> None:
    item, _guest = with_a_guest(kit)

    assert set(sitting.value(item, "").present) == {label(p) for p in (kit.chair, *kit.members)}


@pytest.mark.parametrize("who", ["guest", "secretary"])
def test_who_does_not_decide_makes_no_reservation(kit: Kit, who: str) -> None:
    item, guest = with_a_guest(kit)
    against = guest if who == "guest" else kit.secretary
    noted = {row(item.meeting, against).pk: Took(dissent="Nej")}

    assert refused(kit.note, item=item, took=noted) == "dissent_without_seat"


def test_jav_declared_after_the_item_is_taken_up_is_out_of_it(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    item = kit.take(meeting, mandate.round.uid)

    recuse(mandate, kit.chair)

    found = sitting.value(item, "")
    assert found.recused == (label(kit.chair),)
    assert label(kit.chair) not in found.present
    assert label(kit.chair) not in sitting.officials(item)


def test_jav_that_is_declared_cannot_be_noted_away(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    recuse(mandate, kit.chair)

    item = kit.note(kit.take(meeting, mandate.round.uid), {row(meeting, kit.chair).pk: Took()})

    assert sitting.value(item, "").recused == (label(kit.chair),)


def test_who_has_declared_jav_makes_no_reservation(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    item = kit.take(meeting, mandate.round.uid)
    recuse(mandate, kit.chair)
    noted = {row(meeting, kit.chair).pk: Took(dissent="Nej")}

    assert refused(kit.note, item=item, took=noted) == "dissent_of_absent"


def test_a_reservation_made_before_jav_was_declared_falls(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    noted = {row(meeting, kit.chair).pk: Took(dissent="Nej")}
    item = kit.note(kit.take(meeting, mandate.round.uid), noted)

    recuse(mandate, kit.chair)

    assert sitting.value(item, "").dissent == ()
    assert section(meeting).dissent == ()


def test_minutes_and_decision_name_who_declared_jav_even_when_not_called(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    stands_in = person("Vera Vikarie", title="Administratör")
    substitute(kit.secretary, stands_in)
    item = kit.take(meeting, mandate.round.uid)
    recuse(mandate, kit.chair)
    recuse(mandate, stands_in)

    kit.decide(mandate, item)

    out = [label(kit.chair), label(stands_in)]
    assert Decision.objects.get().recused == out
    assert list(section(meeting).recused) == out


def test_a_decision_that_was_read_before_jav_was_declared_is_read_once_more(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    item = kit.take(meeting, mandate.round.uid)
    seen = kit.proposal(mandate, item)
    recuse(mandate, kit.chair)

    with pytest.raises(Refused) as caught:
        kit.decide(mandate, item, proposal=seen)

    assert codes(caught) == {"meeting_changed"}
    assert mandate.phase == "bp0"
