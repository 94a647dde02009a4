"""R11: something that was to be filled in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from uppdragil.directives.content import HEAD_FIELDS, TEXT_CHAPTERS, DirectiveContent

from .finding import HEAD, Finding, Place, ReviewFacts, Severity

# Each is matched against a stripped text in linear time.
_LEFT_OVER = re.compile(r"[ÅY]{4}-MM-DD|\?{2,}|\b(?:TBD|TBA)\b|\bx{2,}\b|^\?$", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(
    r"(?:N/?A|ej tillämpligt|inte tillämpligt|not applicable) ?[.:–-]?", re.IGNORECASE
)
_SHOWN = 20  # characters of what was found
_NO_TEXT = {"uid", "gate", "term", "other_id", "holder_id", "holder_kind", "role"}
# A term may stand for "not applicable", and an empty cell of comments may say it.
_MAY_BE_NOT_APPLICABLE = {("terms", "explanation"), ("milestones", "comment")}


def left_overs(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R11: a placeholder such as ÅÅÅÅ-MM-DD or "?", or "N/A" without a reason."""
    for place, whole in _texts(content):
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


def _texts(content: DirectiveContent) -> Iterator[tuple[Place, str]]:
    """Every text of the directive with its place."""
    for field in HEAD_FIELDS:
        if isinstance(text := getattr(content, field), str) and not field.endswith("_id"):
            yield Place(HEAD, None, field), text
    for chapter in TEXT_CHAPTERS:
        yield Place(chapter), getattr(content, chapter)
    for chapter, row in content.all_rows():
        for field in type(row).model_fields:
            if field not in _NO_TEXT and isinstance(text := getattr(row, field), str):
                yield Place(chapter, row.uid, field), text
    for note in content.notes:
        yield Place(note.chapter, None, "lead_in"), note.lead_in
        yield Place(note.chapter, None, "not_applicable"), note.not_applicable
