"""What differs between two contents, chapter by chapter, row by row. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from uppdragil.core.sequences import longest_rising
from uppdragil.core.values import Row, Value
from uppdragil.core.worddiff import Segment, word_diff

from .content import CHAPTER_KEYS, HEAD_FIELDS, ROW_TYPES, TEXT_CHAPTERS, DirectiveContent

HEAD = "head"
TEXT = "text"  # the field of a text chapter's own text
NOTE_FIELDS = ("lead_in", "not_applicable")


class RowKind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class FieldChange:
    """A field's old and new value, and both as text with the difference marked (dates in ISO form)."""

    field: str
    old: object
    new: object
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class RowChange:
    """A row that was added, removed, changed or only moved. A changed row may be `moved` as well."""

    uid: str
    kind: RowKind
    old: Row | None
    new: Row | None
    fields: tuple[FieldChange, ...] = ()
    moved: bool = False


@dataclass(frozen=True)
class ChapterChange:
    """What changed in a chapter or in the head (HEAD); `fields` are those of no row."""

    chapter: str
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()


def compare(old: DirectiveContent, new: DirectiveContent) -> list[ChapterChange]:
    """Every chapter that differs, the head first and then in the document's order; empty when equal."""
    changes = [ChapterChange(HEAD, tuple(_fields(old, new, HEAD_FIELDS)))]
    changes += [_chapter(key, old, new) for key in CHAPTER_KEYS]
    return [change for change in changes if change.fields or change.rows]


def unchanged_count(changes: Iterable[ChapterChange], chapters: Iterable[str]) -> int:
    """How many of these chapters no change is in."""
    return len(set(chapters) - {change.chapter for change in changes})


def _chapter(key: str, old: DirectiveContent, new: DirectiveContent) -> ChapterChange:
    fields = list(_fields(old.note(key), new.note(key), NOTE_FIELDS))
    before, after = getattr(old, key), getattr(new, key)
    if key in TEXT_CHAPTERS and before != after:
        fields.insert(0, _field_change(TEXT, before, after))
    rows = _rows(before, after) if key in ROW_TYPES and before != after else ()
    return ChapterChange(key, tuple(fields), tuple(rows))


def _fields(old: Value, new: Value, names: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _field_change(name, before, after)


def _field_change(name: str, old: object, new: object) -> FieldChange:
    return FieldChange(name, old, new, tuple(word_diff(plain(old), plain(new))))


def _rows(before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[RowChange]:
    """The new rows in their order, then those that are gone."""
    old = {row.uid: row for row in before}
    moved = _moved(old, after)
    for row in after:
        if row.uid not in old:
            yield RowChange(row.uid, RowKind.ADDED, None, row)
        elif old[row.uid] != row:
            names = tuple(name for name in type(row).model_fields if name != "uid")
            fields = tuple(_fields(old[row.uid], row, names))
            yield RowChange(row.uid, RowKind.CHANGED, old[row.uid], row, fields, row.uid in moved)
        elif row.uid in moved:
            yield RowChange(row.uid, RowKind.MOVED, old[row.uid], row, moved=True)
    kept = {row.uid for row in after}
    yield from (RowChange(row.uid, RowKind.REMOVED, row, None) for row in before if row.uid not in kept)


def _moved(old: Mapping[str, Row], after: tuple[Row, ...]) -> set[str]:
    """The fewest rows that were moved to give the new order of those in both."""
    position = {uid: i for i, uid in enumerate(old)}
    common = [row.uid for row in after if row.uid in old]
    stayed = {common[i] for i in longest_rising([position[uid] for uid in common])}
    return set(common) - stayed


def plain(value: object) -> str:
    """A field's value as text: nothing for None, dates in ISO form, several values on lines."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(plain(item) for item in value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
