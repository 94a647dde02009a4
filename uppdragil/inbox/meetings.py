"""What meetings leave behind for somebody to do: minutes to adjust, extracts to read, a meeting to hold or end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, Max, OuterRef, QuerySet

from uppdragil.meetings.models import LIVE, Adjustment, Attendance, Meeting, Minutes, Recipient
from uppdragil.organisation.models import Person
from uppdragil.organisation.roles import Holder
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

from .items import Item, Kind

ADJUSTED_WITHIN = dt.timedelta(days=14)  # of the meeting: Kommunallagen 5 kap. 69 §


def adjust_key(minutes: Minutes) -> str:
    """What tells these minutes from all others, also from what they were before a correction."""
    return f"{minutes.meeting.uid}-{minutes.revision}"


def unadjusted() -> QuerySet[Minutes]:
    """The minutes that hold, of meetings that are over and wait to be adjusted."""
    held = Minutes.objects.filter(meeting__state=Meeting.State.HELD).select_related("meeting__body")
    return held.annotate(last=Max("meeting__minutes__revision")).filter(revision=F("last"))


def to_adjust(person: Person) -> Iterator[Item]:
    """One query."""
    chosen = Attendance.objects.filter(meeting=OuterRef("meeting"), person=person, adjusts=True)
    done = Adjustment.objects.filter(minutes=OuterRef("pk"), person=person)
    for minutes in unadjusted().filter(Exists(chosen), ~Exists(done)).order_by("made_at"):
        meeting = minutes.meeting
        yield Item(
            Kind.ADJUST, adjust_key(minutes), "minutes", (meeting.uid,),
            due=meeting.date + ADJUSTED_WITHIN, since=minutes.made_at, words={"meeting": str(meeting)},
        )  # fmt: skip


def unread(person: Person, holders: Iterable[Holder]) -> list[Recipient]:
    """The extracts that were sent to one of `holders` and that `person` has not said they have read. One query."""
    mine = set(holders)
    rows = Recipient.objects.filter(
        holder_id__in=[uid for _kind, uid in mine], item__meeting__state=Meeting.State.ADJUSTED
    ).exclude(sent_at=None)
    rows = rows.exclude(receipts__person=person).select_related("item__meeting__body", "item__paragraph")
    found = {r.item_id: r for r in rows.order_by("sent_at", "pk") if (r.holder_kind, r.holder_id) in mine}
    return list(found.values())


def to_read(person: Person, holders: Iterable[Holder]) -> Iterator[Item]:
    """Body and paragraph, and nothing of what it is about: that may be restricted."""
    for row in unread(person, holders):
        item = row.item
        yield Item(
            Kind.EXTRACT, item.uid, "extract", (item.meeting.uid, str(item.paragraph.number)),
            since=row.sent_at, words={"where": f"{item.meeting.body} {item.paragraph}"},
        )  # fmt: skip


def unplanned(bodies: Iterable[int]) -> QuerySet[SupportNeed]:
    """The open support needs asked of `bodies` that no meeting is planned to answer in time."""
    planned = Meeting.objects.filter(body=OuterRef("body"), state__in=LIVE, date__lte=OuterRef("due"))
    return SupportNeed.objects.filter(support.OPEN, ~Exists(planned), body__in=list(bodies))


def late(bodies: Iterable[int], today: dt.date) -> Iterator[Item]:
    """The meetings of `bodies` whose day has passed, and which were neither held nor ended. One query."""
    for meeting in Meeting.objects.filter(
        body__in=list(bodies), state__in=LIVE, date__lt=today
    ).select_related("body"):
        words = {"meeting": str(meeting), "open": meeting.state == Meeting.State.OPEN}
        yield Item(Kind.LATE_MEETING, meeting.uid, "meeting", (meeting.uid,), due=meeting.date, words=words)
