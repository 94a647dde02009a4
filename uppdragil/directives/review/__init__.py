"""Motsägelsegranskning: where a directive contradicts itself, and what would settle it (domain, section 5).

Pure: no database, no Django, no clock. The sentences are made in `directives.sentences`.
"""

from __future__ import annotations

import datetime as dt

from uppdragil.directives.content import CHAPTER_KEYS, DirectiveContent, normalised

from .finding import HEAD, Change, Finding, Fix, Other, Place, ReviewFacts, Severity
from .fixing import StaleFixError, apply
from .table import RULES

__all__ = [
    "HEAD",
    "RULES",
    "Change",
    "Finding",
    "Fix",
    "Other",
    "Place",
    "ReviewFacts",
    "Severity",
    "StaleFixError",
    "apply",
    "errors",
    "review",
    "to_tell",
]

_SEVERITIES = tuple(Severity)
_CHAPTERS = (HEAD, *CHAPTER_KEYS)
DAYS_OFF = "R12"
_BLOCKING = ("R1", "R2", "R3", "R4", "R14")  # the rules that can find an error


def review(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> tuple[Finding, ...]:
    """Every finding: errors first, then in the document's order. Applying any of its fixes settles it.

    A date or a role that only repeats its source is no statement of its own, whether or not `content`
    is normalised.
    """
    stated = normalised(content)
    found = [finding for rule in RULES.values() for finding in rule(stated, facts, today)]
    return tuple(sorted(found, key=_rank))


def errors(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> list[Finding]:
    """Those of `review` that block a submission, in no order; for lists of many directives."""
    stated = normalised(content)
    found = (finding for name in _BLOCKING for finding in RULES[name](stated, facts, today))
    return [finding for finding in found if finding.severity is Severity.ERROR]


def to_tell(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings as people are shown them: a day off is not told while the activity's dates are in error.

    An activity with an error is changed anyway, and its dates with it. That it also ends on a Sunday is
    worth saying only of the date that it gets; until then it would hide the error.
    """
    wrong = {p for f in findings if f.severity is Severity.ERROR for p in _activities(f)}
    return tuple(f for f in findings if f.rule != DAYS_OFF or not wrong & _activities(f))


def _activities(finding: Finding) -> set[str | None]:
    return {place.row for place in finding.places if place.chapter == "activities"}


def _rank(finding: Finding) -> tuple[int, int]:
    return _SEVERITIES.index(finding.severity), _CHAPTERS.index(finding.places[0].chapter)
