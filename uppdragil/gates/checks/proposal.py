"""What is put forward: an outcome that the gate offers, with what the outcome needs."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.editions.spec import Outcome
from uppdragil.gates.values import MAX_CONDITIONS, Facts, Unmet, Value, names


def outcome_offered(f: Facts) -> Iterator[Unmet]:
    """The gate has that outcome, as its edition says (domain section 3: outcomes)."""
    if f.proposal and f.gate and f.proposal.outcome not in f.gate.outcomes:
        yield Unmet("outcome_not_offered", (f.actor.name,), "outcome")


def one_proposal(f: Facts) -> Iterator[Unmet]:
    """Others confirm what the first put forward, or choose an outcome that does not pass."""
    if f.proposal and f.standing and f.proposal.outcome.passes and f.proposal != f.standing:
        yield Unmet("proposal_differs", (), "outcome")


def answers_allow(f: Facts) -> Iterator[Unmet]:
    """A yes needs every answer; NEJ on a required item refuses it; NEJ and EJ TILLÄMPLIGT need a motivation."""
    if f.proposal is None or f.gate is None or not f.proposal.outcome.passes:
        return
    for item in f.gate.checklist:
        where, answer = f"item:{item.code}", f.proposal.answers.get(item.code)
        if answer is None or answer.value is None:
            yield Unmet("answer_missing", (f.actor.name,), where, {"question": item.text})
        elif answer.value is Value.NO and item.required:
            yield Unmet("required_no", names(f.leads), where, {"question": item.text})
        elif answer.value is not Value.YES and not answer.motivation.strip():
            yield Unmet("motivation_missing", (f.actor.name,), where, {"question": item.text})


def reason_given(f: Facts) -> Iterator[Unmet]:
    """An outcome that does not let the mandate pass says why: the reason reaches the lead (domain section 3)."""
    if f.proposal and not f.proposal.outcome.passes and not f.proposal.motivation.strip():
        yield Unmet("reason_missing", (f.actor.name,), "motivation")


def postponed_ahead(f: Facts) -> Iterator[Unmet]:
    """A postponement names a new date, later than today (domain section 3: postpone)."""
    if f.proposal and f.proposal.outcome is Outcome.POSTPONE:
        day = f.proposal.postponed_to
        if day is None or day <= f.today:
            yield Unmet("postpone_date", (f.actor.name,), "postponed_to")


def conditions_whole(f: Facts) -> Iterator[Unmet]:
    """A conditional yes has conditions, each with words, a responsible and a day, not past (domain section 3)."""
    if f.proposal is None or f.proposal.outcome is not Outcome.CONDITIONAL:
        return
    if not f.proposal.conditions:
        yield Unmet("condition_missing", (f.actor.name,), "conditions")
    if len(f.proposal.conditions) > MAX_CONDITIONS:
        yield Unmet("too_many_conditions", (f.actor.name,), "conditions", {"most": MAX_CONDITIONS})
    for condition in f.proposal.conditions[:MAX_CONDITIONS]:
        if not (condition.text.strip() and condition.responsible.strip() and condition.due):
            yield Unmet("condition_not_whole", (f.actor.name,), "conditions")
        elif condition.due < f.today:
            yield Unmet("condition_past", (f.actor.name,), "conditions", {"text": condition.text})
