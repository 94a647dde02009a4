"""Every text of a directive with its place, and the changes that reword some of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from annotated_types import MaxLen

from uppdragil.core.values import MAX_LINE, MAX_ROWS, Value
from uppdragil.directives.content import (
    HEAD_FIELDS,
    ROW_TYPES,
    TEXT_CHAPTERS,
    ChapterNote,
    DirectiveContent,
)

from .finding import HEAD, Change, Fix, Place

Said = tuple[Place, str]  # a text, and where it stands
Span = tuple[int, int]  # from here to there in a text
MOST_PLACES = 20  # of one finding; a name that stands in more is looked for once the first are mended
# What is a code, a link or a choice; who looks for words passes it by.
_NO_WORDS = {"uid", "gate", "term", "first", "last", "holder_kind", "role", "cost_kind", "visibility"}


def texts(content: DirectiveContent) -> Iterator[Said]:
    """Every text that is not empty: the head's, the chapters', the rows', and what is noted of chapters."""
    return ((place, text) for place, text in _values(content) if type(text) is str and text)


def _values(content: DirectiveContent) -> Iterator[tuple[Place, object]]:
    for field in _fields(HEAD_FIELDS):
        yield Place(HEAD, None, field), getattr(content, field)
    for chapter in TEXT_CHAPTERS:
        yield Place(chapter), getattr(content, chapter)
    for chapter, row in content.all_rows():
        for field in _fields(tuple(type(row).model_fields)):
            yield Place(chapter, row.uid, field), getattr(row, field)
    for note in content.notes:
        for field in ("lead_in", "not_applicable"):
            yield Place(note.chapter, None, field), getattr(note, field)


@cache
def _fields(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those that may hold a text."""
    return tuple(name for name in names if name not in _NO_WORDS and not name.endswith("_id"))


class Spots:
    """Where in the texts something stands, and what would stand there instead."""

    def __init__(self) -> None:
        self._found: dict[Place, tuple[str, list[Span]]] = {}

    def add(self, place: Place, text: str, *spans: Span) -> None:
        """Those in one text come in order. Only the first places are kept."""
        if place in self._found:
            self._found[place][1].extend(spans)
        elif len(self._found) < MOST_PLACES:
            self._found[place] = (text, list(spans))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._found)

    def mended(self, code: str, word: str, new: Callable[[str], str]) -> tuple[Fix, ...]:
        """The fix that puts new words for the old in every spot; none where a text would grow too long."""
        changes = tuple(
            Change(place, _spliced(text, spans, new)) for place, (text, spans) in self._found.items()
        )
        if not changes or any(len(str(change.value)) > _limit(change.place) for change in changes):
            return ()
        return (Fix(code, {"word": word}, changes),)


def _spliced(text: str, spans: Iterable[Span], new: Callable[[str], str]) -> str:
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], new(text[start:stop])]
        end = stop
    return "".join((*parts, text[end:]))


def _limit(place: Place) -> int:
    """How many characters there is room for."""
    if place.row:
        kind: type[Value] = ROW_TYPES[place.chapter]
    else:
        kind = ChapterNote if place.field and place.chapter != HEAD else DirectiveContent
    field = kind.model_fields[place.field or place.chapter]
    return next((one.max_length for one in field.metadata if isinstance(one, MaxLen)), MAX_LINE)


def adding(
    code: str, content: DirectiveContent, chapter: str, word: str, fields: dict[str, Any]
) -> tuple[Fix, ...]:
    """The fix that puts a row of these fields into a chapter; none where it is full."""
    if len(getattr(content, chapter)) >= MAX_ROWS:
        return ()
    uid = _new_uid(content, chapter, word)
    return (Fix(code, {"word": word}, (Change(Place(chapter, uid), fields),)),)


def _new_uid(content: DirectiveContent, chapter: str, word: str) -> str:
    """The same for the same word, as a rule has no chance in it; one that no row has."""
    taken = {row.uid for _chapter, row in content.all_rows()}
    lap = 0
    while (uid := _digest(f"{chapter}/{word}/{lap}")) in taken:
        lap += 1
    return uid


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
