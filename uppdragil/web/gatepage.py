"""What the gate page shows: gathered once, drawn by templates/gates/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404, QueryDict
from django.utils.translation import ngettext

from uppdragil.decisions.models import DraftAnswer, Round, SignOff
from uppdragil.decisions.services import draft_decision
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import GateSpec, Outcome
from uppdragil.gates import rules
from uppdragil.gates.rules import Action, Answer, Facts, Proposal, Unmet, Value
from uppdragil.gates.sentences import grounds, reason, who_can
from uppdragil.organisation import roles
from workflows import facts

from .access import Seen
from .changes import Changes, describe
from .forms.gates import GateForms
from .parts import BlockedItem

# Reasons that speak of who is looking or of what is about to be filled in, not of the directive.
PERSONAL = {"not_decider", "lead_decides", "already_confirmed", "meeting_missing", "official_missing"}


class Mode(StrEnum):
    """What the one who looks may do on the page."""

    DECIDE = "decide"
    PREPARE = "prepare"
    READ = "read"


@dataclass
class GatePage:
    """One round as one person sees it."""

    seen: Seen
    round: Round
    gate: GateSpec
    version: DirectiveContent
    facts: Facts
    forms: GateForms
    suggested: Mapping[str, str]
    sign_offs: list[SignOff]

    @classmethod
    def of(cls, seen: Seen, data: QueryDict | None = None) -> GatePage:
        """The open round of `seen`, with `data` typed into it. Raises Http404 when no round is open."""
        round_ = facts.open_round(seen.directive)
        if round_ is None:
            raise Http404
        gate = seen.edition.gate(round_.gate)
        gathered = facts.gather(seen.directive, seen.person, seen.now, round_=round_)
        suggestions = facts.suggestions(seen.directive, round_, seen.today)
        noted = _noted(round_, {code: s.value for code, s in suggestions.items()}, gathered.standing)
        forms = GateForms.of(
            gate,
            officials=_officials(round_, seen),
            data=data,
            answers=noted,
            draft=gathered.standing or draft_decision(round_, seen.person),
        )
        return cls(
            seen,
            round_,
            gate,
            content_of(round_.version),
            gathered,
            forms,
            {code: grounds(s, seen.edition) for code, s in suggestions.items()},
            list(SignOff.objects.filter(round=round_).select_related("proposal", "person")),
        )

    @property
    def mode(self) -> Mode:
        if self.seen.directive.paused:
            return Mode.READ
        if self.seen.person.uid in {lead.uid for lead in self.facts.leads}:
            return Mode.PREPARE
        decides = self.seen.person.uid in {who.uid for who in self.facts.deciders}
        return Mode.DECIDE if decides and not self.confirmed_by_me else Mode.READ

    @property
    def confirmed_by_me(self) -> bool:
        return self.seen.person.uid in self.facts.confirmed

    @property
    def standing(self) -> Proposal | None:
        """What the first decider put forward, which the others confirm or turn down."""
        return self.facts.standing

    @property
    def may_withdraw(self) -> bool:
        return self.mode is Mode.PREPARE and not self.sign_offs

    @property
    def choices(self) -> list[tuple[Outcome, str, str]]:
        """The outcomes open to the one who looks: code, the gate's word, the consequence."""
        standing = self.standing
        open_ = [o for o in self.gate.outcomes if not (standing and o.passes and o != standing.outcome)]
        return [(o, self.gate.outcomes[o], self.gate.consequences[o]) for o in open_]

    @property
    def changes(self) -> Changes | None:
        """What changed since the last decision; None where nothing was decided yet."""
        baseline = self.seen.directive.baseline
        return describe(content_of(baseline), self.version, self.seen.edition) if baseline else None

    def waiting_seats(self) -> list[tuple[str, str]]:
        """Seats that nobody has confirmed yet: role through which, and the names of those who may."""
        left = self.facts.open_seats
        return [(seat.through, ", ".join(h.name for h in seat.holders)) for seat in left]

    def blocked(self) -> list[BlockedItem]:
        """Why a yes is not possible now, as far as the directive and the answers noted so far tell."""
        noted = {item.code: form.initial for item, form in self.forms.answers}
        answers = {code: _answer(initial) for code, initial in noted.items()}
        probe = self.standing or Proposal(Outcome.YES, answers)
        asked = facts.gather(
            self.seen.directive,
            self.seen.person,
            self.seen.now,
            round_=self.round,
            proposal=probe,
            authenticated_at=self.seen.now,
        )
        return blocked_items(
            tuple(u for u in rules.unmet(Action.DECIDE, asked) if u.code not in PERSONAL), self.seen
        )


def blocked_items(unmet: tuple[Unmet, ...], seen: Seen) -> list[BlockedItem]:
    """Reasons for the why-blocked panel; many questions without an answer are one reason."""
    open_ = [u for u in unmet if u.code == "answer_missing"]
    items = [
        BlockedItem(reason(u, seen.edition), who_can(u)) for u in unmet if u not in open_ or len(open_) == 1
    ]
    if len(open_) > 1:
        words = ngettext("%(n)d question has no answer.", "%(n)d questions have no answer.", len(open_))
        items.append(BlockedItem(words % {"n": len(open_)}, who_can(open_[0])))
    return items


def refused(unmet: tuple[Unmet, ...], seen: Seen) -> list[BlockedItem]:
    """Every reason by itself: the answer to an attempt."""
    return [BlockedItem(reason(u, seen.edition), who_can(u)) for u in unmet]


def _answer(initial: Mapping[str, str]) -> Answer:
    value = initial.get("value")
    return Answer(Value(value) if value else None, initial.get("motivation", ""), initial.get("evidence", ""))


def _noted(
    round_: Round, suggested: Mapping[str, Value | None], standing: Proposal | None
) -> dict[str, Answer]:
    """The frozen answers; else those prepared; else what the system suggests."""
    if standing:
        return dict(standing.answers)
    drafts = {
        d.item: Answer(Value(d.value) if d.value else None, d.motivation, d.evidence)
        for d in DraftAnswer.objects.filter(round=round_)
    }
    return {code: Answer(value) for code, value in suggested.items()} | drafts


def _officials(round_: Round, seen: Seen) -> list[tuple[str, str]]:
    """The officials who can be named as the one who decided, name and title."""
    if round_.body is None:
        return []
    people = roles.officials(round_.body, seen.today)
    return [(text, text) for text in (f"{p.name}, {p.title.lower()}" if p.title else p.name for p in people)]


def draft_of(page: GatePage) -> Proposal:
    """What the one who looks is about to confirm. Raises Http404 when nothing was put forward."""
    draft = draft_decision(page.round, page.seen.person)
    if draft is None:
        raise Http404
    return draft


def chosen(page: GatePage) -> Proposal:
    """The proposal typed into valid forms: the standing one itself when it is confirmed."""
    typed = page.forms.proposal()
    return page.standing if page.standing and typed.outcome == page.standing.outcome else typed
