"""Saving what was typed: one part by itself, or many at once. Nobody overwrites another unknowingly.

Compare and swap: with the directive locked, each part that is to be saved must still be the one that its writer
saw (`marks`). What clashes is not written and comes back; all the rest is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from uppdragil.core.contention import writing
from uppdragil.core.values import Row
from uppdragil.organisation.models import Person

from . import marks, storage
from .baseline import HEAD
from .content import (
    HEAD_FIELDS,
    LINKS,
    ROW_CHAPTERS,
    TEXT_CHAPTERS,
    ChapterNote,
    DirectiveContent,
    normalised,
    without_dead_links,
)
from .models import Directive
from .services import editable, keep_baseline, own_number

Orders = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Edit:
    """What somebody wants one part to say, and the mark of what they saw there ("": a new row).

    `says` is the row (None: it goes), or the fields of the head or of a chapter's own words that are typed.
    """

    chapter: str
    row: str | None
    seen: str
    says: Row | Mapping[str, Any] | None


@dataclass(frozen=True)
class Saved:
    """What the directive said before and says now, and what was not written because somebody else was first."""

    before: DirectiveContent
    content: DirectiveContent
    conflicts: tuple[Edit, ...] = ()


def save(
    *,
    directive: Directive,
    edits: Iterable[Edit] | Callable[[DirectiveContent], Iterable[Edit]],
    orders: Orders | None = None,
    by: Person,
    now: dt.datetime,
) -> Saved:
    """Write every edit that clashes with nothing, and put the rows of the chapters in `orders` in that order.

    `edits` may be made of what stands, read under the lock; what that raises goes through, and nothing is written.
    A row that an order does not name keeps its place; a uid that no row has is passed over. Raises NotEditable,
    Locked, NumberTaken, core.contention.Busy, or pydantic.ValidationError (two rows with one uid, too long a
    text): nothing is written then.
    """
    with writing():
        directive = editable(directive, by, now)
        before = storage.load(directive)
        wanted = tuple(edits(before) if callable(edits) else edits)
        conflicts = tuple(edit for edit in wanted if clashes(before, edit))
        free = [edit for edit in wanted if edit not in conflicts]
        after = with_edits(before, free, orders or {})
        keep_baseline(directive, before, after)
        with own_number(after.number) if after.number != before.number else nullcontext():
            storage.write_changes(directive, before, after, by=by, now=now)
        return Saved(before, after, conflicts)


def clashes(content: DirectiveContent, edit: Edit) -> bool:
    """Whether the part is another than the one that was seen, and says anything else than what is to be written."""
    now = marks.of_part(content, edit.chapter, edit.row)
    if now == edit.seen or edit.seen == _with_goals_gone(content, edit):
        return False
    return marks.of_part(with_edits(content, [edit], {}), edit.chapter, edit.row) != now


def with_edits(content: DirectiveContent, edits: Sequence[Edit], orders: Orders) -> DirectiveContent:
    """`content` as these edits would have it. Pure. Raises pydantic.ValidationError."""
    parts = dict(content)
    for edit in edits:
        _apply(parts, edit)
    for key, order in orders.items():
        parts[key] = in_order(parts[key], order)
    whole = without_dead_links(DirectiveContent.model_construct(**parts))
    return _normal(DirectiveContent.model_validate(dict(whole)), {edit.row for edit in edits if edit.row})


def in_order(rows: Sequence[Row], order: Sequence[str]) -> tuple[Row, ...]:
    """`rows` with those that `order` names in that order, in the places that they have together. Pure."""
    by_uid = {row.uid: row for row in rows}
    named = [uid for uid in dict.fromkeys(order) if uid in by_uid]
    places, wanted = set(named), iter(named)
    return tuple(by_uid[next(wanted)] if row.uid in places else row for row in rows)


def _apply(parts: dict[str, Any], edit: Edit) -> None:
    key = edit.chapter
    if edit.row is not None:
        rows = [row for row in parts[key] if row.uid != edit.row]
        if isinstance(edit.says, Row):
            place = next((i for i, row in enumerate(parts[key]) if row.uid == edit.row), len(rows))
            rows.insert(place, edit.says)
        parts[key] = tuple(rows)
        return
    assert isinstance(edit.says, Mapping)  # only a row can go
    if key == HEAD:
        parts.update({name: value for name, value in edit.says.items() if name in HEAD_FIELDS})
        return
    notes = {note.chapter: note for note in parts["notes"]}
    note = notes.get(key, ChapterNote(chapter=key))
    said = {name: edit.says.get(name, getattr(note, name)) for name in ("lead_in", "not_applicable")}
    parts["notes"] = tuple((notes | {key: ChapterNote(chapter=key, **said)}).values())
    if key in TEXT_CHAPTERS:
        parts[key] = edit.says.get("text", parts[key])


def _with_goals_gone(content: DirectiveContent, edit: Edit) -> str | None:
    """The mark of a row before the goals went that the edit still serves: that they are gone is no clash."""
    if not isinstance(edit.says, Row):
        return None
    now = next((row for row in getattr(content, edit.chapter) if row.uid == edit.row), None)
    gone: dict[str, tuple[str, ...]] = {}
    for of, to in LINKS:
        if of == edit.chapter and now is not None:
            there = {row.uid for row in getattr(content, to)}
            gone[to] = tuple(uid for uid in getattr(edit.says, to) if uid not in there)
    if now is None or not any(gone.values()):
        return None
    return marks.of_row(now.model_copy(update={to: (*getattr(now, to), *uids) for to, uids in gone.items()}))


def _normal(content: DirectiveContent, touched: set[str]) -> DirectiveContent:
    """The rows that were touched say nothing that they only repeat; the others stay as they stand."""
    normal = normalised(content)
    changed = {
        key: tuple(
            new if old.uid in touched else old
            for old, new in zip(getattr(content, key), getattr(normal, key), strict=True)
        )
        for key in ROW_CHAPTERS
        if getattr(content, key) != getattr(normal, key)
    }
    return content.model_copy(update=changed)
