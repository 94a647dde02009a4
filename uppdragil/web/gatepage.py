"""What the gate page shows: gathered once, drawn by templates/gates/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.decisions.labels import substitute_label
from uppdragil.decisions.models import Decision, Round, SignOff
from uppdragil.decisions.selectors import earlier_answers
from uppdragil.decisions.services import draft_decision, tidy
from uppdragil.directives import selectors
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.dismissals import sort
from uppdragil.directives.labels import role_label
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import GateSpec, ItemSpec, Outcome
from uppdragil.gates import rules, values
from uppdragil.gates.prefill import Suggestion
from uppdragil.gates.sentences import grounds
from uppdragil.gates.values import Action, Facts, Proposal, Unmet, names
from uppdragil.meetings import selectors as meetings
from uppdragil.meetings import sitting
from uppdragil.meetings.models import AgendaItem
from uppdragil.organisation import roles
from uppdragil.organisation.apart import told_apart
from uppdragil.organisation.roles import Holder
from workflows import facts, judging, superseding
from workflows.blocking import PERSONAL, noted

from .access import Seen
from .comparing import Comparison, comparisons
from .conditionlines import ConditionLine, lines
from .decided import Refusal
from .findings import dismissed
from .forms.gates import GateForms
from .forms.meeting import Member
from .parts import BlockedItem, DismissedCard
from .phaseline import planned_on
from .reasons import blocked_items
from .recusals import RecusalLine, recusal_lines
from .responsibles import named


class Mode(StrEnum):
    """What the one who looks may do on the page."""

    DECIDE = "decide"
    PREPARE = "prepare"
    READ = "read"


@dataclass
class GatePage:
    """One round as one person sees it.

    `draft` is what this person is about to put forward, `refusal` why it cannot be, when they tried.
    """

    seen: Seen
    round: Round
    facts: Facts
    forms: GateForms
    suggestions: Mapping[str, Suggestion]
    draft: Proposal | None
    refusal: tuple[Unmet, ...] = ()
    item: AgendaItem | None = None  # under which a meeting that goes on has taken it up

    @classmethod
    def of(cls, seen: Seen, round_: Round, data: QueryDict | None = None) -> GatePage:
        """The open round of `seen`, with `data` typed into it."""
        replaced = superseding.of_decision(seen.directive, round_, seen.person, seen.today, named=True)
        gathered = facts.gather(seen.directive, seen.person, seen.now, round_=round_, **replaced)
        suggestions = judging.suggestions(seen.directive, round_, seen.today)
        draft = draft_decision(round_, seen.person)
        item = meetings.taken_up(round_)
        forms = GateForms.of(
            round_.spec,
            members=_sitting(item) if item else _members(round_, seen, gathered),
            names_official=gathered.body_names_official,
            data=data,
            answers=noted(round_, suggestions, gathered.standing),
            draft=_shown(draft, gathered.standing),
            meeting=sitting.value(item, sitting.likely(item)) if item else None,
        )
        return cls(seen, round_, gathered, forms, suggestions, draft, item=item)

    @property
    def gate(self) -> GateSpec:
        return self.forms.gate

    @property
    def due(self) -> dt.date | None:
        """By when to decide: the day it was postponed to, else the planned one."""
        return self.round.due or planned_on(self.version, self.round.gate)

    @cached_property
    def version(self) -> DirectiveContent:
        return content_of(self.round.version)

    @property
    def answering(self) -> list[tuple[str, list[str]]]:
        """Who owns and who leads the mandate, each under what the model calls them."""
        stated = (
            (role, [row.holder for row in self.version.holders(role)]) for role in (Role.OWNER, Role.LEAD)
        )
        return [(role_label(role, self.seen.edition), names) for role, names in stated if names]

    @cached_property
    def sign_offs(self) -> list[SignOff]:
        return list(SignOff.objects.filter(round=self.round).select_related("proposal"))

    @property
    def mode(self) -> Mode:
        me, f = self.seen.person.uid, self.facts
        if f.paused:
            return Mode.READ
        if me in {who.uid for who in f.leads}:
            return Mode.PREPARE
        may = {who.uid for who in f.deciders} - {who.uid for who in f.barred} - f.confirmed
        return Mode.DECIDE if me in may else Mode.READ

    @property
    def standing(self) -> Proposal | None:
        """What the first decider put forward, which the others confirm or turn down."""
        return self.facts.standing

    @property
    def proposal(self) -> Proposal | None:
        """What the one who looks would confirm; None while they have put nothing forward."""
        if self.draft and self.standing and self.draft.outcome == self.standing.outcome:
            return self.standing
        return tidy(self._as_met(self.draft), self.gate) if self.draft else None

    def _as_met(self, draft: Proposal) -> Proposal:
        """What is noted of the meeting may have changed since the draft was kept."""
        if self.forms.meeting is None:
            return draft
        official = draft.meeting.official if draft.meeting else ""
        if self.forms.met and official not in self.forms.met.form.members:
            official = ""  # who was named has left the room since
        return replace(draft, meeting=replace(self.forms.meeting, official=official))

    @cached_property
    def recusals(self) -> list[RecusalLine]:
        """Who has declared jäv in the round."""
        return recusal_lines(self.seen, self.round)

    @property
    def may_withdraw(self) -> bool:
        return self.mode is Mode.PREPARE and not self.facts.confirmed

    @property
    def choices(self) -> list[tuple[Outcome, str, str]]:
        """The outcomes open to the one who looks: code, the gate's word, the consequence."""
        standing = self.standing
        open_ = [o for o in self.gate.outcomes if not (standing and o.passes and o != standing.outcome)]
        return [(o, self.gate.outcomes[o], self.gate.consequences[o]) for o in open_]

    @cached_property
    def responsibles(self) -> dict[str, Holder]:
        """The words by which a condition can name somebody of the directive."""
        return named(self.seen)

    @cached_property
    def open_conditions(self) -> list[ConditionLine]:
        """Those of earlier decisions that are neither met nor waived."""
        uids = {condition.uid for condition in self.facts.conditions}
        return [line for line in lines(self.seen) if line.condition.uid in uids] if uids else []

    @cached_property
    def dismissed(self) -> list[DismissedCard]:
        """What clashes in the submitted version and was let stand, with the reasons."""
        found = selectors.findings(self.seen.directive, self.version, self.seen.today)
        return dismissed(self.seen, sort(self.seen.directive, found).dismissed)

    @cached_property
    def _answers(self) -> list[Decision]:
        return earlier_answers(self.round)

    @property
    def answered(self) -> Refusal | None:
        """How the gate, or the change, was decided the last time, where it comes back."""
        return Refusal.of(self._answers[-1], self.seen.edition) if self._answers else None

    @cached_property
    def compared(self) -> list[Comparison]:
        """What changed: first what there is to judge, then what is worth a look beside it."""
        return comparisons(self.seen, self.round, self.version, self._answers)

    @property
    def ends(self) -> str:
        """The mandate that a yes ends, by its name where the one who looks may know it; nothing where none does."""
        old = self.facts.replaces
        return "" if old is None or old.missing else old.name or _("another mandate")

    @property
    def suggested(self) -> dict[str, str]:
        """Per checklist item what the system suggests and why, in the language of the page."""
        return {code: grounds(s, self.seen.edition) for code, s in self.suggestions.items()}

    def against(self, proposal: Proposal) -> list[tuple[ItemSpec, str]]:
        """The questions with a yes where the system suggests a no, each with why.

        Nothing forbids it (domain section 1: only the other two answers need a motivation), but nobody does so unseen.
        """
        no = {code for code, suggestion in self.suggestions.items() if suggestion.value is values.Value.NO}
        yes = {code for code, answer in proposal.answers.items() if answer.value is values.Value.YES}
        return [(item, self.suggested[item.code]) for item in self.gate.checklist if item.code in no & yes]

    def suggested_on_record(self) -> dict[str, str]:
        """The same in the language of the records, whatever the page is read in."""
        with translation.override(settings.LANGUAGE_CODE):
            return self.suggested

    def waiting_seats(self) -> list[tuple[str, str]]:
        """Seats that nobody has confirmed yet: role through which, and the names of those who may."""
        return [(seat.through, self._names(seat)) for seat in self.facts.open_seats]

    def others_seats(self) -> list[tuple[str, str]]:
        """Those of them that the one who looks does not confirm."""
        me = self.seen.person.uid
        left = [seat for seat in self.facts.open_seats if me not in {w.uid for w in seat.acting}]
        return [(seat.through, self._names(seat)) for seat in left]

    def _names(self, seat: values.Seat) -> str:
        """Those who may act in a seat; a substitute with whom they stand in for, and on what basis."""
        said = [(w.uid, w.name) for w in seat.holders]
        said += [
            (s.who.uid, f"{s.who.name}, {substitute_label(s.instead_of, s.basis)}") for s in seat.substitutes
        ]
        return "; ".join(dict.fromkeys(words for uid, words in said if uid not in self.facts.recused))

    def unmet(self, proposal: Proposal) -> tuple[Unmet, ...]:
        """Why `proposal` could not be decided, apart from the password."""
        asked = replace(self.facts, proposal=proposal, authenticated_at=self.seen.now)
        return rules.unmet(Action.DECIDE, asked)

    def blocked(self) -> list[BlockedItem]:
        """Why what was tried is refused; else why a yes is not possible as things stand."""
        if self.refusal:
            return blocked_items(self.refusal, self.seen)
        answers = {item.code: form.drawn() for item, form in self.forms.answers}
        found = self.unmet(self.standing or Proposal(Outcome.YES, answers))
        return blocked_items((self._whose(u) for u in found if u.code not in PERSONAL), self.seen)

    def _whose(self, unmet: Unmet) -> Unmet:
        """A reader does not answer the questions: those who decide do."""
        if self.mode is Mode.READ and unmet.who == (self.seen.person.name,):
            barred = {who.uid for who in self.facts.barred}
            return replace(unmet, who=names(w for w in self.facts.deciders if w.uid not in barred))
        return unmet


def _shown(draft: Proposal | None, standing: Proposal | None) -> Proposal | None:
    """What the form of the decision begins with: never a yes of one's own beside the one that stands."""
    if standing is None or (draft and not draft.outcome.passes):
        return draft
    return replace(draft or Proposal(standing.outcome), outcome=standing.outcome)


def _sitting(item: AgendaItem) -> list[Member]:
    """Those who can be named of a meeting that goes on."""
    return [Member(label, ()) for label in sitting.officials(item)]


def _members(round_: Round, seen: Seen, gathered: Facts) -> list[Member]:
    """Those who had a seat in the body at any time since the submission, name and title."""
    if round_.body is None:
        return []
    seats = roles.members(round_.body, gathered.submitted_on or seen.today, seen.today)
    people = {seat.person.pk: seat.person for seat in seats}
    labels = told_apart(people.values())
    return [
        Member(
            labels[pk],
            tuple((s.starts, s.ends) for s in seats if s.person.pk == pk),
            person.uid in gathered.recused,
        )
        for pk, person in people.items()
    ]
