"""What the rules speak of: seats, proposals, facts and reasons. Pure values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from uppdragil.editions.spec import GateSpec, Outcome

FRESH = dt.timedelta(minutes=5)  # how old an authentication may be when it confirms a decision
MAX_WRITTEN = 50_000  # characters in one act: what it writes must fit into the audit chain
MAX_CONDITIONS = 50


class Action(StrEnum):
    """What the rules are asked about."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CLOSE = "close"
    MEET = "meet"
    REOPEN = "reopen"
    WAIVE = "waive"
    CHANGE = "change"
    SUBMIT_CHANGE = "submit_change"
    RECUSE = "recuse"


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


class NameOf(str):
    """The name of somebody that still says who it is."""

    uid: str

    def __new__(cls, who: Who) -> NameOf:
        name = super().__new__(cls, who.name)
        name.uid = who.uid
        return name


def names(people: Iterable[Who]) -> tuple[str, ...]:
    """Their names, for `Unmet.who`."""
    return tuple(NameOf(p) for p in people)


@dataclass(frozen=True)
class Substitute:
    """Who stands in for somebody, or for whoever holds a position, today, and on what basis."""

    who: Who
    instead_of: str
    basis: str


@dataclass(frozen=True)
class Seat:
    """One of the places that must confirm: a role, its title or body, and who may act in it today.

    Any of `holders` or `substitutes` is enough for the seat; every seat must be confirmed. One person may
    have several. `row` is the row of chapter 8 that gives it: two owners may have the same title.
    """

    role: str
    through: str
    holders: tuple[Who, ...]
    row: str = ""
    substitutes: tuple[Substitute, ...] = ()

    @property
    def acting(self) -> tuple[Who, ...]:
        """Everybody who may act in it, the holders first, each once."""
        return tuple({w.uid: w for w in (*self.holders, *(s.who for s in self.substitutes))}.values())

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the other seats, whoever holds it."""
        return self.role, self.through, self.row


@dataclass(frozen=True)
class Answer:
    """`value` is None while only a motivation or a link has been noted."""

    value: Value | None
    motivation: str = ""
    evidence: str = ""

    def tidy(self) -> Answer:
        """A yes carries no motivation: one that was written for another answer does not follow along."""
        return replace(self, motivation="") if self.value is Value.YES else self


@dataclass(frozen=True)
class Condition:
    """`holder_kind` and `holder_id` say who it waits for, where `responsible` names somebody of the register."""

    text: str
    responsible: str
    due: dt.date | None
    holder_kind: str = ""
    holder_id: str = ""


@dataclass(frozen=True)
class OpenCondition:
    """A condition of an earlier decision that is not met yet. `uid` tells it from the others."""

    uid: str
    text: str
    responsible: str
    due: dt.date


@dataclass(frozen=True)
class Replaced:
    """The mandate that this one supersedes, by its name where the actor may know it.

    `missing`: there is none that can be superseded, or none that who submits may see.
    """

    name: str = ""
    missing: bool = False
    itself: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Dissent:
    """Reservation: who of the body was against, and why."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class Meeting:
    """Where a body decided. `official` names who decided in a management group, with title.

    `present` took part in the decision; `recused` were out of it for jäv; both are names as the minutes have them.
    """

    date: dt.date | None = None
    paragraph: str = ""
    official: str = ""
    present: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    dissent: tuple[Dissent, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What a decider puts forward, or confirms: one value, with one hash."""

    outcome: Outcome
    answers: Mapping[str, Answer] = field(default_factory=dict)
    motivation: str = ""
    conditions: tuple[Condition, ...] = ()
    postponed_to: dt.date | None = None
    meeting: Meeting | None = None

    @property
    def length(self) -> int:
        """Characters of everything that was written."""
        meeting = self.meeting or Meeting()
        texts = [self.motivation, meeting.paragraph, meeting.official, *meeting.present, *meeting.recused]
        texts += [text for d in meeting.dissent for text in (d.name, d.text)]
        texts += [text for a in self.answers.values() for text in (a.motivation, a.evidence)]
        texts += [text for c in self.conditions for text in (c.text, c.responsible)]
        return sum(map(len, texts))


@dataclass(frozen=True)
class Facts:
    """Everything that the rules look at, as it stands inside the lock.

    `actor` acts; `leads` and `owners` hold those roles today; `seats` are those of the gate that is open
    or, in a work stage, comes next. `submitted_on` is the day on which the open round's version was submitted,
    `submitter` is who submitted it, and led it then.
    `confirmed` are the uids of those who have signed off in it, `confirmed_seats` the keys of the seats
    that they acted in, `recused` those who declared jäv; `standing` is what the first of them put forward.
    `conditions` are those of earlier decisions that are still open. An act on one of them: `condition_open`
    says whether it is, `responsibles` are the people whom it waits for, `evidence` is what shows it.
    `seen` is whether the actor saw the round and version that are open. `last_words` counts the characters of
    the owner's last words.
    `closes` is whether a yes ends the mandate: nothing is left to do after the last gate.
    `locked` is whether something is decided that only a change decision changes; `change_begun` whether such a
    change is being prepared, and `changed` the chapters that it changes. `replaces` is the mandate that ends
    when this one passes its first gate.
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
    seats: tuple[Seat, ...] = ()
    missing_chapters: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    body_named: bool = True
    body_names_official: bool = False
    round_open: bool = False
    submitted_on: dt.date | None = None
    seen: bool = True
    submitter: Who | None = None
    confirmed: frozenset[str] = frozenset()
    confirmed_seats: frozenset[tuple[str, str, str]] = frozenset()
    recused: frozenset[str] = frozenset()
    conditions: tuple[OpenCondition, ...] = ()
    condition_open: bool = False
    responsibles: tuple[Who, ...] = ()
    evidence: str = ""
    standing: Proposal | None = None
    proposal: Proposal | None = None
    authenticated_at: dt.datetime | None = None
    reason: str = ""
    wake_on: dt.date | None = None
    goals_without_last_word: int = 0
    last_words: int = 0
    closes: bool = False
    locked: bool = False
    change_begun: bool = False
    changed: tuple[str, ...] = ()
    owner_stated: bool = True
    replaces: Replaced | None = None

    @property
    def deciders(self) -> tuple[Who, ...]:
        """Those who may act in any seat, each once; not those who declared jäv in this round."""
        acting = {w.uid: w for seat in self.seats for w in seat.acting}
        return tuple(w for uid, w in acting.items() if uid not in self.recused)

    @property
    def needed_seats(self) -> tuple[Seat, ...]:
        """Those that a yes needs: a seat that is out does not count while another of its role remains."""
        left = {seat.role for seat in self.seats if not self.is_out(seat)}
        return tuple(seat for seat in self.seats if seat.role not in left or not self.is_out(seat))

    def is_out(self, seat: Seat) -> bool:
        """Whether jäv has left nobody who may act in `seat`."""
        able = [w for w in seat.acting if w not in self.barred]
        return bool(able) and all(w.uid in self.recused for w in able)

    @property
    def open_seats(self) -> tuple[Seat, ...]:
        """Those needed that nobody has confirmed yet. A seat stays confirmed when its holder changes."""
        return tuple(seat for seat in self.needed_seats if seat.key not in self.confirmed_seats)

    @property
    def barred(self) -> tuple[Who, ...]:
        """Those who never decide here: who leads today, and who led at the submission."""
        return (*self.leads, self.submitter) if self.submitter else self.leads

    @property
    def may_pass(self) -> bool:
        """Whether what is proposed, if anything yet, would let the directive pass."""
        return self.proposal is None or self.proposal.outcome.passes


@dataclass(frozen=True)
class Unmet:
    """One reason why not. The sentence is made where it is shown, from `code` and `params`.

    `who`: the names of those who can fix it. `where`: a chapter key, "item:<code>", or a field.
    """

    code: str
    who: tuple[str, ...] = ()
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def who_uids(self) -> tuple[str, ...]:
        """The people among `who` who can be asked, each once."""
        return tuple(dict.fromkeys(name.uid for name in self.who if isinstance(name, NameOf)))
