"""R12 and R19: days off, and gate dates that have passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.core.calendar import holiday_name, is_workday, next_workday
from uppdragil.directives.content import DirectiveContent, GatePlan

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity
from .plans import gate_end


def days_off(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R12: a date on a weekend or a Swedish day off. What is decided is not moved any more."""
    for plan in content.gate_plans:
        if plan.gate not in facts.decided:
            yield from _plan(plan)
    for milestone in content.milestones:
        place = Place("milestones", milestone.uid, "date")
        if milestone.gate not in facts.decided:
            yield from _day_off(
                Severity.WARNING, milestone.date, (place,), milestone.gate or milestone.decision
            )
    for activity in content.activities:
        yield from _day_off(
            Severity.HINT, activity.end, (Place("activities", activity.uid, "end"),), activity.name
        )


def _plan(plan: GatePlan) -> Iterator[Finding]:
    """A gate's one day is one finding. Its first day never moves past its last."""
    start, end = (Place("gate_plans", plan.uid, field) for field in ("start", "end"))
    if plan.start and plan.end and plan.start <= plan.end <= next_workday(plan.start):
        places = (start, end) if plan.start == plan.end else (start,)
        yield from _day_off(Severity.WARNING, plan.start, places, plan.gate, moves=(start, end))
        if plan.start == plan.end:
            return
    else:
        yield from _day_off(Severity.WARNING, plan.start, (start,), plan.gate)
    yield from _day_off(Severity.WARNING, plan.end, (end,), plan.gate)


def _day_off(
    severity: Severity,
    day: dt.date | None,
    places: tuple[Place, ...],
    label: str,
    moves: tuple[Place, ...] | None = None,
) -> Iterator[Finding]:
    if day is None or is_workday(day):
        return
    workday = next_workday(day).isoformat()
    fix = Fix("move_to", {"date": workday}, tuple(Change(place, workday) for place in moves or places))
    params = {"date": day.isoformat(), "holiday": holiday_name(day), "label": label}
    yield Finding("R12", severity, places, params, (fix,))


def passed_gates(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R19: the last day of a gate has passed, and nothing is decided. Silent at an import."""
    for gate in () if facts.imported else facts.gates:
        planned = gate_end(content, gate)
        if planned and planned.date < today and gate not in facts.decided:
            params = {"gate": gate, "date": planned.date.isoformat()}
            yield Finding("R19", Severity.WARNING, (planned.place,), params)
