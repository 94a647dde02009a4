"""A meeting as an iCalendar file (RFC 5545): when and where, and nothing of what it takes up."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from uppdragil.meetings.models import Meeting

LENGTH = dt.timedelta(hours=1)  # of a meeting without an agenda


def meeting_file(meeting: Meeting, *, address: str, minutes: int, now: dt.datetime) -> bytes:
    """The file. `minutes` is how long the agenda takes; `address` leads to the meeting's page.

    The same meeting keeps its uid, and its sequence grows with each change, so that calendars replace it.
    """
    starts = timezone.make_aware(dt.datetime.combine(meeting.date, meeting.starts))
    event = Event()
    event.add("uid", f"{meeting.uid}@uppdragil")
    event.add("sequence", meeting.version)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", starts.astimezone(dt.UTC))
    event.add("dtend", (starts + (dt.timedelta(minutes=minutes) or LENGTH)).astimezone(dt.UTC))
    event.add("summary", _("Meeting of %(body)s") % {"body": meeting.body.name})
    event.add("status", "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED")
    event.add("url", address)
    if meeting.place:
        event.add("location", meeting.place)
    calendar = Calendar()
    calendar.add("prodid", "-//UPPDRAGiL//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
