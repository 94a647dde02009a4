"""May this happen now, and if not, why not and who can fix it. Pure: facts in, reasons out.

`workflows.facts` gathers the facts inside the lock. The same list of reasons is the why-blocked
panel, the refusal and the test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from uppdragil.editions.spec import Deciders, GateSpec, Outcome

FRESH = dt.timedelta(minutes=5)  # how old an authentication may be when it confirms a decision


class Action(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CLOSE = "close"


class Value(StrEnum):
    """An answer to a checklist item, as recorded: JA, NEJ, EJ TILLÄMPLIGT."""

    YES = "yes"
    NO = "no"
    NA = "na"


@dataclass(frozen=True)
class Who:
    """A person as rules see one."""

    uid: str
    name: str
    title: str = ""


@dataclass(frozen=True)
class Seat:
    """One of the places that must confirm: a role, its title or body, and who may act in it today.

    Any of `holders` is enough for the seat; every seat must be confirmed. One person may have several.
    """

    role: str
    through: str
    holders: tuple[Who, ...]


@dataclass(frozen=True)
class Answer:
    """`value` is None while only a motivation or a link has been noted."""

    value: Value | None
    motivation: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Condition:
    text: str
    responsible: str
    due: dt.date | None


@dataclass(frozen=True)
class Meeting:
    """Where a body decided. `official` names who decided in a management group, with title."""

    date: dt.date | None = None
    paragraph: str = ""
    official: str = ""


@dataclass(frozen=True)
class Proposal:
    """What a decider puts forward, or confirms: one value, with one hash."""

    outcome: Outcome
    answers: Mapping[str, Answer] = field(default_factory=dict)
    motivation: str = ""
    conditions: tuple[Condition, ...] = ()
    postponed_to: dt.date | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Facts:
    """Everything that the rules look at, as it stands inside the lock.

    `actor` acts; `leads` and `owners` hold those roles today; `seats` are those of the gate that is open
    or, in a work stage, comes next.
    `confirmed` are the uids of those who have signed off in the open round, `standing` is what the
    first of them put forward. `seen` is whether the actor saw the round and version that are open.
    """

    actor: Who
    today: dt.date
    now: dt.datetime
    phase: str = ""
    work_stage: bool = False
    ended: bool = False
    paused: bool = False
    gate: GateSpec | None = None
    leads: tuple[Who, ...] = ()
    owners: tuple[Who, ...] = ()
    office: tuple[Who, ...] = ()
    actor_is_office: bool = False
    seats: tuple[Seat, ...] = ()
    missing_chapters: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    body_named: bool = True
    body_names_official: bool = False
    round_open: bool = False
    seen: bool = True
    confirmed: frozenset[str] = frozenset()
    standing: Proposal | None = None
    proposal: Proposal | None = None
    authenticated_at: dt.datetime | None = None
    reason: str = ""
    wake_on: dt.date | None = None
    goals_without_last_word: int = 0

    @property
    def deciders(self) -> tuple[Who, ...]:
        """Those who may act in any seat, each once."""
        return tuple({w.uid: w for seat in self.seats for w in seat.holders}.values())


@dataclass(frozen=True)
class Unmet:
    """One reason why not. The sentence is made where it is shown, from `code` and `params`.

    `who`: the names of those who can fix it. `where`: a chapter key, "item:<code>", or a field.
    """

    code: str
    who: tuple[str, ...] = ()
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[Facts], Iterator[Unmet]]


def unmet(action: Action, facts: Facts) -> tuple[Unmet, ...]:
    """Every reason why `facts.actor` may not do `action` now; empty when nothing stands in the way."""
    return tuple(reason for check in CHECKS[action] for reason in check(facts))


def _names(people: tuple[Who, ...]) -> tuple[str, ...]:
    return tuple(p.name for p in people)


def _is(facts: Facts, people: tuple[Who, ...]) -> bool:
    return facts.actor.uid in {p.uid for p in people}


# Where the directive stands


def _not_ended(f: Facts) -> Iterator[Unmet]:
    if f.ended:
        yield Unmet("ended")


def _not_paused(f: Facts) -> Iterator[Unmet]:
    if f.paused:
        yield Unmet("paused", (*_names(f.owners), *_names(f.office)))


def _is_paused(f: Facts) -> Iterator[Unmet]:
    if not f.paused:
        yield Unmet("not_paused")


def _in_work_stage(f: Facts) -> Iterator[Unmet]:
    if not f.work_stage:
        yield Unmet("not_in_work_stage")


def _at_gate(f: Facts) -> Iterator[Unmet]:
    if not f.round_open:
        yield Unmet("no_open_round")


def _same_round(f: Facts) -> Iterator[Unmet]:
    if f.round_open and not f.seen:
        yield Unmet("round_changed")


def _in_realisation(f: Facts) -> Iterator[Unmet]:
    if f.phase != "realisation":
        yield Unmet("not_in_realisation")


# Who acts


def _by_lead(f: Facts) -> Iterator[Unmet]:
    if not _is(f, f.leads):
        yield Unmet("not_lead", _names(f.leads))


def _by_owner_or_office(f: Facts) -> Iterator[Unmet]:
    if not (_is(f, f.owners) or f.actor_is_office):
        yield Unmet("not_owner_or_office", (*_names(f.owners), *_names(f.office)))


def _by_owner(f: Facts) -> Iterator[Unmet]:
    if not _is(f, f.owners):
        yield Unmet("not_owner", _names(f.owners))


def _by_decider(f: Facts) -> Iterator[Unmet]:
    if not _is(f, f.deciders):
        yield Unmet("not_decider", _names(f.deciders))


def _not_by_lead(f: Facts) -> Iterator[Unmet]:
    """Nobody decides on their own work (domain section 3)."""
    if _is(f, f.leads):
        yield Unmet("lead_decides", tuple(d.name for d in f.deciders if d not in f.leads))


def _seats_beside_lead(f: Facts) -> Iterator[Unmet]:
    for seat in f.seats:
        if seat.holders and set(seat.holders) <= set(f.leads):
            yield Unmet("lead_in_seat", (*_names(f.leads), *_names(f.office)), "roles", {"role": seat.role})


def _not_yet_confirmed(f: Facts) -> Iterator[Unmet]:
    if f.actor.uid in f.confirmed:
        yield Unmet("already_confirmed")


def _none_confirmed(f: Facts) -> Iterator[Unmet]:
    if f.confirmed:
        yield Unmet("confirming_has_begun", _names(f.deciders))


def _freshly_authenticated(f: Facts) -> Iterator[Unmet]:
    if f.authenticated_at is None or not dt.timedelta(0) <= f.now - f.authenticated_at <= FRESH:
        yield Unmet("authentication_not_fresh", (f.actor.name,), "password")


# What the directive says


def _chapters_filled(f: Facts) -> Iterator[Unmet]:
    for key in f.missing_chapters:
        yield Unmet("chapter_missing", _names(f.leads), key)


def _no_errors(f: Facts) -> Iterator[Unmet]:
    for chapter in f.errors:
        yield Unmet("open_error", _names(f.leads), chapter)


def _seats_held(f: Facts) -> Iterator[Unmet]:
    """A seat without a holder blocks: a title held by nobody, or a name that is linked to nobody."""
    fixers = (*_names(f.leads), *_names(f.office))
    for seat in f.seats:
        if not seat.holders:
            yield Unmet("role_unlinked", fixers, "roles", {"role": seat.role, "through": seat.through})


def _body_named(f: Facts) -> Iterator[Unmet]:
    if not f.body_named:
        yield Unmet("body_not_named", _names(f.leads), "body")


# What is proposed


def _one_proposal(f: Facts) -> Iterator[Unmet]:
    """Others confirm what the first put forward, or choose an outcome that does not pass."""
    if f.proposal and f.standing and f.proposal.outcome.passes and f.proposal != f.standing:
        yield Unmet("proposal_differs", (), "outcome")


def _answers_allow(f: Facts) -> Iterator[Unmet]:
    """A yes needs every answer; NEJ on a required item refuses it; NEJ and EJ TILLÄMPLIGT need a motivation."""
    if f.proposal is None or f.gate is None or not f.proposal.outcome.passes:
        return
    for item in f.gate.checklist:
        where, answer = f"item:{item.code}", f.proposal.answers.get(item.code)
        if answer is None or answer.value is None:
            yield Unmet("answer_missing", (f.actor.name,), where, {"question": item.text})
        elif answer.value is Value.NO and item.required:
            yield Unmet("required_no", _names(f.leads), where, {"question": item.text})
        elif answer.value is not Value.YES and not answer.motivation.strip():
            yield Unmet("motivation_missing", (f.actor.name,), where, {"question": item.text})


def _reason_given(f: Facts) -> Iterator[Unmet]:
    if f.proposal and not f.proposal.outcome.passes and not f.proposal.motivation.strip():
        yield Unmet("reason_missing", (f.actor.name,), "motivation")


def _postponed_ahead(f: Facts) -> Iterator[Unmet]:
    if f.proposal and f.proposal.outcome is Outcome.POSTPONE:
        day = f.proposal.postponed_to
        if day is None or day <= f.today:
            yield Unmet("postpone_date", (f.actor.name,), "postponed_to")


def _conditions_whole(f: Facts) -> Iterator[Unmet]:
    if f.proposal is None or f.proposal.outcome is not Outcome.CONDITIONAL:
        return
    if not f.proposal.conditions:
        yield Unmet("condition_missing", (f.actor.name,), "conditions")
    for condition in f.proposal.conditions:
        if not (condition.text.strip() and condition.responsible.strip() and condition.due):
            yield Unmet("condition_not_whole", (f.actor.name,), "conditions")
        elif condition.due < f.today:
            yield Unmet("condition_past", (f.actor.name,), "conditions", {"text": condition.text})


def _meeting_named(f: Facts) -> Iterator[Unmet]:
    """A body decides at a meeting; a management group's decision names the official (KL 7 kap. 5 §)."""
    if f.proposal is None or f.gate is None or f.gate.deciders is not Deciders.BODY:
        return
    meeting = f.proposal.meeting or Meeting()
    if meeting.date is None or not meeting.paragraph.strip():
        yield Unmet("meeting_missing", (f.actor.name,), "meeting")
    elif meeting.date > f.today:
        yield Unmet("meeting_ahead", (f.actor.name,), "meeting")
    if f.body_names_official and not meeting.official:
        yield Unmet("official_missing", (f.actor.name,), "official")


# Pausing, stopping, closing


def _reason_stated(f: Facts) -> Iterator[Unmet]:
    if not f.reason.strip():
        yield Unmet("reason_missing", (f.actor.name,), "reason")


def _wakes_ahead(f: Facts) -> Iterator[Unmet]:
    if f.wake_on is None or f.wake_on <= f.today:
        yield Unmet("wake_date", (f.actor.name,), "wake_on")


def _nothing_left(f: Facts) -> Iterator[Unmet]:
    if f.goals_without_last_word:
        yield Unmet(
            "last_word_missing", _names(f.owners), "impact_goals", {"count": f.goals_without_last_word}
        )


def ending(facts: Facts) -> Outcome | None:
    """How the open round ends once `facts.proposal` is confirmed by the actor; None while others remain.

    An outcome that does not pass ends the round at once, whoever chose it. A passing one waits until
    every seat is confirmed.
    """
    if facts.proposal is None:
        return None
    confirmed = facts.confirmed | {facts.actor.uid}
    all_seats = all(confirmed & {w.uid for w in seat.holders} for seat in facts.seats)
    return facts.proposal.outcome if all_seats or not facts.proposal.outcome.passes else None


CHECKS: Mapping[Action, tuple[Check, ...]] = {
    Action.SUBMIT: (
        _not_ended, _not_paused, _in_work_stage, _by_lead, _chapters_filled, _no_errors, _seats_held, _seats_beside_lead,
        _body_named,
    ),
    Action.WITHDRAW: (_not_paused, _at_gate, _same_round, _by_lead, _none_confirmed),
    Action.DECIDE: (
        _not_ended, _not_paused, _at_gate, _same_round, _by_decider, _not_by_lead, _not_yet_confirmed, _seats_held,
        _freshly_authenticated, _one_proposal, _answers_allow, _reason_given, _postponed_ahead, _conditions_whole,
        _meeting_named,
    ),
    Action.PAUSE: (_not_ended, _not_paused, _by_owner_or_office, _reason_stated, _wakes_ahead),
    Action.RESUME: (_is_paused, _by_owner_or_office),
    Action.STOP: (_not_ended, _by_decider, _not_by_lead, _freshly_authenticated, _reason_stated),
    Action.CLOSE: (_not_paused, _in_realisation, _by_owner, _nothing_left),
}  # fmt: skip
