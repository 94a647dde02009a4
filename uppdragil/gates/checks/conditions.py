"""The conditions of decisions: due, met, left."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.gates.values import Facts, OpenCondition, Unmet, names


def due_conditions_met(f: Facts) -> Iterator[Unmet]:
    """No gate passes while a due condition is open (domain section 3), and none ends a mandate while any is.

    A change decision is no gate.
    """
    if f.work_stage or f.proposal is None or not f.proposal.outcome.passes:
        return
    if f.closes:
        yield from no_condition_left(f)
        return
    for condition in f.conditions:
        if condition.due <= f.today:
            leads = names(f.leads)
            who = leads if condition.responsible in leads else (condition.responsible, *leads)
            yield Unmet("condition_due", who, "conditions", _said(condition))


def _said(condition: OpenCondition) -> dict[str, object]:
    return {"text": condition.text, "due": condition.due, "uid": condition.uid}


def no_condition_left(f: Facts) -> Iterator[Unmet]:
    """Every condition of earlier decisions is settled (domain section 3: close)."""
    for condition in f.conditions:
        yield Unmet("condition_left", (condition.responsible,), "conditions", _said(condition))


def condition_open(f: Facts) -> Iterator[Unmet]:
    """The condition that is acted on is still open."""
    if not f.condition_open:
        yield Unmet("condition_settled")


def condition_settled(f: Facts) -> Iterator[Unmet]:
    """The condition that is acted on is met, or no longer asked for."""
    if f.condition_open:
        yield Unmet("condition_not_settled")


def shown_to_be_met(f: Facts) -> Iterator[Unmet]:
    """Who says that a condition is met says how, in words or by a link."""
    if not (f.reason.strip() or f.evidence.strip()):
        yield Unmet("evidence_missing", (f.actor.name,), "text")
