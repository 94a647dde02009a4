"""Submissions and what became of them: versions, rounds, proposals, answers, confirmations, decisions, conditions."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from uppdragil.core.append_only import AppendOnly
from uppdragil.decisions import services as decisions
from uppdragil.decisions.models import Condition, ConditionNote, Round, SignOff
from uppdragil.decisions.models import Proposal as Frozen
from uppdragil.decisions.services import Authentication
from uppdragil.directives import cards, edges, receivers
from uppdragil.directives.models import Directive, DirectiveVersion
from uppdragil.directives.services import version_of
from uppdragil.editions.spec import Deciders, GateSpec, Outcome
from uppdragil.gates.values import Proposal, Seat
from uppdragil.organisation.models import DecisionBody, Person
from uppdragil.synthetic.book import Book, Mandate
from uppdragil.synthetic.plan import proposals
from workflows import chain, seating
from workflows.passes import Pass
from workflows.place import capacities

APART = dt.timedelta(minutes=40)  # between two who confirm
SETTLES = ("yes", "conditional", "close")  # what cannot happen while a condition that is due is open


def tell(mandate: Mandate, book: Book) -> None:
    """One submission after the other; the last version that passed is the baseline."""
    _Rounds(mandate, book).tell()


class _Rounds:
    def __init__(self, mandate: Mandate, book: Book) -> None:
        self.mandate, self.book = mandate, book
        self.story, self.directive, self.lead = mandate.story, mandate.directive, mandate.lead
        self.chance = self.story.chance.of("rounds")
        self.numbers: Counter[str] = Counter()
        self.version: DirectiveVersion | None = None
        self.due: dt.date | None = None  # to which the round before was postponed

    def tell(self) -> None:
        for stay in self.story.passes:
            spec = next((g for g in self.story.spec.gates if g.code.lower() == stay.node), None)
            if spec:
                self._round(stay, spec)

    def _round(self, stay: Pass, spec: GateSpec) -> None:
        if self.due is None:
            self.version = self._version(spec, stay.entered)
        assert self.version is not None
        self.numbers[spec.code] += 1
        round_ = decisions.round_of(
            directive=self.directive,
            gate=spec,
            number=self.numbers[spec.code],
            version=self.version,
            lead=self.lead,
            body=self._body(spec),
            due=self.due,
            now=stay.entered,
        )
        round_.uid = self.chance.uid()
        self.book.add(round_)
        if self.due is None:  # one that goes on after a postponement is no news
            self.book.tell(stay.entered, lambda: [chain.opened(round_)])
        self.due = None
        self._answered(round_, stay, spec)

    def _version(self, spec: GateSpec, at: dt.datetime) -> DirectiveVersion:
        number, text = self.version.number + 1 if self.version else 1, self.story.said_at(spec.code)
        version = version_of(self.directive, text, number=number, gate=spec.code, by=self.lead, now=at)
        card = cards.card_of(text, self.directive, version)
        beside = (*edges.edges_of(card, text), *receivers.receivers_of(card, text))
        self.book.add(version, card, *beside)
        return version

    def _body(self, spec: GateSpec) -> DecisionBody | None:
        if spec.deciders is not Deciders.BODY:
            return None
        body = self.mandate.register.bodies[self.story.cast.body.uid]
        self.mandate.arrived["body"] = body
        return body

    def _answered(self, round_: Round, stay: Pass, spec: GateSpec) -> None:
        if stay.outcome == "withdraw":
            assert stay.left is not None
            round_.ended_at, round_.ending = stay.left, Round.Ending.WITHDRAWN
            self.book.tell(stay.left, lambda: [chain.withdrawn(round_, self.lead)])
        elif stay.left:
            self._decided(round_, spec, Outcome(stay.outcome), stay.left)
        else:
            self._begun(round_, spec)

    def _decided(self, round_: Round, spec: GateSpec, outcome: Outcome, at: dt.datetime) -> None:
        proposal = proposals.propose(self.story, spec, outcome, at.date(), self.chance.of(round_.uid))
        people = self._people(spec, at.date())
        signing = people if outcome.passes else people[:1]
        *_, last = self._confirm(round_, spec, proposal, signing, at)
        decision, conditions = decisions.decision_of(
            round_=round_, proposal=proposal, frozen=last.proposal, now=at
        )
        for condition in conditions:
            condition.uid = self.chance.uid()
        self.book.add(decision, *conditions)
        round_.ended_at, round_.ending = at, Round.Ending.DECIDED
        self.book.tell(at, lambda: [chain.decided(decision, conditions, last.person)])
        self.due = proposal.postponed_to
        if outcome.passes:
            self.mandate.arrived["baseline"] = round_.version
            self._supersedes(round_, last.person, at)
        for condition in conditions:
            self._settle(condition, at)

    def _begun(self, round_: Round, spec: GateSpec) -> None:
        """Where several decide, the first may have confirmed already."""
        people = self._people(spec, self.story.today)
        if len(people) > 1 and self.chance.one_in(2):
            at = round_.opened_at + dt.timedelta(hours=3)
            proposal = proposals.propose(self.story, spec, Outcome.YES, at.date(), self.chance.of(round_.uid))
            self._confirm(round_, spec, proposal, people[:1], at)

    def _people(self, spec: GateSpec, day: dt.date) -> list[Person]:
        """One for each seat, in the order of the seats, each once."""
        uids = dict.fromkeys(seat.holders[-1].uid for seat in self._seats(spec, day))
        return [self.mandate.register.people[uid] for uid in uids]

    def _seats(self, spec: GateSpec, day: dt.date) -> tuple[Seat, ...]:
        cast, person = self.story.cast, self.mandate.person
        if spec.deciders is Deciders.BODY:
            acting = tuple(seating.who(person(p)) for p in (cast.body.chair, cast.body.secretary))
            return (Seat("registrar", cast.body.name, acting),)
        wanted = seating.SEATS[spec.deciders]
        rows = [row for row in self.story.whole.roles if row.role in wanted]
        held = [
            (row, (seating.who(person(cast.position(row.holder_id or "").holder(day))),), ()) for row in rows
        ]
        return seating.Acting(tuple(held), None).seats(wanted)

    def _confirm(
        self, round_: Round, spec: GateSpec, proposal: Proposal, people: list[Person], last: dt.datetime
    ) -> list[SignOff]:
        """Each confirms the same proposal, the last of them at `last`."""
        begun = last - (len(people) - 1) * APART
        frozen, answers = decisions.frozen_of(round_, spec, proposal, {}, begun)
        self.book.add(frozen, *answers)
        signed = []
        for n, person in enumerate(people):
            one = self._sign(round_, spec, frozen, person, begun + n * APART)
            self._tell(one, [one, frozen, *answers] if n == 0 else [one])
            signed.append(one)
        return signed

    def _tell(self, sign_off: SignOff, rows: list[AppendOnly]) -> None:
        self.book.tell(sign_off.at, lambda: [chain.confirmed(sign_off, rows)])

    def _sign(self, round_: Round, spec: GateSpec, frozen: Frozen, by: Person, at: dt.datetime) -> SignOff:
        sign_off = decisions.sign_off_of(
            round_=round_,
            frozen=frozen,
            by=by,
            capacities=capacities(seating.who(by), self._seats(spec, at.date())),
            authentication=Authentication("password", at),
            now=at,
        )
        self.book.add(sign_off)
        return sign_off

    def _supersedes(self, round_: Round, by: Person, at: dt.datetime) -> None:
        """The first passing decision ended the mandate that this one takes over from."""
        old = self.mandate.register.stories.get(self.story.predecessor)
        if old and round_.gate == self.story.spec.gate_codes[0]:
            ended = Directive(uid=old.uid, number=old.number)
            self.book.tell(at, lambda: chain.superseded(ended, self.directive, by))

    def _settle(self, condition: Condition, given: dt.datetime) -> None:
        """Met before the next gate was passed or the mandate closed; else by its day, or not yet."""
        later = (p.left for p in self.story.passes if p.outcome in SETTLES and p.left and p.left > given)
        by_then = next(later, None)
        at = given + dt.timedelta(days=self.chance.randint(2, max(3, (condition.due - given.date()).days)))
        if by_then:
            at = min(at, given + (by_then - given) / 2)
        elif self.story.ended or at.date() >= self.story.today or self.chance.one_in(3):
            return
        note = ConditionNote(condition=condition, state=ConditionNote.State.MET, by=self.lead, at=at)
        note.name, note.text = self.lead.name, self.chance.choice(self.story.words.met)
        self.book.add(note)
        self.book.tell(at, lambda: [chain.noted(note, self.directive)])
