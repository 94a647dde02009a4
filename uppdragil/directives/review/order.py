"""R2: gates and days out of order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from uppdragil.core.sequences import longest_rising
from uppdragil.directives.content import Activity, DirectiveContent, GatePlan, Period

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity
from .fixing import apply
from .plans import Stated, first_day, gate_milestones, last_day, own_day, plans, shown_day

Walk = Sequence[tuple[str, Stated]]  # gates in the model's order, each with the date of one source


def broken_order(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R2: a gate on the wrong side of another, or a span that ends before it begins."""
    findings = _gates(content, facts)
    for finding in findings.values():
        yield replace(finding, fixes=tuple(_settling(content, facts, finding)))
    for plan in content.gate_plans:
        yield from _reversed("gate_plans", plan, plan.gate)
    for activity in content.activities:
        yield from _reversed("activities", activity, activity.name)
    for period in content.timeline:
        yield from _reversed_months(period)


def _gates(content: DirectiveContent, facts: ReviewFacts) -> dict[frozenset[str], Finding]:
    """One finding per pair of gates, at the first source that has them in the wrong order."""
    found: dict[frozenset[str], Finding] = {}
    for walk in _walks(content, facts.gates):
        for (gate, stated), (other, passed) in _offenders(walk):
            params = _params(gate, stated, other, passed)
            finding = Finding("R2", Severity.ERROR, (stated.place, passed.place), params)
            found.setdefault(frozenset((gate, other)), finding)
    return found


def _params(gate: str, stated: Stated, other: str, passed: Stated) -> dict[str, str]:
    return {
        "kind": "gates",
        "gate": gate,
        "date": stated.date.isoformat(),
        "chapter": stated.place.chapter,
        "other": other,
        "other_date": passed.date.isoformat(),
        "other_chapter": passed.place.chapter,
    }


def _walks(content: DirectiveContent, gates: tuple[str, ...]) -> Iterator[Walk]:
    """The gates by their last days and by their first days in chapter 5, and as 9.1 shows them."""
    by_gate = plans(content)
    milestones = gate_milestones(content, gates)
    planned = [(gate, by_gate[gate]) for gate in gates if gate in by_gate]
    last = {gate: day for gate, plan in planned if (day := last_day(plan))}
    yield list(last.items())
    yield [(gate, day) for gate, plan in planned if (day := first_day(plan))]
    shown = {gate: shown_day(milestone, last.get(gate)) for gate, milestone in milestones.items()}
    yield [(gate, day) for gate in gates if (day := shown.get(gate) or last.get(gate))]


def _offenders(walk: Walk) -> Iterator[tuple[tuple[str, Stated], tuple[str, Stated]]]:
    """The fewest gates that stand wrong, each with the nearest gate that it has passed."""
    kept = longest_rising([stated.date for _, stated in walk])
    for i, step in enumerate(walk):
        if i in kept:
            continue
        after = [walk[j] for j in kept if j > i and walk[j][1].date < step[1].date]
        before = [walk[j] for j in kept if j < i and walk[j][1].date > step[1].date]
        yield step, (after[0] if after else before[-1])


def _settling(content: DirectiveContent, facts: ReviewFacts, finding: Finding) -> Iterator[Fix]:
    """Of the fixes that take one source's date for the other's, those that put the pair in order."""
    pair = frozenset((finding.params["gate"], finding.params["other"]))
    for gate in (finding.params["gate"], finding.params["other"]):
        for fix in _one_source(content, gate):
            if pair not in _gates(apply(content, fix), facts):
                yield fix


def _one_source(content: DirectiveContent, gate: str) -> Iterator[Fix]:
    plan, own = plans(content).get(gate), own_day(gate_milestones(content, (gate,)).get(gate))
    start, end = (first_day(plan), last_day(plan)) if plan else (None, None)
    if not plan or not own or not start or not end:
        return
    follow = Change(own.place, None)
    planned = {"gate": gate, "start": start.date.isoformat(), "end": end.date.isoformat()}
    yield Fix("use_gate_dates", planned, (follow,))
    day = own.date.isoformat()
    moved = tuple(Change(Place("gate_plans", plan.uid, field), day) for field in ("start", "end"))
    yield Fix("use_gate_dates", {"gate": gate, "start": day, "end": day}, (*moved, follow))


def _reversed(chapter: str, row: GatePlan | Activity, label: str) -> Iterator[Finding]:
    if row.start is None or row.end is None or row.start <= row.end:
        return
    start, end = Place(chapter, row.uid, "start"), Place(chapter, row.uid, "end")
    dates = {"start": row.start.isoformat(), "end": row.end.isoformat()}
    swap = Fix("swap_dates", dates, (Change(start, dates["end"]), Change(end, dates["start"])))
    params = {"kind": "reversed", **dates, "label": label}
    yield Finding("R2", Severity.ERROR, (start, end), params, (swap,))


def _reversed_months(row: Period) -> Iterator[Finding]:
    if row.first and row.last and row.first > row.last:
        first, last = Place("timeline", row.uid, "first"), Place("timeline", row.uid, "last")
        months = {"first": row.first, "last": row.last}
        swap = Fix("swap_months", months, (Change(first, row.last), Change(last, row.first)))
        params = {"kind": "months", **months, "label": row.text}
        yield Finding("R2", Severity.WARNING, (first, last), params, (swap,))
