"""Meetings in the browser's eyes: planning, the room, minutes, extracts, and what others see of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import lxml.html
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests import factories as f
from tests.factories import NOW, PASSWORD
from tests.meetings.kit import Kit, a_kit
from tests.web.directive_pages import page_of, signed_in
from tests.web.gatekit import confirm, filled, url
from uppdragil.decisions.models import Decision
from uppdragil.documents import minutesfiles
from uppdragil.meetings.models import AgendaItem, Attendance, Meeting, Minutes, Receipt, Recipient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_that_hour() -> Any:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kit() -> Kit:
    return a_kit()


def at(name: str, meeting: Meeting, *more: Any) -> str:
    return reverse(name, args=[meeting.uid, *more])


def fields(response: Any, name: str = "") -> dict[str, str]:
    """What the form that has the field `name` would send, without its buttons."""
    form = next(form for form in page_of(response).forms if name in form.fields)
    return {k: v.removeprefix("\n") for k, v in form.form_values() if k not in ("do", "csrfmiddlewaretoken")}


def text(response: Any) -> str:
    return response.content.decode()


def test_a_meeting_is_planned_and_has_what_is_due_on_its_agenda(kit: Kit) -> None:
    mandate, client = kit.mandate(title="Kortare väg in"), signed_in(kit.secretary)
    sent = fields(client.get(reverse("meeting-new")), "starts")
    sent |= {"date": "2026-03-09", "starts": "13:00", "place": "Älven"}

    answer = client.post(reverse("meeting-new"), sent)

    made = Meeting.objects.get()
    assert answer.headers["Location"] == at("meeting", made)
    assert made.chair == kit.chair
    page = text(client.get(at("meeting", made)))
    assert "Kortare väg in" in page
    assert mandate.directive.number in page
    assert "13.00" in page


def test_what_was_typed_wrong_comes_back_with_a_reason(kit: Kit) -> None:
    client = signed_in(kit.secretary)
    sent = {"body": kit.body.pk, "date": "2026-13-40", "starts": "tolv", "place": "Älven"}

    answer = client.post(reverse("meeting-new"), sent)

    assert answer.status_code == 422
    assert "Älven" in text(answer)
    assert not Meeting.objects.exists()


def test_the_agenda_is_ordered_with_buttons(kit: Kit) -> None:
    meeting, client = kit.plan(7), signed_in(kit.secretary)
    first, second = kit.free(meeting, "Första"), kit.free(meeting, "Andra")

    answer = client.post(at("meeting-arrange", meeting), {"do": "up", "key": second.uid})

    assert answer.headers["Location"] == f"{at('meeting', meeting)}#i-{second.uid}"
    page = text(client.get(at("meeting", meeting)))
    assert page.index("Andra") < page.index("Första")
    client.post(at("meeting-arrange", meeting), {"do": "remove", "key": first.uid})
    assert "Första" not in text(client.get(at("meeting", meeting)))


@pytest.mark.parametrize("do", ["", "up", "next", "remove", "back", "fly"])
def test_a_button_for_what_is_not_there_says_so(kit: Kit, do: str) -> None:
    client = signed_in(kit.secretary)

    answer = client.post(at("meeting-arrange", kit.plan(7)), {"do": do, "key": "x" * 500})

    assert answer.status_code in (409, 422)
    assert "Punkten står inte längre på dagordningen." in text(answer)


def test_an_item_changed_by_another_keeps_what_was_typed(kit: Kit) -> None:
    meeting, client = kit.plan(7), signed_in(kit.secretary)
    item = kit.free(meeting, "Lokaler")
    page = client.get(at("meeting-item", meeting, item.uid))
    sent = fields(page, "heading") | {"text": "Min text"}
    client.post(at("meeting-item", meeting, item.uid), sent | {"text": "Din text"})

    answer = client.post(at("meeting-item", meeting, item.uid), sent)

    assert answer.status_code == 409
    assert "Min text" in text(answer)
    assert AgendaItem.objects.get().text == "Din text"
    assert client.post(at("meeting-item", meeting, item.uid), fields(answer, "heading")).status_code == 302


def test_from_the_room_to_adjusted_minutes(kit: Kit) -> None:
    mandate, meeting, client = kit.mandate(), kit.plan(), signed_in(kit.secretary)
    key, room = mandate.round.uid, at("meeting-room", meeting)

    client.post(room, {"do": "open"})
    answer = client.post(room, {"do": "take", "key": key})
    assert answer.headers["Location"] == at("meeting-note", meeting, key)
    pk = Attendance.objects.get(person=kit.members[0]).pk
    noted = fields(client.get(at("meeting-note", meeting, key)), "version") | {f"n{pk}-part": "recused"}
    assert client.post(at("meeting-note", meeting, key), noted).headers["Location"] == url("gate", mandate)

    gate = client.get(url("gate", mandate))
    assert "met_on" not in fields(gate, "round")
    assert kit.members[0].name in text(gate)
    official = f"{kit.chair.name}, regiondirektör"
    put = client.post(url("gate", mandate), filled(mandate, gate, official=official))
    assert put.headers["Location"] == url("gate-confirm", mandate)
    done = confirm(client, mandate)
    assert done.headers["Location"] == room

    made = Decision.objects.get()
    assert (made.paragraph, made.official, made.met_on) == ("§ 1", official, meeting.date)
    assert made.recused == [f"{kit.members[0].name}, direktör"]
    assert client.post(room, {"do": "close"}).headers["Location"] == at("minutes", meeting)

    chair = signed_in(kit.chair)
    page = chair.get(at("minutes", meeting))
    sent = fields(page, "sha256") | {"password": PASSWORD}
    assert chair.post(at("minutes", meeting), sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "adjusted"


def test_a_wrong_password_does_not_adjust(kit: Kit) -> None:
    minutes, chair = kit.held(), signed_in(kit.chair)
    sent = fields(chair.get(at("minutes", minutes.meeting)), "sha256") | {"password": "fel"}

    answer = chair.post(at("minutes", minutes.meeting), sent)

    assert answer.status_code == 422
    assert not minutes.adjustments.exists()


def test_what_is_noted_after_the_form_was_filled_is_read_once_more(kit: Kit) -> None:
    mandate, meeting, client = kit.mandate(), kit.opened(), signed_in(kit.secretary)
    item = kit.take(meeting, mandate.round.uid)
    gate = client.get(url("gate", mandate))
    client.post(url("gate", mandate), filled(mandate, gate, official=f"{kit.chair.name}, regiondirektör"))
    seen = fields(client.get(url("gate-confirm", mandate)), "fingerprint")
    kit.note(item, {Attendance.objects.get(person=kit.members[0]).pk: f_took("absent")})

    answer = client.post(url("gate-confirm", mandate), seen | {"password": PASSWORD})

    assert answer.headers["Location"] == url("gate-confirm", mandate)
    assert not Decision.objects.exists()
    assert confirm(client, mandate).headers["Location"] == at("meeting-room", meeting)


def f_took(part: str) -> Any:
    from uppdragil.meetings.room import Took

    return Took(part)


def test_who_is_disqualified_cannot_be_the_official_who_decided(kit: Kit) -> None:
    mandate, meeting, client = kit.mandate(), kit.opened(), signed_in(kit.secretary)
    item = kit.take(meeting, mandate.round.uid)
    kit.note(item, {Attendance.objects.get(person=kit.chair).pk: f_took("recused")})

    gate = client.get(url("gate", mandate))
    answer = client.post(
        url("gate", mandate), filled(mandate, gate, official=f"{kit.chair.name}, regiondirektör")
    )

    assert answer.status_code == 422


def test_who_leaves_the_room_after_being_named_is_not_the_official(kit: Kit) -> None:
    mandate, meeting, client = kit.mandate(), kit.opened(), signed_in(kit.secretary)
    item = kit.take(meeting, mandate.round.uid)
    gate = client.get(url("gate", mandate))
    assert fields(gate, "round")["official"] == f"{kit.chair.name}, regiondirektör"
    client.post(url("gate", mandate), filled(mandate, gate))
    kit.note(item, {Attendance.objects.get(person=kit.chair).pk: f_took("absent")})

    page = client.get(url("gate-confirm", mandate))

    assert 'name="fingerprint"' not in text(page)


def test_only_who_can_adjust_the_minutes_is_offered_for_it(kit: Kit) -> None:
    meeting, client, other = kit.opened(), signed_in(kit.secretary), f.person("Eva Ersättare")
    page = at("meeting-attendance", meeting)
    client.post(page, {"do": "call", "call-person": other.pk, "call-seat": "member"})

    shown = lxml.html.fromstring(client.get(page).content)

    offered = shown.xpath("//input[contains(@name, '-adjusts')][not(@disabled)]/@name")
    who = Attendance.objects.filter(pk__in=[name[1:].split("-")[0] for name in offered])
    assert {row.person for row in who} == {kit.chair, *kit.members}


def test_attendance_is_noted_and_a_substitute_called(kit: Kit) -> None:
    meeting, client, other = kit.opened(), signed_in(kit.secretary), f.person("Eva Ersättare")
    page = at("meeting-attendance", meeting)
    client.post(page, {"do": "call", "call-person": other.pk, "call-seat": "member"})
    row = Attendance.objects.get(person=kit.members[0])
    sent = fields(client.get(page), "version")
    sent.pop(f"a{row.pk}-present")
    sent[f"a{Attendance.objects.get(person=other).pk}-instead_of"] = str(kit.members[0].pk)

    assert client.post(page, sent).status_code == 302

    row.refresh_from_db()
    assert not row.present
    assert Attendance.objects.get(person=other).instead_of == kit.members[0]
    assert client.post(page, sent).status_code == 409  # of before


def test_members_read_and_do_not_write(kit: Kit) -> None:
    meeting, member = kit.opened(), signed_in(kit.members[0])

    assert member.get(at("meeting", meeting)).status_code == 200
    for name in ("meeting-room", "meeting-attendance", "meeting-edit", "meeting-item-new"):
        assert member.get(at(name, meeting)).status_code == 403
    assert member.post(at("meeting-room", meeting), {"do": "close"}).status_code == 403


def test_others_read_only_what_they_may_of_an_agenda(kit: Kit) -> None:
    meeting = kit.plan(7)
    kit.mandate(title="Hemlig upphandling", visibility="restricted")
    kit.mandate(title="Öppet men inte beslutat")
    kit.free(meeting, "Personalfråga")

    page = text(signed_in(f.person("Elin Läsare")).get(at("meeting", meeting)))

    for title in ("Hemlig upphandling", "Öppet men inte beslutat", "Personalfråga"):
        assert title not in page
        assert title in text(signed_in(kit.members[0]).get(at("meeting", meeting)))
    assert page.count("En punkt som du inte har rätt att se") == 3


def test_minutes_are_everybodys_when_they_are_adjusted_but_for_what_is_restricted(kit: Kit) -> None:
    minutes = kit.held("yes", title="Hemlig upphandling", visibility="restricted")
    reader, meeting = signed_in(f.person("Elin Läsare")), minutes.meeting
    assert reader.get(at("minutes", meeting)).status_code == 404
    kit.adjust(minutes, kit.chair)
    kit.adjust(minutes, kit.members[0])

    page = reader.get(at("minutes", meeting))

    assert "Informationen noterades." in text(page)
    assert "Hemlig upphandling" not in text(page)
    assert reader.get(at("minutes-file", meeting)).status_code == 404
    assert reader.get(at("extract", meeting, 1)).status_code == 404
    assert reader.get(at("extract", meeting, 2)).status_code == 200
    assert reader.get(at("extracts", meeting)).status_code == 404


def test_those_who_adjust_get_a_draft_and_later_the_sealed_file(kit: Kit) -> None:
    minutes, chair = kit.held(), signed_in(kit.chair)
    assert chair.get(at("minutes-file", minutes.meeting)).content.startswith(b"%PDF")
    kit.adjust(minutes, kit.chair)
    kit.adjust(minutes, kit.members[0])
    assert chair.get(at("minutes-file", minutes.meeting)).status_code == 404  # the worker has not made it

    made = minutesfiles.make(Minutes.objects.select_related("meeting").get(), timezone.now())

    assert chair.get(at("minutes-file", minutes.meeting)).content == bytes(made.pdf)
    assert chair.get(at("extract-file", minutes.meeting, 1)).content.startswith(b"%PDF")


def test_an_extract_reaches_its_recipients_who_say_that_they_have_read_it(kit: Kit) -> None:
    minutes = kit.held(adjusted=True)
    lead = signed_in(kit.cast.lead)
    assert "Utdrag" not in text(lead.get(reverse("meetings")))
    minutesfiles.make(Minutes.objects.select_related("meeting").get(), timezone.now())
    page = at("extract", minutes.meeting, 1)
    assert page in text(lead.get(reverse("meetings")))

    for _ in range(2):
        assert lead.post(page, {"do": "read"}).status_code == 302

    assert [r.person for r in Receipt.objects.all()] == [kit.cast.lead]
    assert page not in text(lead.get(reverse("meetings")))
    assert kit.cast.lead.name in text(signed_in(kit.secretary).get(at("extracts", minutes.meeting)))


def test_the_distribution_list_is_the_secretarys(kit: Kit) -> None:
    minutes, client = kit.held(adjusted=True), signed_in(kit.secretary)
    page = at("extract", minutes.meeting, 1)
    added = {"do": "add", "name": "Patientföreningen", "purpose": "relay", "relay_to": ""}
    assert client.post(page, added).status_code == 422
    assert client.post(page, added | {"relay_to": "medlemmarna"}).status_code == 302
    made = Recipient.objects.get(name="Patientföreningen")
    assert signed_in(kit.members[0]).post(page, {"do": "sent", "pk": made.pk}).status_code == 403

    client.post(page, {"do": "sent", "pk": made.pk})

    made.refresh_from_db()
    assert made.sent_at
    assert client.post(page, {"do": "remove", "pk": made.pk}).status_code == 409
    assert client.post(page, {"do": "remove", "pk": "9" * 40}).status_code == 409


@pytest.mark.parametrize("name", ["meetings", "meeting", "meeting-room"])
def test_a_page_costs_no_more_queries_for_more_rows(kit: Kit, name: str) -> None:
    client = signed_in(kit.secretary)
    meeting = kit.opened()
    path = reverse(name) if name == "meetings" else at(name, meeting)

    def more() -> None:
        kit.mandate()
        kit.free(meeting)
        kit.take(meeting, kit.free(meeting).uid)
        kit.plan(30)

    def cost() -> int:
        with CaptureQueriesContext(connection) as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    more()
    few = cost()
    for _ in range(3):
        more()

    assert cost() <= few


def test_minutes_cost_no_more_queries_for_more_paragraphs(kit: Kit) -> None:
    few, many = kit.held("yes", adjusted=True), kit.held("yes", "no", "rework", adjusted=True)
    reader = signed_in(f.person("Elin"))

    def cost(minutes: Minutes) -> int:
        with CaptureQueriesContext(connection) as sent:
            assert reader.get(at("minutes", minutes.meeting)).status_code == 200
        return len(sent)

    assert cost(many) <= cost(few)


def test_a_calendar_gets_when_and_where_and_no_titles(kit: Kit) -> None:
    kit.mandate(title="Hemlig upphandling")
    meeting = kit.plan(7)

    answer = signed_in(kit.secretary).get(at("meeting-calendar", meeting))

    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["location"] == "Sessionssalen"
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=15)
    assert timezone.localtime(event["dtstart"].dt).time() == meeting.starts
    assert "Hemlig" not in text(answer)
