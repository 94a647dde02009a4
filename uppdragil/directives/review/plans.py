"""The dates that the rules compare: the span of each gate in chapter 5, and where a date is written."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from uppdragil.directives.content import DirectiveContent, GatePlan, Milestone

from .finding import Place


class Stated(NamedTuple):
    """A date and the place that states it."""

    date: dt.date
    place: Place


def plans(content: DirectiveContent) -> dict[str, GatePlan]:
    """The plan that counts for each gate: the first one, as `DirectiveContent.gate_plan` has it."""
    found: dict[str, GatePlan] = {}
    for plan in content.gate_plans:
        found.setdefault(plan.gate, plan)
    return found


def gate_milestones(content: DirectiveContent, gates: tuple[str, ...]) -> dict[str, Milestone]:
    """The first milestone of each of the model's gates."""
    found: dict[str, Milestone] = {}
    for milestone in content.milestones:
        if milestone.gate in gates:
            found.setdefault(milestone.gate, milestone)
    return found


def first_day(plan: GatePlan) -> Stated | None:
    """The first day that a gate's plan states, with its place; None where it states none."""
    return _stated(plan, ("start", "end"))


def last_day(plan: GatePlan) -> Stated | None:
    """The last day that a gate's plan states, with its place; None where it states none."""
    return _stated(plan, ("end", "start"))


def _stated(plan: GatePlan, fields: tuple[str, ...]) -> Stated | None:
    for field in fields:
        date = getattr(plan, field)
        if date is not None:
            return Stated(date, Place("gate_plans", plan.uid, field))
    return None


def own_day(milestone: Milestone | None) -> Stated | None:
    """The milestone's own date; None where it follows chapter 5."""
    if milestone is None or milestone.date is None:
        return None
    return Stated(milestone.date, Place("milestones", milestone.uid, "date"))


def shown_day(milestone: Milestone, planned: Stated | None) -> Stated | None:
    """The date that 9.1 shows on the milestone's row: its own, or its gate's."""
    date = milestone.date or (planned.date if planned else None)
    return Stated(date, Place("milestones", milestone.uid, "date")) if date else None


def gate_start(content: DirectiveContent, gate: str) -> Stated | None:
    """The day that a gate's span begins: chapter 5, or else 9.1."""
    plan = plans(content).get(gate)
    return (plan and first_day(plan)) or own_day(gate_milestones(content, (gate,)).get(gate))


def gate_end(content: DirectiveContent, gate: str) -> Stated | None:
    """The day that a gate's span ends: chapter 5, or else 9.1."""
    plan = plans(content).get(gate)
    return (plan and last_day(plan)) or own_day(gate_milestones(content, (gate,)).get(gate))
