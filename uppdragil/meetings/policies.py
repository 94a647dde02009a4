"""Who plans a meeting, who writes in it, and who reads what of it: asked here and nowhere else.

Everybody signed in may know when a body meets, and reads of its agenda what is about directives that they may read.
The body's own people and the portfolio office see everything. Minutes are everybody's once they are adjusted, but
for the paragraphs about restricted directives; the file, which holds all of them, is only for who may read them all.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from uppdragil.directives import policies as directives
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Duty, Membership, Person

from .models import AgendaItem, Attendance, Meeting, Recipient

WRITTEN = (Meeting.State.HELD, Meeting.State.ADJUSTED)  # whose minutes there are


def bodies_to_plan(person: Person, day: dt.date) -> list[DecisionBody]:
    """The bodies whose meetings `person` may plan."""
    bodies = DecisionBody.objects.filter(active=True)
    if not roles.has_duty(person, Duty.Kind.OFFICE):
        mine = Membership.objects.filter(roles.on(day), person=person, seat__in=roles.RECORDING)
        bodies = bodies.filter(pk__in=mine.values("body"))
    return list(bodies)


def may_plan(person: Person, meeting: Meeting, day: dt.date) -> bool:
    """Time, place and agenda: the chair, the secretary, the office."""
    return roles.has_duty(person, Duty.Kind.OFFICE) or may_run(person, meeting, day)


def may_run(person: Person, meeting: Meeting, day: dt.date) -> bool:
    """Write what happens at the meeting: its chair and its secretary on `day`."""
    mine = Membership.objects.filter(
        roles.on(day), person=person, body=meeting.body, seat__in=roles.RECORDING
    )
    return person.active and mine.exists()


def belongs(person: Person, meeting: Meeting, day: dt.date) -> bool:
    """Whether `person` sees all of the meeting: a seat in the body, called to it, or the office."""
    return (
        roles.has_duty(person, Duty.Kind.OFFICE)
        or Membership.objects.filter(roles.on(day), person=person, body=meeting.body).exists()
        or meeting.attendances.filter(person=person).exists()
    )


def may_read_minutes(person: Person, meeting: Meeting, day: dt.date) -> bool:
    """Adjusted minutes are read by everybody; unadjusted ones by those who belong to the meeting."""
    if meeting.state == Meeting.State.ADJUSTED:
        return True
    return meeting.state == Meeting.State.HELD and belongs(person, meeting, day)


def may_read_file(person: Person, meeting: Meeting, day: dt.date) -> bool:
    """The file holds every paragraph: for who may read what all of them are about."""
    if not may_read_minutes(person, meeting, day):
        return False
    return belongs(person, meeting, day) or not hidden(person, about(meeting), day)


def about(meeting: Meeting) -> set[str]:
    """The uids of the directives that were taken up."""
    taken = meeting.items.exclude(paragraph=None).exclude(directive=None)
    return set(taken.values_list("directive__uid", flat=True))


def hidden(person: Person, uids: set[str], day: dt.date) -> set[str]:
    """Those of the directives `uids` of which `person` sees nothing."""
    if not uids:
        return set()
    seen = directives.readable(person, day).filter(uid__in=uids).values_list("uid", flat=True)
    return uids - set(seen)


def recipient_rows(person: Person, item: AgendaItem, day: dt.date) -> list[Recipient]:
    """The lines of the item's distribution list that reach `person`."""
    mine = roles.holders_of(person, day)
    return [r for r in item.recipients.all() if (r.holder_kind, r.holder_id) in mine]


def may_read_extract(person: Person, item: AgendaItem, day: dt.date) -> bool:
    """Those it is sent to, and those who may read both the minutes and the directive."""
    if not may_read_minutes(person, item.meeting, day):
        return False
    if belongs(person, item.meeting, day) or recipient_rows(person, item, day):
        return True
    return item.directive is None or not hidden(person, {item.directive.uid}, day)


def paragraphs(person: Person, day: dt.date) -> QuerySet[AgendaItem]:
    """The items of every meeting whose paragraph `person` may read on `day`: those of `may_read_extract`."""
    held = AgendaItem.objects.exclude(paragraph=None).filter(meeting__state__in=WRITTEN)
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return held
    seats = Membership.objects.filter(roles.on(day), person=person).values("body")
    called = Attendance.objects.filter(person=person).values("meeting")
    mine = Q(meeting__body__in=seats) | Q(meeting__in=called)
    sent = Recipient.objects.filter(roles.named(roles.holders_of(person, day)), item=OuterRef("pk"))
    about = Q(directive=None) | Q(directive__in=directives.readable(person, day).values("pk"))
    return held.filter(mine | Q(meeting__state=Meeting.State.ADJUSTED) & (about | Exists(sent)))
