"""R11: something that was to be filled in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from uppdragil.directives.content import TEXT_CHAPTERS, DirectiveContent

from .finding import Finding, Place, ReviewFacts, Severity
from .texts import texts

# Each is matched against a stripped text in linear time.
_LEFT_OVER = re.compile(r"[ÅY]{4}-MM-DD|\?{2,}|\b(?:TBD|TBA)\b|\bx{2,}\b|^\?$", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(
    r"(?:N/?A|ej tillämpligt|inte tillämpligt|not applicable) ?[.:–-]?", re.IGNORECASE
)
_SHOWN = 20  # characters of what was found
# A term may stand for "not applicable", and an empty cell of comments may say it.
_MAY_BE_NOT_APPLICABLE = {("terms", "explanation"), ("milestones", "comment")}


def left_overs(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R11: a placeholder such as ÅÅÅÅ-MM-DD or "?", or "N/A" without a reason."""
    for place, whole in texts(content):
        text = whole.strip()
        if found := _LEFT_OVER.search(text):
            yield _finding("placeholder", place, found[0][:_SHOWN])
        elif _NOT_APPLICABLE.fullmatch(text) and not _is_explained(content, place):
            yield _finding("not_applicable", place, text)


def _finding(kind: str, place: Place, found: str) -> Finding:
    return Finding("R11", Severity.WARNING, (place,), {"kind": kind, "found": found})


def _is_explained(content: DirectiveContent, place: Place) -> bool:
    if (place.chapter, place.field) in _MAY_BE_NOT_APPLICABLE:
        return True
    reason = content.note(place.chapter).not_applicable if place.chapter in TEXT_CHAPTERS else ""
    return bool(reason.strip()) and not _NOT_APPLICABLE.fullmatch(reason.strip())
