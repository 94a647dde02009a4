"""Justering: those chosen at the meeting confirm that the minutes say what happened."""

from __future__ import annotations

import datetime as dt

from uppdragil.core import events, history
from uppdragil.core.contention import writing
from uppdragil.decisions.services import Authentication
from uppdragil.gates.values import FRESH
from uppdragil.organisation.models import Person

from .events import MinutesAdjusted
from .models import Adjustment, Meeting, Minutes
from .sentences import Refused
from .services import log


def last_minutes(meeting: Meeting) -> Minutes | None:
    """The revision that holds."""
    return meeting.minutes.order_by("-revision").first()


def waiting(meeting: Meeting, minutes: Minutes) -> list[Person]:
    """Those who have yet to adjust."""
    done = set(minutes.adjustments.values_list("person_id", flat=True))
    rows = meeting.attendances.filter(adjusts=True).exclude(person__in=done).select_related("person")
    return [row.person for row in rows]


def adjust(
    *, meeting: Meeting, sha256: str, by: Person, authentication: Authentication, now: dt.datetime
) -> Adjustment:
    """`by` confirms the minutes that have the hash `sha256`. The last one makes them final. Raises Refused."""
    with writing():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
        minutes = last_minutes(locked)
        _may(locked, minutes, sha256, by, authentication, now)
        assert minutes is not None
        made = Adjustment.objects.create(
            minutes=minutes,
            person=by,
            name=by.name,
            title=by.title,
            method=authentication.method,
            authenticated_at=authentication.at,
            at=now,
        )
        is_last = not waiting(locked, minutes)
        if is_last:
            locked.state = Meeting.State.ADJUSTED
            locked.version += 1
            history.sign(locked, by, now).save()
            events.publish(MinutesAdjusted(minutes))
        log("minutes.adjusted", locked, by, now, [made], method=made.method, sha256=sha256, last=is_last)
        return made


def _may(
    meeting: Meeting,
    minutes: Minutes | None,
    sha256: str,
    by: Person,
    authentication: Authentication,
    now: dt.datetime,
) -> None:
    if minutes is not None and minutes.adjustments.filter(person=by).exists():
        raise Refused("adjusted_already")
    if minutes is None or meeting.state != Meeting.State.HELD:
        raise Refused("not_held")
    if by not in waiting(meeting, minutes):
        raise Refused("not_adjuster")
    if minutes.sha256 != sha256:
        raise Refused("minutes_changed")
    if not dt.timedelta(0) <= now - authentication.at <= FRESH:
        raise Refused("not_fresh")
