"""In the room: who is there, item after item, and the end of the meeting. By the chair or the secretary.

A round is decided by `workflows.meeting.decide`; here is what stands around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Max
from django.utils.timezone import localdate, localtime

from uppdragil.core import events, history
from uppdragil.core.canonical import sha256
from uppdragil.core.values import clean_text
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Membership, Person
from uppdragil.portfolio import support

from . import distribution, protocol, selectors
from .events import MinutesWritten
from .models import AgendaItem, Attendance, ItemNote, Meeting, Minutes, Paragraph
from .roll import Roll
from .sentences import Refused
from .services import State, at, fill, find, log, save

ORDER = {"chair": 0, "member": 1, "secretary": 2}


@dataclass(frozen=True)
class Came:
    """How one of those who were called attended."""

    present: bool
    arrived: dt.time | None = None
    left: dt.time | None = None
    instead_of: Person | None = None
    adjusts: bool = False


@dataclass(frozen=True)
class Took:
    """How one of those present took part in an item. `dissent` holds their reservation."""

    part: str = ""  # "", "absent" or "recused"
    dissent: str = ""


def open_meeting(*, meeting: Meeting, by: Person, now: dt.datetime) -> Meeting:
    """The meeting begins: its agenda is stored, and those with a seat are taken to be there."""
    with at(meeting, by, now, run=True) as locked:
        if locked.state != Meeting.State.PLANNED:
            raise Refused("not_planned")
        if locked.date > localdate(now):
            raise Refused("too_early")
        fill(locked, by, now)
        locked.state, locked.opened_at = Meeting.State.OPEN, now
        for seat in _seats(locked):
            history.sign(_called(locked, seat), by, now).save()
        save(locked, by, now)
        return locked


def attend(*, meeting: Meeting, version: int, came: Mapping[int, Came], by: Person, now: dt.datetime) -> None:
    """How each came, by attendance. Raises Refused."""
    with _going_on(meeting, by, now) as locked:
        if locked.version != version:
            raise Refused("changed")
        for row in locked.attendances.select_related("person"):
            if row.pk in came:
                _attended(locked, row, came[row.pk], by, now)
        save(locked, by, now)


def call(*, meeting: Meeting, person: Person, seat: str, by: Person, now: dt.datetime) -> Attendance:
    """Somebody more is there: co-opted, or a substitute with the seat of whom they stand in for."""
    with _going_on(meeting, by, now) as locked:
        if locked.attendances.filter(person=person).exists():
            raise Refused("called_already", name=person.name)
        row = Attendance(meeting=locked, person=person, name=person.name, title=person.title, seat=seat)
        history.sign(row, by, now).save()
        save(locked, by, now)
        return row


def take(*, meeting: Meeting, key: str, by: Person, now: dt.datetime) -> AgendaItem:
    """Take an item up: it gets the next paragraph, and whoever is not in the room is noted."""
    with _going_on(meeting, by, now) as locked:
        fill(locked, by, now)
        item = find(locked, key)
        if item.state == State.TAKEN:
            return item
        item.state, item.taken_at = State.TAKEN, now
        history.sign(item, by, now).save()
        _give_number(item, locked)
        _note_who_is_away(item, locked)
        return item


def put_back(*, meeting: Meeting, key: str, by: Person, now: dt.datetime) -> None:
    """Not taken up after all. Only the last number can be given back: minutes have no gaps."""
    with _going_on(meeting, by, now) as locked:
        item = find(locked, key)
        if item.state != State.TAKEN:
            raise Refused("gone")
        if selectors.decision_of(item):
            raise Refused("decided")
        later = Paragraph.objects.filter(
            body=locked.body_id, year=locked.year, number__gt=item.paragraph.number
        )
        if later.exists():
            raise Refused("numbers_go_on")
        item.paragraph.delete()
        item.notes.all().delete()
        item.state, item.taken_at, item.outcome = State.PLANNED, None, ""
        history.sign(item, by, now).save()


def note(
    *,
    meeting: Meeting,
    key: str,
    version: int,
    took: Mapping[int, Took],
    outcome: str,
    by: Person,
    now: dt.datetime,
) -> AgendaItem:
    """How each took part in the item, and what came of one without a decision, in words."""
    with _going_on(meeting, by, now) as locked:
        item = find(locked, key)
        if item.state != State.TAKEN:
            raise Refused("gone")
        if selectors.decision_of(item):
            raise Refused("decided")
        if item.version != version:
            raise Refused("changed")
        roll = Roll.of(item)
        rows = {a.pk: a for a in roll.called}
        item.notes.all().delete()
        for pk, part in took.items():
            if pk not in rows:
                raise Refused("unknown_person")
            ItemNote.objects.bulk_create(_notes(item, rows[pk], part, roll.has_declared(rows[pk])))
        item.version = version + 1
        item.outcome = clean_text(outcome)
        history.sign(item, by, now).save()
        return item


def close(*, meeting: Meeting, by: Person, now: dt.datetime) -> Minutes:
    """The meeting is over and its minutes written; what was not taken up comes to the next one."""
    with _going_on(meeting, by, now) as locked:
        fill(locked, by, now)
        items = selectors.agenda(locked)
        _is_complete(items)
        _has_adjusters(locked)
        for item in items:
            if item.state == State.PLANNED:
                item.state = State.MOVED
                history.sign(item, by, now).save()
        locked.state, locked.closed_at = Meeting.State.HELD, now
        save(locked, by, now)
        minutes = _write(locked, by, now)
        distribution.propose([i for i in items if i.state == State.TAKEN], by, now)
        events.publish(MinutesWritten(minutes))
        support.answer_at_meeting(_answers(locked, items), by, now)
        log("meeting.held", locked, by, now, [minutes], revision=minutes.revision, sha256=minutes.sha256)
        return minutes


def reopen(*, meeting: Meeting, by: Person, now: dt.datetime) -> None:
    """Correct what was noted, as long as not everybody has adjusted. Those who have do it anew afterwards."""
    with at(meeting, by, now, run=True) as locked:
        if locked.state != Meeting.State.HELD:
            raise Refused("not_held")
        locked.state, locked.closed_at = Meeting.State.OPEN, None
        save(locked, by, now)
        taken = locked.items.filter(state=State.TAKEN).exclude(support_need=None)
        support.reopen_from_meeting(list(taken.values_list("support_need", flat=True)), by, now)
        log("meeting.reopened", locked, by, now)


def _answers(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, tuple[str, str]]:
    """What was said of each support need that was taken up, and where that stands in the minutes."""
    return {
        item.support_need.pk: (item.outcome, f"{item.paragraph}, {meeting}, {meeting.date.isoformat()}")
        for item in items
        if item.support_need and item.state == State.TAKEN
    }


@contextmanager
def _going_on(meeting: Meeting, by: Person, now: dt.datetime) -> Iterator[Meeting]:
    """The meeting, locked, while it goes on, for somebody who writes in it."""
    with at(meeting, by, now, run=True) as locked:
        if locked.state != Meeting.State.OPEN:
            raise Refused("not_open")
        yield locked


def _seats(meeting: Meeting) -> list[Membership]:
    """The body's seats on the day, the chair's first, but for those who are called already."""
    called = set(meeting.attendances.values_list("person_id", flat=True))
    rows = meeting.body.memberships.filter(roles.on(meeting.date), person__active=True)
    first: dict[int, Membership] = {}
    for row in sorted(rows.select_related("person"), key=lambda r: (ORDER[r.seat], r.person.name)):
        if row.person_id not in called:
            first.setdefault(row.person_id, row)
    return list(first.values())


def _called(meeting: Meeting, seat: Membership) -> Attendance:
    """As present; the chair of the meeting adjusts its minutes, unless somebody says otherwise."""
    person = seat.person
    is_chair = person.pk == meeting.chair_id and person.user_id is not None
    return Attendance(
        meeting=meeting,
        person=person,
        name=person.name,
        title=person.title,
        seat=seat.seat,
        adjusts=is_chair and seat.seat != Membership.Seat.SECRETARY,
    )


def _attended(meeting: Meeting, row: Attendance, came: Came, by: Person, now: dt.datetime) -> None:
    if came.adjusts and not came.present:
        raise Refused("absent_adjuster", name=row.name)
    if came.adjusts and row.person_id == meeting.secretary_id:
        raise Refused("secretary_adjusts")
    if came.adjusts and row.person.user_id is None:
        raise Refused("adjuster_without_account", name=row.name)
    row.present, row.adjusts, row.instead_of = came.present, came.adjusts, came.instead_of
    row.arrived = came.arrived if came.present else None
    row.left = came.left if came.present else None
    history.sign(row, by, now).save()


def _give_number(item: AgendaItem, meeting: Meeting) -> None:
    """The next paragraph of the body's year; the body is locked, so that no two meetings give the same."""
    DecisionBody.objects.select_for_update().get(pk=meeting.body_id)
    given = Paragraph.objects.filter(body=meeting.body_id, year=meeting.year).aggregate(last=Max("number"))
    number = max((given["last"] or 0) + 1, meeting.first_paragraph or 1)
    item.paragraph = Paragraph.objects.create(item=item, body=meeting.body, year=meeting.year, number=number)


def _note_who_is_away(item: AgendaItem, meeting: Meeting) -> None:
    away = [a for a in meeting.attendances.all() if _away(a)]
    ItemNote.objects.bulk_create(ItemNote(item=item, attendance=a, kind="absent") for a in away)


def _away(row: Attendance) -> bool:
    return not row.present or row.left is not None


def _notes(item: AgendaItem, row: Attendance, took: Took, declared: bool) -> list[ItemNote]:
    """What is noted of one person; `declared`: they have said themselves that they must not decide."""
    text = clean_text(took.dissent).strip()
    if text and (took.part or declared or not row.present):
        raise Refused("dissent_of_absent", name=row.name)
    if text and not row.decides:
        raise Refused("dissent_without_seat", name=row.name)
    notes = [ItemNote(item=item, attendance=row, kind=took.part)] if took.part else []
    return [*notes, ItemNote(item=item, attendance=row, kind="dissent", text=text)] if text else notes


def _is_complete(items: Sequence[AgendaItem]) -> None:
    taken = [item for item in items if item.state == State.TAKEN]
    if not taken:
        raise Refused("nothing_taken")
    left = [item for item in taken if not selectors.finished(item)]
    if left:
        raise Refused("undecided", items=", ".join(str(item.paragraph) for item in left))


def _has_adjusters(meeting: Meeting) -> None:
    adjusters = list(meeting.attendances.filter(adjusts=True).select_related("person"))
    if not adjusters:
        raise Refused("no_adjuster")
    for row in adjusters:
        if row.person.user_id is None:
            raise Refused("adjuster_without_account", name=row.name)


def _write(meeting: Meeting, by: Person, now: dt.datetime) -> Minutes:
    data = protocol.to_bytes(protocol.gather(meeting, localtime(now)))
    return Minutes.objects.create(
        meeting=meeting,
        revision=meeting.minutes.count() + 1,
        data=data,
        sha256=sha256(data),
        made_by=by.name,
        made_at=now,
    )
