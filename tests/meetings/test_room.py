"""In the room: who is there, paragraphs, decisions, the end of the meeting."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import translation

from tests.factories import NOW, duty, person, with_account
from tests.meetings.kit import Kit, a_kit
from tests.meetings.test_agenda import refused
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Decision, Recusal
from uppdragil.meetings import protocol, room, selectors, services, sitting
from uppdragil.meetings.models import Attendance, Meeting, Minutes, Paragraph
from uppdragil.meetings.roll import Roll, named
from uppdragil.meetings.room import Came, Took
from workflows import service
from workflows.service import Refused as RulesRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> Kit:
    return a_kit()


def codes(caught: pytest.ExceptionInfo[RulesRefused]) -> set[str]:
    return {unmet.code for unmet in caught.value.unmet}


def row(meeting: Meeting, who: Any) -> Attendance:
    return meeting.attendances.get(person=who)


def by(kit: Kit, meeting: Meeting, **given: Any) -> dict[str, Any]:
    return {"meeting": meeting, "by": kit.secretary, "now": NOW} | given


def test_those_with_a_seat_are_there_and_the_chair_adjusts(kit: Kit) -> None:
    rows = list(kit.opened().attendances.all())

    assert [(r.person, r.seat) for r in rows] == [
        (kit.chair, "chair"),
        *((m, "member") for m in sorted(kit.members, key=lambda m: m.name)),
        (kit.secretary, "secretary"),
    ]
    assert [r.person for r in rows if r.adjusts] == [kit.chair]
    assert all(r.present for r in rows)


def test_a_meeting_does_not_begin_before_its_day(kit: Kit) -> None:
    assert refused(room.open_meeting, **by(kit, kit.plan(1))) == "too_early"


def test_the_office_plans_a_meeting_and_writes_nothing_in_it(kit: Kit) -> None:
    office = duty(person("Signe"))

    assert refused(room.open_meeting, **by(kit, kit.plan(by=office), by=office)) == "not_registrar"


def test_paragraphs_run_on_from_where_the_year_began(kit: Kit) -> None:
    first = kit.opened(first_paragraph=84)
    a, b = kit.free(first, "a"), kit.free(first, "b")
    numbers = [kit.take(first, item.uid).paragraph.number for item in (b, a)]

    second = kit.opened()
    later = kit.take(second, kit.free(second, "c").uid).paragraph.number

    assert (numbers, later) == ([84, 85], 86)


def test_taking_an_item_up_twice_gives_one_paragraph(kit: Kit) -> None:
    meeting = kit.opened()
    uid = kit.free(meeting).uid

    assert kit.take(meeting, uid).paragraph == kit.take(meeting, uid).paragraph


def test_only_the_last_paragraph_can_be_given_back(kit: Kit) -> None:
    meeting = kit.opened()
    a, b = (kit.take(meeting, kit.free(meeting, name).uid) for name in "ab")

    assert refused(room.put_back, **by(kit, meeting, key=a.uid)) == "numbers_go_on"
    room.put_back(**by(kit, meeting, key=b.uid))

    assert [p.number for p in Paragraph.objects.all()] == [1]
    assert [i.state for i in selectors.agenda(meeting)] == ["taken", "planned"]


def test_a_decision_carries_the_meeting_as_it_was_noted(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    item = kit.take(meeting, mandate.round.uid)
    one, other = kit.members
    notes = {row(meeting, one).pk: Took("recused"), row(meeting, other).pk: Took(dissent="Vänta på budget")}
    item = kit.note(item, notes)

    kit.decide(mandate, item)

    made = Decision.objects.get()
    assert (made.met_on, made.paragraph) == (meeting.date, "§ 1")
    assert made.recused == [named(one.name, one.title)]
    assert made.dissent == [{"name": named(other.name, other.title), "text": "Vänta på budget"}]
    assert made.present == [named(p.name, p.title) for p in (kit.chair, other)]
    assert mandate.phase == "preparation"


def test_a_decision_does_not_say_something_else_of_the_meeting_than_is_noted(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    item = kit.take(meeting, mandate.round.uid)
    seen = kit.proposal(mandate, item)
    kit.note(item, {row(meeting, kit.members[0]).pk: Took("absent")})

    with pytest.raises(RulesRefused) as caught:
        kit.decide(mandate, item, proposal=seen)

    assert codes(caught) == {"meeting_changed"}
    assert mandate.phase == "bp0"


def test_what_is_put_back_cannot_be_decided_under_its_old_paragraph(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    item = kit.take(meeting, mandate.round.uid)
    seen = kit.proposal(mandate, item)
    room.put_back(**by(kit, meeting, key=mandate.round.uid))
    item.refresh_from_db()

    with pytest.raises(RulesRefused) as caught:
        kit.decide(mandate, item, proposal=seen)

    assert codes(caught) == {"meeting_changed"}
    assert mandate.phase == "bp0"


def test_who_is_out_of_the_room_makes_no_reservation(kit: Kit) -> None:
    meeting = kit.opened()
    item = kit.take(meeting, kit.free(meeting).uid)
    out = {row(meeting, kit.members[0]).pk: Took("recused", "Nej")}

    assert refused(kit.note, item=item, took=out) == "dissent_of_absent"


def test_who_has_left_is_noted_as_absent_when_the_next_item_is_taken_up(kit: Kit) -> None:
    meeting = kit.opened()
    before = kit.take(meeting, kit.free(meeting, "före").uid)
    pk = row(meeting, kit.members[0]).pk
    meeting.refresh_from_db()
    room.attend(**by(kit, meeting, version=meeting.version, came={pk: Came(True, left=dt.time(13, 20))}))

    after = kit.take(meeting, kit.free(meeting, "efter").uid)

    assert [len(Roll.of(item).deciding) for item in (before, after)] == [3, 2]


def test_who_has_declared_jav_in_the_round_is_noted_when_it_is_taken_up(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    out = kit.members[0]
    Recusal.objects.create(round=mandate.round, person=out, name=out.name, reason="Min bror", at=NOW)

    item = kit.take(meeting, mandate.round.uid)

    assert sitting.value(item, "").recused == (named(out.name, out.title),)


def test_a_substitute_is_called_with_the_seat_of_whom_they_stand_in_for(kit: Kit) -> None:
    meeting, other = kit.opened(), person("Eva Ersättare")
    room.call(**by(kit, meeting, person=other, seat="member"))
    meeting.refresh_from_db()
    room.attend(
        **by(
            kit,
            meeting,
            version=meeting.version,
            came={
                row(meeting, other).pk: Came(True, instead_of=kit.members[0]),
                row(meeting, kit.members[0]).pk: Came(False),
            },
        )
    )

    item = kit.take(meeting, kit.free(meeting).uid)

    assert named(other.name, other.title) in sitting.officials(item)
    assert refused(room.call, **by(kit, meeting, person=other, seat="member")) == "called_already"


def test_attendance_changed_by_another_meanwhile_is_not_overwritten(kit: Kit) -> None:
    meeting = kit.opened()
    seen = meeting.version
    room.call(**by(kit, meeting, person=person("Gäst"), seat="guest"))

    assert refused(room.attend, **by(kit, meeting, version=seen, came={})) == "changed"


@pytest.mark.parametrize(("who", "code"), [("secretary", "secretary_adjusts"), ("absent", "absent_adjuster")])
def test_not_everybody_can_adjust(kit: Kit, who: str, code: str) -> None:
    meeting = kit.opened()
    chosen = kit.secretary if who == "secretary" else kit.members[0]
    came = {row(meeting, chosen).pk: Came(who != "absent", adjusts=True)}

    assert refused(room.attend, **by(kit, meeting, version=meeting.version, came=came)) == code


def test_a_meeting_does_not_end_with_an_item_half_done(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.opened()
    assert refused(kit.close, meeting=meeting) == "nothing_taken"
    kit.take(meeting, mandate.round.uid)
    kit.take(meeting, kit.free(meeting).uid)

    with pytest.raises(services.Refused) as caught:
        kit.close(meeting)

    assert caught.value.params == {"items": "§ 1, § 2"}


def test_a_meeting_does_not_end_without_somebody_to_adjust(kit: Kit) -> None:
    meeting = kit.opened()
    kit.note(kit.take(meeting, kit.free(meeting).uid), outcome="Noterades")
    kit.adjusters(meeting)

    assert refused(kit.close, meeting=meeting) == "no_adjuster"


def test_what_was_not_taken_up_comes_to_the_next_meeting(kit: Kit) -> None:
    mandate, meeting, later = kit.mandate(), kit.opened(), kit.plan(7)
    kit.free(meeting, "Hanns inte med")
    kit.note(kit.take(meeting, kit.free(meeting, "Öppnande").uid), outcome="Öppnades")

    kit.close(meeting)

    assert [str(i) for i in selectors.agenda(meeting)] == ["Öppnande"]
    assert selectors.key(selectors.agenda(later)[0]) == mandate.round.uid
    assert [i.heading for i in selectors.agenda(later)] == ["", "Hanns inte med"]


def test_minutes_say_all_of_it_and_read_back_the_same(kit: Kit) -> None:
    with translation.override("en"):
        minutes = kit.held("conditional", "rework")

    found = protocol.from_bytes(bytes(minutes.data))
    assert protocol.to_bytes(found) == bytes(minutes.data)
    assert found.span == "§§ 1–3"
    assert [s.decided for s in found.sections][2] == "Informationen noterades."
    assert found.sections[0].conditions[0].text == "Beräkna kostnaden"
    assert (found.sections[0].passes, found.sections[1].passes) == (True, False)
    assert found.adjusters[0].startswith("Berit Ordförande")
    assert found.present[-1].seat == "sekreterare"


def test_the_chain_tells_of_the_meeting_without_a_title(kit: Kit) -> None:
    kit.held(title="Hemlig upphandling", visibility="restricted")

    event = AuditEvent.objects.get(verb="meeting.held")
    body = bytes(event.payload.body)
    assert json.loads(body)["sha256"] == Minutes.objects.get().sha256
    assert b"Hemlig" not in body
    assert audit.verify().ok


def test_adjusting_ends_when_all_have(kit: Kit) -> None:
    minutes = kit.held()
    kit.adjust(minutes, kit.chair)
    assert refused(kit.adjust, minutes=minutes, by=kit.chair) == "adjusted_already"
    assert Meeting.objects.get().state == "held"

    kit.adjust(minutes, kit.members[0])

    assert Meeting.objects.get().state == "adjusted"
    assert AuditEvent.objects.filter(verb="minutes.adjusted").count() == 2


def test_others_and_stale_proofs_and_other_texts_do_not_adjust(kit: Kit) -> None:
    minutes = kit.held()
    stale = service.decisions.Authentication("password", NOW - dt.timedelta(minutes=6))

    assert refused(kit.adjust, minutes=minutes, by=kit.members[1]) == "not_adjuster"
    assert refused(kit.adjust, minutes=minutes, by=kit.secretary) == "not_adjuster"
    assert refused(kit.adjust, minutes=minutes, by=kit.chair, sha256="0" * 64) == "minutes_changed"
    assert refused(kit.adjust, minutes=minutes, by=kit.chair, authentication=stale) == "not_fresh"


def test_corrected_minutes_are_adjusted_anew(kit: Kit) -> None:
    first = kit.held()
    kit.adjust(first, kit.chair)
    room.reopen(**by(kit, first.meeting))
    item = first.meeting.items.get(kind="free")
    kit.note(item, outcome="Informationen lades till handlingarna.")
    second = kit.close(first.meeting)

    assert (second.revision, second.sha256 != first.sha256) == (2, True)
    assert refused(kit.adjust, minutes=second, by=kit.chair, sha256=first.sha256) == "minutes_changed"
    kit.adjust(second, kit.chair)


def test_adjusted_minutes_are_not_opened_again(kit: Kit) -> None:
    minutes = kit.held(adjusted=True)

    assert refused(room.reopen, **by(kit, minutes.meeting)) == "not_held"


def test_a_decided_item_keeps_what_its_decision_says(kit: Kit) -> None:
    minutes = kit.held()
    room.reopen(**by(kit, minutes.meeting))
    item = minutes.meeting.items.get(kind="gate")

    assert refused(kit.note, item=item) == "decided"
    assert refused(room.put_back, **by(kit, minutes.meeting, key=item.round.uid)) == "decided"


def test_the_distribution_list_begins_with_those_of_the_directive(kit: Kit) -> None:
    item = kit.held().meeting.items.get(kind="gate")

    found = [(r.name, r.purpose) for r in item.recipients.all()]
    # The owner, through the position, is the receiver too: once, and for implementation.
    assert [purpose for _name, purpose in found] == ["action", "action"]
    assert found[1][0] == kit.cast.lead.name


def test_somebody_without_an_account_is_not_chosen_to_adjust(kit: Kit) -> None:
    meeting = kit.opened()
    guest = room.call(**by(kit, meeting, person=person("Gäst"), seat="guest"))
    meeting.refresh_from_db()
    came = {guest.pk: Came(True, adjusts=True)}

    assert (
        refused(room.attend, **by(kit, meeting, version=meeting.version, came=came))
        == "adjuster_without_account"
    )
    with_account(guest.person)
    room.attend(**by(kit, meeting, version=meeting.version, came=came))
