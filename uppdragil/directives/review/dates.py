"""R1: the same gate with different dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.content import DirectiveContent, GatePlan, Milestone

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity
from .plans import first_day, last_day, plans


def differing_dates(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R1: chapter 5 against 9.1, and rows of one chapter against each other."""
    by_gate = plans(content)
    for milestone in content.milestones:
        if plan := by_gate.get(milestone.gate):
            yield from _against_plan(milestone, plan)
    yield from _double_plans(content, by_gate)
    yield from _double_milestones(content, facts, by_gate)


def _against_plan(milestone: Milestone, plan: GatePlan) -> Iterator[Finding]:
    """A milestone on the last day of the span says what a milestone without a date says."""
    start, end, own = first_day(plan), last_day(plan), milestone.date
    if not start or not end or own is None or own == end.date:
        return
    inside = min(start.date, end.date) <= own <= max(start.date, end.date)
    yield Finding(
        "R1",
        Severity.WARNING if inside else Severity.ERROR,
        (end.place, Place("milestones", milestone.uid, "date")),
        {
            "kind": "milestone",
            "gate": plan.gate,
            "start": start.date.isoformat(),
            "end": end.date.isoformat(),
            "milestone": own.isoformat(),
        },
        (_use_plan(milestone, start.date, end.date), _use_milestone(milestone, plan, own)),
    )


def _use_plan(milestone: Milestone, start: dt.date, end: dt.date) -> Fix:
    change = Change(Place("milestones", milestone.uid, "date"), None)
    return Fix("use_dates", {"start": start.isoformat(), "end": end.isoformat()}, (change,))


def _use_milestone(milestone: Milestone, plan: GatePlan, own: dt.date) -> Fix:
    follow = Change(Place("milestones", milestone.uid, "date"), None)
    return Fix(
        "use_dates",
        {"start": own.isoformat(), "end": own.isoformat()},
        (*_set_plan(plan, own.isoformat(), own.isoformat()), follow),
    )


def _set_plan(plan: GatePlan, start: str, end: str) -> tuple[Change, Change]:
    return (
        Change(Place("gate_plans", plan.uid, "start"), start),
        Change(Place("gate_plans", plan.uid, "end"), end),
    )


def _double_plans(content: DirectiveContent, by_gate: dict[str, GatePlan]) -> Iterator[Finding]:
    """A gate that stands twice in chapter 5."""
    for plan in content.gate_plans:
        first = by_gate[plan.gate]
        if _span(first) and _span(plan) and _span(first) != _span(plan):
            yield _double_plan(first, plan)


def _span(plan: GatePlan) -> tuple[str, ...]:
    """First and last day in ISO form; empty for a plan without dates."""
    start, end = first_day(plan), last_day(plan)
    return (start.date.isoformat(), end.date.isoformat()) if start and end else ()


def _double_plan(first: GatePlan, other: GatePlan) -> Finding:
    (start, end), (other_start, other_end) = spans = _span(first), _span(other)
    return Finding(
        "R1",
        Severity.ERROR,
        tuple(Place("gate_plans", plan.uid, "end") for plan in (first, other)),
        {
            "kind": "plans",
            "gate": first.gate,
            "start": start,
            "end": end,
            "other_start": other_start,
            "other_end": other_end,
        },
        tuple(
            Fix(
                "use_dates",
                {"start": span[0], "end": span[1]},
                _set_plan(first, *span) + _set_plan(other, *span),
            )
            for span in spans
        ),
    )


def _double_milestones(
    content: DirectiveContent, facts: ReviewFacts, by_gate: dict[str, GatePlan]
) -> Iterator[Finding]:
    """A gate that stands twice in 9.1 and has no date in chapter 5 that both could be held against."""
    seen: dict[str, Milestone] = {}
    for milestone in content.milestones:
        plan = by_gate.get(milestone.gate)
        if milestone.gate not in facts.gates or milestone.date is None or (plan and last_day(plan)):
            continue
        first = seen.setdefault(milestone.gate, milestone)
        if first.date != milestone.date:
            yield _double_milestone(first, milestone)


def _double_milestone(first: Milestone, other: Milestone) -> Finding:
    places = tuple(Place("milestones", milestone.uid, "date") for milestone in (first, other))
    dates = [str(milestone.date) for milestone in (first, other)]
    return Finding(
        "R1",
        Severity.ERROR,
        places,
        {"kind": "milestones", "gate": first.gate, "date": dates[0], "other_date": dates[1]},
        tuple(
            Fix("use_dates", {"start": date, "end": date}, tuple(Change(place, date) for place in places))
            for date in dates
        ),
    )
