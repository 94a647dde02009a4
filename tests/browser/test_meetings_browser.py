"""Meetings in a real browser: every page accessible in every mode; the agenda ordered and led by keyboard."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories as f
from tests.meetings.kit import a_kit
from tests.workflows.test_recusing import recuse
from uppdragil.decisions.models import Condition
from uppdragil.documents import minutesfiles
from uppdragil.meetings import room
from uppdragil.meetings.models import AgendaItem, Meeting, Minutes

from .conftest import SignIn

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def shoot(page: Page, name: str) -> None:
    if folder := os.environ.get("UPPDRAGIL_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def swept(page: Page, sweep: Callable[[Page], list[str]], name: str, *args: Any) -> list[str]:
    page.goto(reverse(name, args=args))
    found = sweep(page)
    page.set_viewport_size(PHONE)
    shoot(page, name)
    return found


def test_planning_pages_are_accessible(sign_in: SignIn, sweep: Any) -> None:
    kit = a_kit()
    kit.mandate(title="En väg in till primärvården")
    meeting = kit.plan(days=365)
    kit.plan(days=372)
    item = kit.free(meeting, "Lägesbild för portföljen")
    page = sign_in(kit.secretary)

    assert swept(page, sweep, "meetings") == []
    assert swept(page, sweep, "meeting-new") == []
    assert swept(page, sweep, "meeting", meeting.uid) == []
    assert swept(page, sweep, "meeting-edit", meeting.uid) == []
    assert swept(page, sweep, "meeting-item", meeting.uid, item.uid) == []


def test_the_rooms_pages_are_accessible(sign_in: SignIn, sweep: Any) -> None:
    kit = a_kit()
    first, second = kit.mandate(title="En väg in"), kit.mandate(title="Säkrare listor")
    meeting = kit.opened()
    kit.free(meeting, "Lägesbild för portföljen")
    kit.decide(second, kit.take(meeting, second.round.uid))
    kit.take(meeting, first.round.uid)
    page = sign_in(kit.secretary)

    assert swept(page, sweep, "meeting-room", meeting.uid) == []
    assert swept(page, sweep, "meeting-attendance", meeting.uid) == []
    assert swept(page, sweep, "meeting-note", meeting.uid, first.round.uid) == []
    assert swept(page, sweep, "gate", first.directive.uid) == []


def test_what_cannot_be_decided_and_conditions_are_accessible(sign_in: SignIn, sweep: Any) -> None:
    kit, later = a_kit(), f.NOW + dt.timedelta(days=14)
    kit.mandate(title="Säkrare listor").decide("conditional")
    paused, open_one = kit.mandate(title="En väg in"), kit.mandate(title="Kortare kö")
    condition, meeting = Condition.objects.get(), kit.plan(days=14)
    room.open_meeting(meeting=meeting, by=kit.secretary, now=later)
    for key in (paused.round.uid, condition.uid, open_one.round.uid):
        room.take(meeting=meeting, key=key, by=kit.secretary, now=later)
    paused.pause()
    recuse(open_one, kit.chair)
    page = sign_in(kit.secretary)

    assert swept(page, sweep, "meeting", meeting.uid) == []
    assert swept(page, sweep, "meeting-room", meeting.uid) == []
    for key in (paused.round.uid, condition.uid, open_one.round.uid):
        assert swept(page, sweep, "meeting-note", meeting.uid, key) == []


def test_minutes_and_extracts_are_accessible(sign_in: SignIn, sweep: Any) -> None:
    kit = a_kit()
    held = kit.held("conditional", "rework")
    page = sign_in(kit.chair)
    assert swept(page, sweep, "minutes", held.meeting.uid) == []

    kit.adjust(held, kit.chair)
    kit.adjust(held, kit.members[0])
    minutesfiles.make(Minutes.objects.select_related("meeting").get(), timezone.now())
    page = sign_in(kit.secretary)
    assert swept(page, sweep, "extracts", held.meeting.uid) == []
    assert swept(page, sweep, "extract", held.meeting.uid, 1) == []
    f.with_account(kit.cast.lead)
    page = sign_in(kit.cast.lead)
    assert swept(page, sweep, "meetings") == []


def test_an_agenda_is_ordered_by_keyboard_and_the_item_keeps_the_focus(sign_in: SignIn) -> None:
    kit = a_kit()
    meeting = kit.plan(days=365)
    kit.free(meeting, "Första")
    second = kit.free(meeting, "Andra")
    page = sign_in(kit.secretary)
    page.goto(reverse("meeting", args=[meeting.uid]))

    page.get_by_role("button", name="Tidigare: Andra").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".agenda .agenda__item").first).to_contain_text("Andra")
    assert page.evaluate("document.activeElement.id || location.hash").endswith(second.uid)


def test_a_meeting_is_led_on_a_phone(sign_in: SignIn) -> None:
    kit = a_kit()
    meeting = kit.plan()
    kit.free(meeting, "Lägesbild för portföljen")
    page = sign_in(kit.secretary)
    page.set_viewport_size(PHONE)
    page.goto(reverse("meeting", args=[meeting.uid]))

    page.get_by_role("button", name="Öppna mötet").click()
    page.get_by_role("button", name="Ta upp").click()
    page.get_by_label("Beslut eller anteckning").fill("Lägesbilden noterades.")
    page.get_by_role("button", name="Spara och gå tillbaka").click()
    page.get_by_role("button", name="Avsluta mötet").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Protokoll")
    expect(page.locator("main")).to_contain_text("Lägesbilden noterades.")
    assert Meeting.objects.get().state == "held"
    assert AgendaItem.objects.get().paragraph.number == 1
