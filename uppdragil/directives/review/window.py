"""R3 and R14: activities, milestones and months against the gates that frame the work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.content import Activity, DirectiveContent, Milestone, Period

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity
from .plans import Stated, gate_end, gate_start


def late_activities(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R3: an activity ends after the last day of the gate that the edition marks as "activities done"."""
    limit = gate_end(content, facts.activities_done)
    if limit is None:
        return
    for activity in content.activities:
        if activity.end and activity.end > limit.date:
            params = {"end": activity.end.isoformat(), **_limit(facts.activities_done, limit)}
            yield Finding(
                "R3",
                Severity.ERROR,
                (Place("activities", activity.uid, "end"), limit.place),
                {**params, "label": activity.name},
                _shorten(activity, limit.date),
            )


def outside_the_work(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R14: an activity or a milestone before the first day of work or after the last gate; months after that (warning).

    Work begins at the model's second gate, or at the first where there are only two.
    """
    if not facts.gates:
        return
    begins = facts.gates[1] if len(facts.gates) > 2 else facts.gates[0]
    start, end = gate_start(content, begins), gate_end(content, facts.gates[-1])
    done = gate_end(content, facts.activities_done)
    for activity in content.activities:
        if start:
            yield from _early_activity(activity, begins, start)
        if end:
            shortest = min(end.date, done.date) if done else end.date
            yield from _late_activity(activity, facts.gates[-1], end, shortest)
    for milestone in content.milestones:
        if milestone.date and milestone.gate not in facts.gates:
            yield from _milestone(milestone, milestone.date, (begins, start), (facts.gates[-1], end))
    for period in content.timeline if end else ():
        yield from _late_months(period, facts.gates[-1], end)


def _limit(gate: str, limit: Stated) -> dict[str, str]:
    return {"gate": gate, "gate_date": limit.date.isoformat()}


def _early_activity(activity: Activity, gate: str, first: Stated) -> Iterator[Finding]:
    early = {name: day for name, day in _days(activity) if day < first.date}
    if early:
        day = first.date.isoformat()
        movable = "end" not in early
        change = Change(Place("activities", activity.uid, "start"), day)
        fixes = (Fix("start_on", {"date": day}, (change,)),) if movable else ()
        yield _outside("before", activity, early, gate, first, fixes)


def _late_activity(activity: Activity, gate: str, last: Stated, shortest: dt.date) -> Iterator[Finding]:
    late = {name: day for name, day in _days(activity) if day > last.date}
    if late:
        yield _outside("after", activity, late, gate, last, _shorten(activity, shortest))


def _days(activity: Activity) -> tuple[tuple[str, dt.date], ...]:
    pairs = (("start", activity.start), ("end", activity.end))
    return tuple((name, day) for name, day in pairs if day is not None)


def _outside(
    kind: str, row: Activity, days: dict[str, dt.date], gate: str, limit: Stated, fixes: tuple[Fix, ...]
) -> Finding:
    places = tuple(Place("activities", row.uid, name) for name in days)
    params = {name: day.isoformat() for name, day in days.items()} | _limit(gate, limit)
    return Finding(
        "R14", Severity.ERROR, (*places, limit.place), {"kind": kind, **params, "label": row.name}, fixes
    )


def _shorten(activity: Activity, last: dt.date) -> tuple[Fix, ...]:
    """Nothing to shorten where the activity also begins after that day."""
    if activity.end is None or (activity.start and activity.start > last):
        return ()
    day = last.isoformat()
    return (Fix("end_on", {"date": day}, (Change(Place("activities", activity.uid, "end"), day),)),)


def _milestone(
    row: Milestone, own: dt.date, first: tuple[str, Stated | None], last: tuple[str, Stated | None]
) -> Iterator[Finding]:
    place = Place("milestones", row.uid, "date")
    for kind, (gate, limit) in (("milestone_before", first), ("milestone_after", last)):
        if limit and (own < limit.date if kind == "milestone_before" else own > limit.date):
            day = limit.date.isoformat()
            yield Finding(
                "R14",
                Severity.ERROR,
                (place, limit.place),
                {
                    "kind": kind,
                    "date": own.isoformat(),
                    **_limit(gate, limit),
                    "label": row.gate or row.decision,
                },
                (Fix("move_to", {"date": day}, (Change(place, day),)),),
            )


def _late_months(row: Period, gate: str, last: Stated | None) -> Iterator[Finding]:
    """What goes on after the month of the last gate: often the line's work, so it may stand."""
    until = row.last or row.first
    month = last.date.isoformat()[:7] if last else ""
    if not last or not until or until <= month:
        return
    place = Place("timeline", row.uid, "last" if row.last else "first")
    params = {"kind": "months", "first": row.first, "last": row.last, **_limit(gate, last), "label": row.text}
    shorten = Fix("end_in", {"month": month}, (Change(place, month),))
    fixes = (shorten,) if row.first and row.first <= month else ()
    yield Finding("R14", Severity.WARNING, (place, last.place), params, fixes)
