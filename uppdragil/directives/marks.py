"""A mark says which text somebody saw: a short hash of what one part of a directive says. No database, no Django.

A part is what is saved and what two people can clash over: the head, a chapter's own words (its text and its
note), or one row. Two parts that say the same have the same mark, so a text that went and came back is no clash.
"""

from __future__ import annotations

from typing import Any

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.values import Row

from .baseline import HEAD
from .content import HEAD_FIELDS, LINKS, ROW_TYPES, TEXT_CHAPTERS, DirectiveContent

LENGTH = 16  # hexadecimal characters: nobody searches for two texts with the same mark of one part
NONE = ""  # the mark of a row that is not there


def of_part(content: DirectiveContent, chapter: str, row: str | None = None) -> str:
    """The mark of row `row` of `chapter` (NONE where there is no such row), or of the words of it; HEAD: the head."""
    if row is None:
        return of_head(content) if chapter == HEAD else of_words(content, chapter)
    return next((of_row(found) for found in getattr(content, chapter) if found.uid == row), NONE)


def of_row(row: Row) -> str:
    """The order in which the goals that it serves were ticked says nothing."""
    said = row.model_dump(mode="json")
    return _mark(said | {links.to: sorted(said[links.to]) for links in LINKS if links.to in said})


def of_words(content: DirectiveContent, chapter: str) -> str:
    """Of a chapter's text, lead-in and why it does not apply."""
    return _mark(words(content, chapter))


def of_head(content: DirectiveContent) -> str:
    """Of all fields of the head."""
    return _mark(content.model_dump(mode="json", include=set(HEAD_FIELDS)))


def of_chapter(content: DirectiveContent, chapter: str) -> str:
    """Of all that a chapter says, its words and its rows in their order; HEAD: the head."""
    if chapter == HEAD:
        return of_head(content)
    rows = getattr(content, chapter) if chapter in ROW_TYPES else ()
    return _mark([of_words(content, chapter), *([row.uid, of_row(row)] for row in rows)])


def words(content: DirectiveContent, chapter: str) -> dict[str, str]:
    """What a chapter says beside its rows, by the names of its fields."""
    note = content.note(chapter)
    text = getattr(content, chapter) if chapter in TEXT_CHAPTERS else ""
    return {"text": text, "lead_in": note.lead_in, "not_applicable": note.not_applicable}


def _mark(said: Any) -> str:
    return sha256(canonical_json(said))[:LENGTH]
