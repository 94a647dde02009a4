"""What of a directive is found, as it is shown: by chapter, and in a chapter by row. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_type_hints

from uppdragil.core.values import Line, Row, Rows, Text
from uppdragil.directives.content import CHAPTER_KEYS, ROW_TYPES, TEXT_CHAPTERS, DirectiveContent

from .words import plain

HEAD, DECISIONS, REPORTS = "head", "decisions", "reports"
_SEARCHED_HEAD = ("title", "subtitle", "number", "registry_number", "unit", "parent", "supersedes", "origin")
DATES = "gate_plans"  # their words are the model's own, the same in every mandate
_BETWEEN = " · "  # between the fields of a row
# The signs of Markdown that are not read: emphasis, quotation, what begins a line of a list.
_SIGNS = re.compile(r"\*\*|__|(?m:^[ \t]*(?:[-*+>]|\d{1,3}\.)[ \t]+)")


class Said(NamedTuple):
    """A text of a chapter: of the row `uid`, or of the chapter itself (""); its `text` as it is read."""

    uid: str
    text: str


def joined(words: Iterable[str | None]) -> str:
    """What somebody has written, field by field, as one text."""
    return plain(_BETWEEN.join(filter(None, words))).strip()


def of_head(head: Any) -> list[Said]:
    """Each line of the head, of a content or of a directive's own columns."""
    return _filled(Said("", getattr(head, name)) for name in _SEARCHED_HEAD)


def of_chapter(content: DirectiveContent, key: str) -> list[Said]:
    """The texts of a chapter: its own or its rows', and its note."""
    note = content.note(key)
    return _filled((Said("", note.lead_in), *_body(content, key), Said("", note.not_applicable)))


def of_content(content: DirectiveContent) -> dict[str, list[Said]]:
    """Everything that is found of a directive, by chapter; chapters that say nothing are not there."""
    found = {HEAD: of_head(content)} | {key: of_chapter(content, key) for key in CHAPTER_KEYS}
    return {key: texts for key, texts in found.items() if texts}


def _body(content: DirectiveContent, key: str) -> Iterator[Said]:
    if key in TEXT_CHAPTERS:
        yield Said("", _SIGNS.sub("", getattr(content, key)))
    elif key != DATES:
        for row in getattr(content, key):
            yield Said(row.uid, _BETWEEN.join(_words(row)))


def _words(row: Row) -> Iterator[str]:
    """What somebody has written in the row, field by field: no links, no choices from a list."""
    for name in _FIELDS[type(row)]:
        value = getattr(row, name)
        yield from (one for one in ((value,) if isinstance(value, str) else value or ()) if one)


_WRITTEN = (Line, Text, Line | None, Text | None, Rows[Line], Rows[Text])  # uids and links are nobody's words
_FIELDS = {
    kind: tuple(name for name, hint in get_type_hints(kind, include_extras=True).items() if hint in _WRITTEN)
    for kind in ROW_TYPES.values()
}


def _filled(texts: Iterable[Said]) -> list[Said]:
    return [Said(uid, plain(text).strip()) for uid, text in texts if text.strip()]
