"""R8 and R9: what a goal or a risk lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.content import DirectiveContent, ImpactGoal, Risk

from .finding import Finding, Place, ReviewFacts, Severity

GOAL_FIELDS = ("indicator", "baseline", "target", "due", "measured_by")
RISK_FIELDS = ("measure", "owner")


def unmeasurable_goals(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R8: an impact goal without indicator, baseline, target, date or somebody who measures."""
    for goal in content.impact_goals:
        yield from _gaps("R8", "impact_goals", goal, GOAL_FIELDS)


def unmanaged_risks(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R9: a risk without measure or owner."""
    for risk in content.risks:
        yield from _gaps("R9", "risks", risk, RISK_FIELDS)


def _gaps(rule: str, chapter: str, row: ImpactGoal | Risk, fields: tuple[str, ...]) -> Iterator[Finding]:
    missing = [name for name in fields if _is_blank(getattr(row, name))]
    if missing:
        places = tuple(Place(chapter, row.uid, name) for name in missing)
        yield Finding(rule, Severity.WARNING, places, {"missing": missing, "label": row.text})


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
