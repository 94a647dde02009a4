"""What waits for whom. Pages, mail and summaries all read it here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Q
from django.utils.timezone import localdate

from uppdragil.decisions import conditions
from uppdragil.decisions.models import Condition, ConditionNote, Decision, Round
from uppdragil.decisions.selectors import day_of, last_refusal
from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES, WORK_PHASES, Phase
from uppdragil.directives.selectors import open_errors
from uppdragil.editions.spec import Outcome
from uppdragil.gates.values import Unmet
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person
from uppdragil.organisation.roles import Holder
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed
from uppdragil.portfolio.overview import Standing, standings
from uppdragil.portfolio.reporting import selectors as reporting

from . import asks, benefits, consulting, meetings, office, reports, seats, unitneeds
from .items import Item, Kind, of_line, wake
from .models import Ask
from .reminders import workdays_before

WAKES_SOON = 7  # workdays before a wake-up day that its owner sees it


@dataclass(frozen=True)
class Waiting:
    """What one person has before them, in the order of `Kind` and then longest waiting first.

    `mine` is every live mandate they have a part in.
    """

    items: Sequence[Item]
    mine: Sequence[Standing]

    def of(self, *kinds: Kind) -> list[Item]:
        return [item for item in self.items if item.kind in kinds]


def waiting_for(person: Person, now: dt.datetime) -> Waiting:
    """As many queries for fifty mandates as for one; each mandate that others ask about costs some more."""
    look = _Look.of(person, now)
    items = [
        *look.to_decide(),
        *meetings.to_adjust(person),
        *look.asked(),
        *consulting.to_comment(person),
        *consulting.to_settle(look.parts, look.lines),
        *look.to_write(),
        *look.conditions(),
        *look.support(),
        *reports.to_give(look.parts, look.lines, look.today),
        *reports.to_acknowledge(look.parts, look.lines),
        *unitneeds.answered(person),
        *benefits.to_measure(look.parts, look.lines, look.today),
        *meetings.to_read(person, look.parts.reached_as(person)),
        *meetings.late(look.parts.records, look.today),
        *look.to_close(),
        *look.to_wake(),
        *look.to_check(),
        *(office.items(now) if roles.has_duty(person, Duty.Kind.OFFICE) else ()),
        *(office.chain(now) if roles.has_duty(person, Duty.Kind.AUDITOR) else ()),
    ]
    order = list(Kind)
    items.sort(key=lambda item: order.index(item.kind))  # stable: each kind keeps its own order
    return Waiting(items, [line for pk, line in look.lines.items() if pk in look.mine])


@dataclass
class _Look:
    """Everything that one person's list is made of, read at once.

    `lines` are those that they may see at all, `working` those whose working text they see.
    """

    person: Person
    now: dt.datetime
    parts: seats.Parts
    rounds: list[tuple[Round, str]]
    questions: list[tuple[Ask, Unmet]]
    open_conditions: list[Condition]
    open_needs: list[SupportNeed]
    checked: frozenset[int]
    mine: frozenset[int]
    working: frozenset[int]
    lines: Mapping[int, Standing]

    @classmethod
    def of(cls, person: Person, now: dt.datetime) -> _Look:
        today = localdate(now)
        parts = seats.Parts.of(person, today)
        rounds = seats.waiting(person, parts)
        questions = asks.standing(asks.open_asks().filter(asked=person), now)
        held, needs = _open_conditions(parts, today), _open_needs(parts, today)
        mine = _mine(person, parts)
        checked = frozenset(_checked(person))
        wanted = {
            *mine,
            *checked,
            *(r.directive_id for r, _place in rounds),
            *(a.directive_id for a, _reason in questions),
            *(c.decision.directive_id for c in held),
            *(n.directive_id for n in needs),
        }
        rows = reporting.marked(policies.readable_marked(person, today).filter(pk__in=wanted), today)
        seen = list(rows.select_related("edition", "body").order_by("phase_since", "pk"))
        working = frozenset(d.pk for d in seen if d.works)  # type: ignore[attr-defined]
        lines = {line.directive.pk: line for line in standings(seen, today, working)}
        return cls(person, now, parts, rounds, questions, held, needs, checked, mine, working, lines)

    @property
    def today(self) -> dt.date:
        return localdate(self.now)

    def _lines(self, pks: Iterable[int]) -> Iterator[Standing]:
        """In the order in which they have waited."""
        wanted = set(pks)
        return (line for pk, line in self.lines.items() if pk in wanted)

    def to_decide(self) -> Iterator[Item]:
        for round_, place in self.rounds:
            line = self.lines.get(round_.directive_id)
            if line is None:
                continue
            due = day_of(round_, line.next_gate_date if line.next_gate == round_.gate else None)
            gate = line.directive.edition.spec.gate(round_.gate)
            words = {"instead_of": place, "postponed": round_.due is not None}
            yield of_line(
                Kind.DECIDE, round_.uid, line, "gate",
                gate=gate.code, gate_name=gate.name, due=due, since=round_.opened_at, words=words,
            )  # fmt: skip

    def asked(self) -> Iterator[Item]:
        for ask, reason in self.questions:
            if ask.directive_id not in self.lines:
                continue
            words = {"reason": reason, "by": ask.by.name, "text": ask.text, "uid": ask.uid}
            yield of_line(
                Kind.ASK, ask.uid, self.lines[ask.directive_id], "directive", since=ask.at, words=words
            )

    def to_write(self) -> list[Item]:
        lines = [self.lines[pk] for pk in self.written]
        refused = last_refusal([line.directive for line in lines])
        return [
            _write(line, self.errors[line.directive.pk], refused.get(line.directive.pk)) for line in lines
        ]

    @cached_property
    def written(self) -> list[int]:
        """What the person leads, or drafts, and can write in now."""
        leads = set(self.parts.holds(Role.LEAD))
        return [
            line.directive.pk
            for line in self._lines(self.mine)
            if line.directive.phase in WORK_PHASES
            and not line.directive.paused
            and (line.directive.pk in leads or self._drafts(line.directive))
        ]

    @cached_property
    def errors(self) -> dict[int, int]:
        """In what the person writes and checks."""
        looked_at = self._lines({*self.written, *self.checked})
        return open_errors([line.directive for line in looked_at], self.today)

    def conditions(self) -> Iterator[Item]:
        for condition in self.open_conditions:
            line = self.lines.get(condition.decision.directive_id)
            if line is None:
                continue
            works, uid = line.directive.pk in self.working, line.directive.uid
            page, args = ("condition", (uid, condition.uid)) if works else ("directive", (uid,))
            yield of_line(
                Kind.CONDITION, condition.uid, line, page, args=args,
                due=condition.due, since=condition.decision.decided_at,
                words={"text": condition.text, "nobody": "" if self._answers(condition) else condition.responsible},
            )  # fmt: skip

    def support(self) -> Iterator[Item]:
        for need in self.open_needs:
            line = self.lines.get(need.directive_id)
            if line is None:
                continue
            works, uid = line.directive.pk in self.working, line.directive.uid
            place = self.parts.instead.get((need.holder_kind, need.holder_id), "")
            if place and not works:  # whoever stands in answers where they see what it is about
                continue
            page, args = ("support-need", (uid, need.uid)) if works else ("directive", (uid,))
            asked = need.body_id is not None or place or self._answers(need)
            yield of_line(
                Kind.SUPPORT, need.uid, line, page, args=args, due=need.due, since=need.raised_at,
                words={"text": need.text, "nobody": "" if asked else need.responsible, "instead_of": place},
            )  # fmt: skip

    def _answers(self, asked: Condition | SupportNeed) -> bool:
        """Whether the person is responsible themselves; else it waits for them as the lead."""
        return (asked.holder_kind, asked.holder_id) in self.parts.own

    def to_close(self) -> Iterator[Item]:
        for line in self._lines(self.parts.holds(Role.OWNER)):
            directive, due = line.directive, line.card.measured_until
            if directive.phase == Phase.REALISATION and not directive.paused:
                yield of_line(Kind.CLOSE, directive.uid, line, "close", due=due, since=directive.phase_since)

    def to_wake(self) -> Iterator[Item]:
        for line in self._lines(self.parts.holds(Role.OWNER)):
            wakes = line.directive.wake_on
            if wakes and line.directive.paused and workdays_before(wakes, WAKES_SOON) <= self.today:
                yield wake(Kind.WAKE, line.directive)

    def to_check(self) -> Iterator[Item]:
        for line in self._lines(self.checked):
            yield of_line(
                Kind.CHECK, line.directive.uid, line, "directive",
                since=line.directive.phase_since, words={"errors": self.errors[line.directive.pk]},
            )  # fmt: skip

    def _drafts(self, directive: Directive) -> bool:
        return directive.phase == Phase.DRAFT and directive.created_by_id == self.person.pk


WRITING = (Phase.DRAFT, Phase.PREPARATION)  # the directive is the work; afterwards the mandate is


def _write(line: Standing, errors: int, refused: Decision | None) -> Item:
    directive = line.directive
    words: dict[str, object] = {"errors": errors}
    if refused is None:
        kind = Kind.WRITE if directive.phase in WRITING else Kind.RUN
        return of_line(
            kind, directive.uid, line, "directive",
            due=line.next_gate_date, since=directive.phase_since, words=words,
        )  # fmt: skip
    gate = directive.edition.spec.gate(refused.gate)
    words |= {
        "why": refused.motivation,
        "outcome": gate.outcomes[Outcome(refused.outcome)],
        "gate": gate.code,
    }
    return of_line(
        Kind.SENT_BACK, refused.round.uid, line, "directive",
        due=line.next_gate_date, since=refused.decided_at, words=words,
    )  # fmt: skip


def _mine(person: Person, parts: seats.Parts) -> frozenset[int]:
    """The live directives that the person leads, drafts, has before their body, owns, receives or decides for
    another.
    """
    own = Q(pk__in=[*parts.holds(Role.LEAD), *parts.acts(Role.OWNER, Role.RECEIVER)])
    drafts = Q(created_by=person, phase=Phase.DRAFT)
    recorded = Q(rounds__ended_at=None, rounds__body__in=list(parts.bodies))
    live = Directive.objects.exclude(phase__in=ENDED_PHASES)
    return frozenset(live.filter(own | drafts | recorded).values_list("pk", flat=True))


def _checked(person: Person) -> Iterable[int]:
    if not roles.has_duty(person, Duty.Kind.CONTROLLER):
        return ()
    drafts = policies.controlled(person).filter(phase=Phase.DRAFT, paused_at=None)
    return drafts.values_list("pk", flat=True)


def _open_conditions(parts: seats.Parts, today: dt.date) -> list[Condition]:
    """Those of live mandates for which the person is responsible, or which nobody but the lead, who they are, can
    see to: there is no person behind whom they name. The first due first; three queries.
    """
    wanted = roles.named(parts.own) | Q(decision__directive__in=parts.holds(Role.LEAD))
    rows = conditions.with_state().filter(wanted).exclude(decision__directive__phase__in=ENDED_PHASES)
    open_ = Q(state=None) | Q(state=ConditionNote.State.REOPENED)
    return _left_to(parts.own, list(rows.filter(open_).select_related("decision")), today)


def _open_needs(parts: seats.Parts, today: dt.date) -> list[SupportNeed]:
    """The support needs of live mandates that are asked of the person, as `_open_conditions`, of somebody in whose
    place they are, or of a body for which they record and which no meeting takes up. The first due first; four queries.
    """
    names = parts.own | set(parts.instead)
    wanted = roles.named(names) | Q(body=None, directive__in=parts.holds(Role.LEAD))
    live = SupportNeed.objects.exclude(directive__phase__in=ENDED_PHASES)
    found = _left_to(names, list(live.filter(support.OPEN, wanted)), today)
    if parts.records:
        found += live.filter(pk__in=meetings.unplanned(parts.records).values("pk"))
    return sorted(found, key=lambda need: (need.due, need.pk))


Asked = TypeVar("Asked", Condition, SupportNeed)


def _left_to(names: Collection[Holder], rows: list[Asked], today: dt.date) -> list[Asked]:
    """Those that name one of `names`, or nobody: there is no person behind whom they name."""
    found = [((row.holder_kind, row.holder_id), row) for row in rows]
    behind = roles.people([holder for holder, _row in found if holder not in names], today)
    return [row for holder, row in found if holder in names or not behind.get(holder)]
