"""Planning: when a body meets, and what is on its agenda.

Every service locks the meeting, reads it again, asks who may and whether it still can, and is one transaction.
Each raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.models import Max
from django.utils.timezone import localdate

from uppdragil.core import audit, history
from uppdragil.core.append_only import AppendOnly
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.organisation.models import DecisionBody, Person

from . import policies, selectors
from .models import AgendaItem, Meeting
from .sentences import Refused

State, Kind = AgendaItem.State, AgendaItem.Kind


def log(
    verb: str,
    meeting: Meeting,
    by: Person,
    now: dt.datetime,
    rows: Iterable[AppendOnly] = (),
    **payload: audit.JSON,
) -> None:
    """Tell the chain. Without titles: a meeting may have taken up restricted mandates."""
    named: dict[str, audit.JSON] = {
        "meeting": meeting.uid,
        "body": meeting.body.name,
        "number": meeting.number,
        "year": meeting.year,
    }
    actor = audit.Actor(by.name, by.uid)
    audit.append(verb=verb, actor=actor, payload={**named, **payload}, rows=rows, now=now)


@contextmanager
def at(meeting: Meeting, by: Person, now: dt.datetime, *, run: bool = False) -> Iterator[Meeting]:
    """The meeting, locked and read again, for somebody who may plan it, or with `run` write in it."""
    with writing():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
        if run and not policies.may_run(by, locked, localdate(now)):
            raise Refused("not_registrar")
        if not policies.may_plan(by, locked, localdate(now)):
            raise Refused("not_planner")
        yield locked


def plan(
    *,
    body: DecisionBody,
    date: dt.date,
    starts: dt.time,
    place: str,
    chair: Person | None,
    secretary: Person | None,
    first_paragraph: int | None,
    by: Person,
    now: dt.datetime,
) -> Meeting:
    """A new meeting; what is due for the body comes on its agenda by itself."""
    with writing():
        body = DecisionBody.objects.select_for_update().get(pk=body.pk)
        meeting = Meeting(body=body, date=date, starts=starts, place=clean_text(place))
        meeting.chair, meeting.secretary, meeting.first_paragraph = chair, secretary, first_paragraph
        if not policies.may_plan(by, meeting, localdate(now)):
            raise Refused("not_planner")
        _number(meeting)
        history.sign(meeting, by, now).save()
        return meeting


def change(
    *,
    meeting: Meeting,
    version: int,
    date: dt.date,
    starts: dt.time,
    place: str,
    chair: Person | None,
    secretary: Person | None,
    first_paragraph: int | None,
    by: Person,
    now: dt.datetime,
) -> Meeting:
    """Another time or place, while the meeting is planned."""
    with at(meeting, by, now) as locked:
        _planned(locked)
        if locked.version != version:
            raise Refused("changed")
        DecisionBody.objects.select_for_update().get(pk=locked.body_id)
        locked.date, locked.starts, locked.place = date, starts, clean_text(place)
        locked.chair, locked.secretary, locked.first_paragraph = chair, secretary, first_paragraph
        if date.year != locked.year:
            _number(locked)
        save(locked, by, now)
        return locked


def cancel(*, meeting: Meeting, by: Person, now: dt.datetime) -> None:
    """The meeting is not held; its items come up at the next one."""
    with at(meeting, by, now) as locked:
        _planned(locked)
        for item in locked.items.filter(kind=Kind.FREE, state=State.PLANNED):
            _set(item, State.MOVED, by, now)
        locked.state = Meeting.State.CANCELLED
        save(locked, by, now)


def fill(meeting: Meeting, by: Person, now: dt.datetime) -> None:
    """Store what has come up by itself, at the end. The caller holds the meeting."""
    place = (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1
    for item in selectors.agenda(meeting):
        if item.pk is None:
            item.position, place = place, place + 1
            history.sign(item, by, now).save()


def add_item(
    *, meeting: Meeting, heading: str, text: str, minutes: int, by: Person, now: dt.datetime
) -> AgendaItem:
    """An item of words, last on the agenda; also while the meeting goes on."""
    with at(meeting, by, now) as locked:
        if not locked.live:
            raise Refused("not_planned")
        fill(locked, by, now)
        last = locked.items.aggregate(last=Max("position"))["last"] or 0
        item = AgendaItem(meeting=locked, kind=Kind.FREE, position=last + 1, minutes=minutes)
        item.heading, item.text = clean_text(heading), clean_text(text)
        history.sign(item, by, now).save()
        return item


def change_item(
    *,
    meeting: Meeting,
    key: str,
    version: int,
    heading: str,
    text: str,
    minutes: int,
    by: Person,
    now: dt.datetime,
) -> AgendaItem:
    """Words and planned minutes of an item; the heading is only a free one's own."""
    with at(meeting, by, now) as locked:
        if not locked.live:
            raise Refused("not_planned")
        fill(locked, by, now)
        item = find(locked, key)
        if item.version != version:
            raise Refused("changed")
        item.heading = clean_text(heading) if item.kind == Kind.FREE else ""
        item.text, item.minutes, item.version = clean_text(text), minutes, version + 1
        history.sign(item, by, now).save()
        return item


def shift(*, meeting: Meeting, key: str, down: bool, by: Person, now: dt.datetime) -> None:
    """One step up or down among the items that are not taken up yet."""
    with at(meeting, by, now) as locked:
        if not locked.live:
            raise Refused("not_planned")
        fill(locked, by, now)
        items = [i for i in selectors.agenda(locked) if i.state == State.PLANNED]
        here = items.index(find(locked, key, among=items))
        there = here + (1 if down else -1)
        if 0 <= there < len(items):
            one, other = items[here], items[there]
            one.position, other.position = other.position, one.position
            for item in (one, other):
                history.sign(item, by, now).save()


def move_on(*, meeting: Meeting, key: str, by: Person, now: dt.datetime) -> None:
    """Off this agenda, on to the next meeting's, when there is one."""
    with at(meeting, by, now) as locked:
        item = _still_ahead(locked, key, by, now)
        _set(item, State.MOVED, by, now)


def remove(*, meeting: Meeting, key: str, by: Person, now: dt.datetime) -> None:
    """A free item is not to be taken up at all. What is due cannot be removed, only moved on."""
    with at(meeting, by, now) as locked:
        item = _still_ahead(locked, key, by, now)
        _set(item, State.REMOVED if item.kind == Kind.FREE else State.MOVED, by, now)


def take_back(*, meeting: Meeting, key: str, by: Person, now: dt.datetime) -> None:
    """What was moved on is on this agenda after all, last."""
    with at(meeting, by, now) as locked:
        if not locked.live:
            raise Refused("not_planned")
        item = next((i for i in selectors.moved_on(locked) if selectors.key(i) == key), None)
        if item is None or AgendaItem.objects.filter(moved_from=item).exists() or _on_another(item):
            raise Refused("gone")
        item.position = (locked.items.aggregate(last=Max("position"))["last"] or 0) + 1
        _set(item, State.PLANNED, by, now)


def find(meeting: Meeting, key: str, among: list[AgendaItem] | None = None) -> AgendaItem:
    """The stored item of the agenda that `key` names. Raises Refused."""
    for item in selectors.agenda(meeting) if among is None else among:
        if key in (selectors.key(item), item.moved_from and item.moved_from.uid):
            return item
    raise Refused("gone")


def save(meeting: Meeting, by: Person, now: dt.datetime) -> None:
    """Store what the caller changed, as the next version, by `by`. The caller holds the meeting's lock."""
    meeting.version += 1
    history.sign(meeting, by, now).save()


def _still_ahead(meeting: Meeting, key: str, by: Person, now: dt.datetime) -> AgendaItem:
    if not meeting.live:
        raise Refused("not_planned")
    fill(meeting, by, now)
    item = find(meeting, key)
    if item.state == State.TAKEN:
        raise Refused("taken_already")
    return item


def _on_another(item: AgendaItem) -> bool:
    about = {"round": item.round, "condition": item.condition, "support_need": item.support_need}
    about = {name: one for name, one in about.items() if one}
    live = AgendaItem.objects.filter(meeting__state__in=["planned", "open"], state__in=selectors.ON_AGENDA)
    return item.kind != Kind.FREE and live.filter(**about).exists()


def _set(item: AgendaItem, state: AgendaItem.State, by: Person, now: dt.datetime) -> None:
    item.state = state
    history.sign(item, by, now).save()


def _planned(meeting: Meeting) -> None:
    if meeting.state != Meeting.State.PLANNED:
        raise Refused("not_planned")


def _number(meeting: Meeting) -> None:
    """The next number of the body's year. The caller has locked the body."""
    held = Meeting.objects.filter(body=meeting.body, year=meeting.date.year).exclude(pk=meeting.pk)
    meeting.year, meeting.number = meeting.date.year, (held.aggregate(last=Max("number"))["last"] or 0) + 1
