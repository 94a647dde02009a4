"""R7: goals that nothing leads to, and work that leads to no goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from uppdragil.core.values import Row
from uppdragil.directives.content import LINKS, DirectiveContent

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity
from .words import stems

ALIKE, APART = (
    60.0,
    10.0,
)  # of 100: how much a row's words are those of one goal, and how much less those of any other
MOST_PAIRS = 2_500  # that are held against each other
_WORDS = 60  # of a text


def unlinked(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R7: a goal that nothing leads to, an activity or a mandate goal that leads to none (`content.LINKS`).

    Where nothing is linked at all that is said once: a text that was imported never is.
    """
    for of, to in LINKS:
        yield from _between(of, to, getattr(content, of), getattr(content, to))


def _between(chapter: str, goals: str, rows: Sequence[Row], targets: Sequence[Row]) -> Iterator[Finding]:
    """`rows` name the `targets` that they lead to, in a field called as the chapter `goals` is."""
    if not rows or not targets:
        return
    reached = {uid for row in rows for uid in getattr(row, goals)}
    likely = _likely([row for row in rows if not getattr(row, goals)], targets)
    if not reached:
        places = (Place(chapter), Place(goals))
        changes = tuple(_link(chapter, row, goals, likely[row]) for row in rows if row in likely)
        fixes = (Fix(f"link_{chapter}", {"count": len(changes)}, changes),) if changes else ()
        yield Finding("R7", Severity.HINT, places, {"kind": f"{chapter}_none"}, fixes)
        return
    for target in targets:
        if target.uid not in reached:
            yield _alone(Severity.WARNING, goals, f"{goals}_unreached", target)
    for row in rows:
        if not getattr(row, goals):
            yield _alone(
                Severity.HINT, chapter, f"{chapter}_aimless", row, *_fixes(chapter, row, goals, likely)
            )


def _alone(severity: Severity, chapter: str, kind: str, row: Row, *fixes: Fix) -> Finding:
    return Finding("R7", severity, (Place(chapter, row.uid),), {"kind": kind, "label": _text(row)}, fixes)


def _fixes(chapter: str, row: Row, goals: str, likely: dict[Row, Row]) -> Iterator[Fix]:
    if row in likely:
        yield Fix("link", {"word": _text(likely[row])}, (_link(chapter, row, goals, likely[row]),))


def _link(chapter: str, row: Row, goals: str, target: Row) -> Change:
    return Change(Place(chapter, row.uid, goals), [target.uid])


def _likely(rows: Sequence[Row], targets: Sequence[Row]) -> dict[Row, Row]:
    """The one goal that says nearly what a row says, where there is one."""
    if len(rows) * len(targets) > MOST_PAIRS:
        return {}
    said = {i: _stemmed(target) for i, target in enumerate(targets)}
    found = {}
    for row in rows:
        best = process.extract(_stemmed(row), said, scorer=fuzz.token_set_ratio, limit=2)
        score, next_score = best[0][1], best[1][1] if len(best) > 1 else 0.0
        if score >= ALIKE and score - next_score >= APART:
            found[row] = targets[best[0][2]]
    return found


def _stemmed(row: Row) -> str:
    return " ".join(list(stems(_text(row)[: _WORDS * 20]))[:_WORDS])


def _text(row: Row) -> str:
    return getattr(row, "name", "") or getattr(row, "text", "")
