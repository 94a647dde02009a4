"""R7: goals that nothing leads to, and work that leads to no goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from uppdragil.core.values import Row
from uppdragil.directives.content import DirectiveContent

from .finding import Finding, Place, ReviewFacts, Severity


def unlinked(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R7: a mandate goal without an activity, an activity without a mandate goal.

    Where nothing is linked at all that is said once: a text that was imported never is.
    """
    yield from _between("activities", "mandate_goals", content.activities, content.mandate_goals)


def _between(chapter: str, goals: str, rows: Sequence[Row], targets: Sequence[Row]) -> Iterator[Finding]:
    """`rows` name the `targets` that they lead to, in a field called as the chapter `goals` is."""
    if not rows or not targets:
        return
    reached = {uid for row in rows for uid in getattr(row, goals)}
    if not reached:
        places = (Place(chapter), Place(goals))
        yield Finding("R7", Severity.HINT, places, {"kind": f"{chapter}_none"})
        return
    for target in targets:
        if target.uid not in reached:
            yield _alone(Severity.WARNING, goals, f"{goals}_unreached", target)
    for row in rows:
        if not getattr(row, goals):
            yield _alone(Severity.HINT, chapter, f"{chapter}_aimless", row)


def _alone(severity: Severity, chapter: str, kind: str, row: Row) -> Finding:
    label = getattr(row, "name", "") or getattr(row, "text", "")
    return Finding("R7", severity, (Place(chapter, row.uid),), {"kind": kind, "label": label})
