"""Reading meetings: what is due for a body, and an agenda as it stands."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localdate

from uppdragil.decisions.conditions import with_state
from uppdragil.decisions.models import Condition, ConditionNote, Decision, Round
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.editions.spec import Deciders
from uppdragil.organisation.models import DecisionBody
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

from .filling import Due, Slot, placed
from .models import LIVE, AgendaItem, Meeting, ends

# Planned, until somebody says otherwise.
MINUTES = {"gate": 15, "change": 10, "condition": 5, "support": 10, "free": 10}
Kind, State = AgendaItem.Kind, AgendaItem.State
ON_AGENDA = (State.PLANNED, State.TAKEN)


@dataclass(frozen=True)
class Line:
    """A line of an agenda: a stored item, or one that comes up by itself (then it has no primary key yet)."""

    item: AgendaItem
    begins: dt.time
    ends: dt.time

    @property
    def key(self) -> str:
        return key(self.item)


def key(item: AgendaItem) -> str:
    """What names an item, stored or not: the round, condition or support need that it is about, else its own uid.

    One that comes over from an earlier meeting goes by that one's uid until it is stored.
    """
    return item.moved_from.uid if item.pk is None and item.moved_from else _subject(item)


def _subject(item: AgendaItem) -> str:
    about = item.round or item.condition or item.support_need
    return about.uid if about else item.uid


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The agenda in its order, with what each item is about: one query."""
    return meeting.items.select_related(
        "paragraph",
        "directive__edition",
        "condition__decision",
        "support_need",
        "round__version",
        "round__change",
        "round__decision",
        "round__directive__edition",
    )


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items of the agenda in order; of a live meeting also what has become due for it, at the end.

    As many queries for fifty items as for one. What was withdrawn, decided or met elsewhere is not on it.
    """
    stored = [item for item in items_of(meeting) if item.state in ON_AGENDA]
    if not meeting.live:
        return [item for item in stored if item.state == State.TAKEN]
    waiting = _Waiting.of(meeting.body)
    on = [item for item in stored if item.state == State.TAKEN or waiting.has(item)]
    return on + waiting.coming_to(meeting, [item for item in stored if item not in on])


def lines(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Line]:
    """The items with the clock at which each begins and ends as planned."""
    found, passed = [], 0
    for item in items:
        begins, passed = ends(meeting.starts, passed), passed + item.minutes
        found.append(Line(item, begins, ends(meeting.starts, passed)))
    return found


def moved_on(meeting: Meeting) -> list[AgendaItem]:
    """The items that were moved from this meeting to a later one."""
    return [item for item in items_of(meeting) if item.state == State.MOVED]


def taken_up(round_: Round) -> AgendaItem | None:
    """The item under which a meeting that goes on has taken up `round_`; None when none has."""
    if round_.body_id is None:
        return None
    found = AgendaItem.objects.filter(
        round=round_, state=State.TAKEN, meeting__state=Meeting.State.OPEN
    ).select_related("meeting__body", "paragraph")
    return found.first()


def decision_of(item: AgendaItem) -> Decision | None:
    """What was decided of an item that is taken up, under its own paragraph; None where nothing was.

    A round that was left undecided here may be decided at a later meeting: that is not this item's decision.
    """
    found: Decision | None = getattr(item.round, "decision", None)
    if found is None or item.state != State.TAKEN:
        return None
    return found if (found.met_on, found.paragraph) == (item.meeting.date, str(item.paragraph)) else None


def finished(item: AgendaItem) -> bool:
    """Whether nothing more is to be noted of an item that was taken up.

    A round's item may end in words, too: what was withdrawn or paused since cannot be decided.
    """
    return decision_of(item) is not None or bool(item.outcome.strip())


def _slots(body: DecisionBody) -> QuerySet[Meeting]:
    return Meeting.objects.filter(body=body, state__in=LIVE).order_by("date", "starts", "pk")


@dataclass
class _Waiting:
    """What a body has before it: open rounds, conditions and support needs, free items that were moved on."""

    body: DecisionBody
    rounds: dict[str, Round]
    conditions: dict[str, Condition]
    needs: dict[str, SupportNeed]
    free: dict[str, AgendaItem]

    @classmethod
    def of(cls, body: DecisionBody) -> _Waiting:
        rounds = Round.objects.filter(body=body, deciders=Deciders.BODY, ended_at=None)
        rounds = rounds.select_related("directive__edition", "version", "change").order_by("opened_at", "pk")
        conditions = with_state().filter(decision__round__body=body)
        conditions = conditions.exclude(decision__directive__phase__in=ENDED_PHASES)
        still = [
            c
            for c in conditions.select_related("decision__directive__edition")
            if c.state in (None, ConditionNote.State.REOPENED)  # type: ignore[attr-defined]
        ]
        free = AgendaItem.objects.filter(
            meeting__body=body, kind=Kind.FREE, state=State.MOVED, moved_to=None
        ).order_by("pk")
        needs = SupportNeed.objects.filter(support.OPEN, body=body)
        needs = needs.exclude(directive__phase__in=ENDED_PHASES).select_related("directive__edition")
        return cls(
            body,
            {r.uid: r for r in rounds},
            {c.uid: c for c in still},
            {n.uid: n for n in needs},
            {i.uid: i for i in free},
        )

    def has(self, item: AgendaItem) -> bool:
        """Whether a stored item is still to be taken up."""
        if item.round:
            return item.round.uid in self.rounds
        if item.condition:
            return item.condition.uid in self.conditions
        return item.support_need.uid in self.needs if item.support_need else True

    def coming_to(self, meeting: Meeting, gone: Sequence[AgendaItem]) -> list[AgendaItem]:
        """What is due and comes up at `meeting`, as unsaved items."""
        slots = [Slot(m.pk, m.date) for m in _slots(self.body)]
        on, moved = self._elsewhere()
        keys = placed([d for d in self._due() if d.key not in on], slots, moved).get(meeting.pk, [])
        return [self._item(meeting, one) for one in keys]

    def _due(self) -> list[Due]:
        return [
            *(Due(uid, _from(r)) for uid, r in self.rounds.items()),
            *(Due(uid, c.due) for uid, c in self.conditions.items()),
            *(Due(uid) for uid in self.needs),  # wanted by their day, so at the next meeting
            *(Due(uid) for uid in self.free),
        ]

    def _elsewhere(self) -> tuple[set[str], dict[str, frozenset[int]]]:
        """What is on a live agenda already, and from which meetings each thing was moved on."""
        on, moved = set(), defaultdict(set)
        rows = AgendaItem.objects.filter(meeting__body=self.body, meeting__state__in=LIVE)
        for item in rows.select_related("round", "condition", "support_need"):
            if item.state in ON_AGENDA:
                on.add(_subject(item))
            else:
                moved[_subject(item)].add(item.meeting_id)
        return on, {uid: frozenset(pks) for uid, pks in moved.items()}

    def _item(self, meeting: Meeting, uid: str) -> AgendaItem:
        if round_ := self.rounds.get(uid):
            kind = Kind.CHANGE if round_.change_id else Kind.GATE
            return _new(meeting, kind, directive=round_.directive, round=round_)
        if condition := self.conditions.get(uid):
            return _new(meeting, Kind.CONDITION, directive=condition.decision.directive, condition=condition)
        if need := self.needs.get(uid):
            return _new(meeting, Kind.SUPPORT, directive=need.directive, support_need=need)
        old = self.free[uid]
        return AgendaItem(
            meeting=meeting,
            kind=Kind.FREE,
            minutes=old.minutes,
            heading=old.heading,
            text=old.text,
            moved_from=old,
        )


def _from(round_: Round) -> dt.date:
    """From which day on a body can decide: not before the submission, nor before what it postponed to."""
    submitted = localdate(round_.version.made_at)
    return max(submitted, round_.due or submitted)


def _new(meeting: Meeting, kind: AgendaItem.Kind, **about: object) -> AgendaItem:
    return AgendaItem(meeting=meeting, kind=kind, minutes=MINUTES[kind], **about)
