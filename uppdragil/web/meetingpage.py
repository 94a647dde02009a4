"""A meeting as one person sees it: what they may do there, and which headings they may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.decisions.models import Round
from uppdragil.directives import policies as directives
from uppdragil.directives.services import content_of
from uppdragil.meetings import policies, protocol, selectors
from uppdragil.meetings.models import AgendaItem, Meeting
from uppdragil.meetings.protocol import Protocol, Section
from uppdragil.meetings.selectors import Line
from uppdragil.organisation.models import Person

from .access import person_of

State = Meeting.State
ENDED = {
    Round.Ending.DECIDED: gettext_lazy("It has been decided outside this meeting."),
    Round.Ending.WITHDRAWN: gettext_lazy("The submission is withdrawn."),
    Round.Ending.STOPPED: gettext_lazy("The mandate is stopped."),
    Round.Ending.SUPERSEDED: gettext_lazy("The mandate is superseded by another."),
}


@dataclass(frozen=True)
class AtMeeting:
    """`meeting` as `person` sees it at `now`."""

    meeting: Meeting
    person: Person
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    @cached_property
    def may_plan(self) -> bool:
        return policies.may_plan(self.person, self.meeting, self.today)

    @cached_property
    def may_run(self) -> bool:
        return policies.may_run(self.person, self.meeting, self.today)

    @cached_property
    def belongs(self) -> bool:
        return policies.belongs(self.person, self.meeting, self.today)

    @cached_property
    def may_read_minutes(self) -> bool:
        return policies.may_read_minutes(self.person, self.meeting, self.today)

    @cached_property
    def may_read_file(self) -> bool:
        return policies.may_read_file(self.person, self.meeting, self.today)

    @property
    def may_open(self) -> bool:
        return self.may_run and self.meeting.state == State.PLANNED and self.meeting.date <= self.today

    @property
    def goes_on(self) -> bool:
        return self.meeting.state == State.OPEN

    @property
    def is_planned(self) -> bool:
        return self.meeting.state == State.PLANNED

    @property
    def is_held(self) -> bool:
        return self.meeting.state == State.HELD

    @property
    def is_adjusted(self) -> bool:
        return self.meeting.state == State.ADJUSTED


def at_meeting(request: HttpRequest, uid: str) -> AtMeeting:
    """The meeting `uid`. Raises Http404; everybody signed in may know that a body meets."""
    person, now = person_of(request), timezone.now()
    meeting = Meeting.objects.select_related("body", "chair", "secretary").filter(uid=uid).first()
    if meeting is None:
        raise Http404
    return AtMeeting(meeting, person, now)


@dataclass(frozen=True)
class Shown:
    """A line of the agenda. `heading` is None for who may not read what it is about; `uid` leads to the directive.

    `working`: whether the person sees the directive's working text, and so why it is paused.
    """

    line: Line
    heading: str | None
    uid: str = ""
    number: str = ""
    gate: str = ""
    gate_name: str = ""
    working: bool = True

    @property
    def item(self) -> AgendaItem:
        return self.line.item

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def is_taken(self) -> bool:
        return self.item.state == AgendaItem.State.TAKEN

    @property
    def is_finished(self) -> bool:
        return self.is_taken and selectors.finished(self.item)

    @property
    def is_decided(self) -> bool:
        return selectors.decision_of(self.item) is not None

    @property
    def undecidable(self) -> str:
        """Why the round of the item cannot be decided here, in a sentence; empty where it can, or there is none."""
        item = self.item
        if item.round is None or item.directive is None or self.is_decided:
            return ""
        if item.round.ended_at is None:
            return _("The mandate is paused.") if item.directive.paused else ""
        return str(ENDED[Round.Ending(item.round.ending)])

    @property
    def decided(self) -> str:
        """The outcome in the gate's words, or what was noted; empty while it is not finished."""
        item, decision = self.item, selectors.decision_of(self.item)
        if item.round and decision:
            return item.round.spec.outcomes[decision.outcome]  # type: ignore[index]
        return item.outcome


def agenda(at: AtMeeting) -> list[Shown]:
    """The agenda with clock times. The same number of queries for fifty items as for one."""
    lines = selectors.lines(at.meeting, selectors.agenda(at.meeting))
    return _shown(at, lines)


def moved_on(at: AtMeeting) -> list[Shown]:
    """The items that went on to a later meeting, as this person may see them."""
    return _shown(at, selectors.lines(at.meeting, selectors.moved_on(at.meeting)))


def _shown(at: AtMeeting, lines: Sequence[Line]) -> list[Shown]:
    about = [line.item.directive for line in lines if line.item.directive]
    if at.belongs:
        return [_whole(line) for line in lines]
    pks = [d.pk for d in about]
    working = set(directives.working(at.person, at.today).filter(pk__in=pks).values_list("pk", flat=True))
    decided = {
        d.pk: content_of(d.baseline).title
        for d in directives.readable(at.person, at.today).filter(pk__in=pks).select_related("baseline")
        if d.baseline
    }
    found = []
    for line in lines:
        pk = line.item.directive.pk if line.item.directive else None
        if pk in working:
            found.append(_whole(line))
        elif pk in decided:
            found.append(replace(_whole(line), heading=decided[pk], working=False))
        else:
            found.append(Shown(line, None))
    return found


def _whole(line: Line) -> Shown:
    item, spec = line.item, line.item.round.spec if line.item.round else None
    return Shown(
        line,
        protocol.heading(item),
        item.directive.uid if item.directive else "",
        item.directive.number if item.directive else "",
        spec.code if spec else "",
        spec.name if spec else "",
    )


def readable_sections(at: AtMeeting, found: Protocol) -> list[tuple[Section, bool]]:
    """Each paragraph, and whether the person may read it."""
    if at.belongs:
        return [(s, True) for s in found.sections]
    hidden = policies.hidden(at.person, found.directives, at.today)
    return [(s, s.directive not in hidden) for s in found.sections]
