"""The pages of a meeting that goes on: what is noted of an item, and of one that cannot be decided."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOW
from tests.meetings.kit import Kit, a_kit
from tests.web.directive_pages import page_of, signed_in
from tests.web.gatekit import url
from tests.web.test_meetings import at, fields, text
from tests.workflows.test_recusing import recuse
from uppdragil.decisions.models import Condition
from uppdragil.meetings import room
from uppdragil.meetings.models import Attendance, Meeting
from uppdragil.meetings.room import Took

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def kit() -> Kit:
    return a_kit()


@pytest.fixture
def secretary(kit: Kit) -> Client:
    return signed_in(kit.secretary)


def stuck(kit: Kit, mandate: Any) -> tuple[Meeting, str]:
    """A meeting that has taken a mandate up, and then something else; how the note of the first is reached."""
    meeting = kit.opened()
    kit.take(meeting, mandate.round.uid)
    kit.note(kit.take(meeting, kit.free(meeting).uid), outcome="Noterades")
    return meeting, at("meeting-note", meeting, mandate.round.uid)


@pytest.mark.parametrize(
    ("move", "why"), [("withdraw", "Inlämningen är återtagen"), ("pause", "Uppdraget är pausat")]
)
def test_what_cannot_be_decided_any_more_is_closed_in_words(
    kit: Kit, secretary: Client, move: str, why: str
) -> None:
    mandate = kit.mandate()
    meeting, note = stuck(kit, mandate)
    assert "outcome" not in fields(secretary.get(note), "version")
    getattr(mandate, move)()

    shown = secretary.get(at("meeting-room", meeting))
    page = secretary.get(note)

    assert (why in text(shown), why in text(page)) == (True, True)
    assert url("gate", mandate) not in text(shown)
    sent = fields(page, "version") | {"outcome": "Ärendet utgår."}
    assert secretary.post(note, sent).headers["Location"] == at("meeting-room", meeting)
    done = text(secretary.get(at("meeting-room", meeting)))
    assert "Ärendet utgår." in done
    assert note in done
    assert secretary.post(at("meeting-room", meeting), {"do": "close"}).status_code == 302


def test_words_are_written_where_jav_has_left_nobody_to_decide(kit: Kit, secretary: Client) -> None:
    mandate = kit.mandate()
    meeting, note = stuck(kit, mandate)
    out = {a.pk: Took("recused") for a in meeting.attendances.exclude(seat="secretary")}
    kit.note(meeting.items.get(kind="gate"), out)

    page = secretary.get(note)

    assert "Ingen som deltar kan besluta" in text(page)
    assert "outcome" in fields(page, "version")


def test_who_has_declared_jav_stands_as_disqualified_and_cannot_be_changed(
    kit: Kit, secretary: Client
) -> None:
    mandate = kit.mandate()
    _meeting, note = stuck(kit, mandate)
    recuse(mandate, kit.chair)
    pk = Attendance.objects.get(person=kit.chair).pk

    page = secretary.get(note)

    assert "har anmält jäv i den här beslutsomgången" in text(page)
    assert page_of(page).xpath(f"//select[@name='n{pk}-part']/@disabled")
    assert f"n{pk}-dissent" not in fields(page, "version")


def test_only_those_who_decide_are_asked_for_a_reservation(kit: Kit, secretary: Client) -> None:
    meeting = kit.opened()
    item = kit.take(meeting, kit.free(meeting).uid)

    asked = fields(secretary.get(at("meeting-note", meeting, item.uid)), "version")

    named = {a.person for a in meeting.attendances.all() if f"n{a.pk}-dissent" in asked}
    assert named == {kit.chair, *kit.members}


def test_a_condition_that_is_taken_up_leads_to_its_own_page(kit: Kit) -> None:
    kit.mandate().decide("conditional")
    condition = Condition.objects.get()
    meeting = kit.plan(14)
    with time_machine.travel(NOW + dt.timedelta(days=14), tick=False):
        given = {"meeting": meeting, "by": kit.secretary, "now": timezone.now()}
        room.open_meeting(**given)
        room.take(**given, key=condition.uid)
        secretary = signed_in(kit.secretary)
        link = reverse("condition", args=[condition.decision.directive.uid, condition.uid])

        assert link in text(secretary.get(at("meeting-room", meeting)))
        page = text(secretary.get(at("meeting-note", meeting, condition.uid)))
        assert (link in page, condition.text in page) == (True, True)
        assert secretary.get(link).status_code == 200


def test_an_agenda_says_until_when_and_to_its_own_why_a_mandate_is_paused(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.plan(7)
    mandate.pause(reason="Vi väntar på statsbidrag")

    page = text(signed_in(kit.members[0]).get(at("meeting", meeting)))

    assert "Pausat till 1 apr 2026" in page
    assert "Vi väntar på statsbidrag" in page
