"""Carry out a fix on a content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from uppdragil.core.values import Row
from uppdragil.directives.content import (
    CHAPTER_KEYS,
    HEAD_FIELDS,
    ROW_TYPES,
    ChapterNote,
    DirectiveContent,
    normalised,
)

from .finding import HEAD, Change, Fix, Place


class StaleFixError(LookupError):
    """The fix was made for another content: its row, chapter or field is not here."""


def apply(content: DirectiveContent, fix: Fix) -> DirectiveContent:
    """The content, normalised, with every change of `fix`, validated.

    Normalised first, so that a date which is moved at its source is moved where it was repeated too.

    Raises StaleFixError where a change has no place here, pydantic.ValidationError for an unfit value.
    """
    changed = normalised(content).model_dump()
    fields = tuple(c for c in fix.changes if not _of_row(c.place))
    for target, values in _by_target(fields).items():
        _update(changed, target, values)
    for change in fix.changes:
        if _of_row(change.place):
            _change_row(changed, change)
    return DirectiveContent.model_validate(changed)


def _of_row(place: Place) -> bool:
    """Whether a place is a whole row."""
    return place.row is not None and place.field is None


def _by_target(changes: tuple[Change, ...]) -> dict[Place, dict[str, object]]:
    """Changes of one row together, since some of its fields are only valid together."""
    targets: dict[Place, dict[str, object]] = defaultdict(dict)
    for change in changes:
        place = change.place
        targets[Place(place.chapter, place.row)][place.field or place.chapter] = change.value
    return targets


def _update(content: dict[str, Any], target: Place, values: dict[str, object]) -> None:
    own_fields = HEAD_FIELDS if target.chapter == HEAD else (target.chapter,)
    if target.row is not None:
        _row(content, target).update(_known(ROW_TYPES[target.chapter], values))
    elif target.chapter not in (HEAD, *CHAPTER_KEYS):
        raise StaleFixError(target)
    elif values.keys() <= set(own_fields):
        content.update(values)
    else:
        _note(content, target.chapter).update(_known(ChapterNote, values))


def _change_row(content: dict[str, Any], change: Change) -> None:
    """Take the row away, or put a new one last in its chapter."""
    chapter, uid = change.place.chapter, change.place.row
    if chapter not in ROW_TYPES:
        raise StaleFixError(change.place)
    rows = [row for row in content[chapter] if row["uid"] != uid]
    if change.value is None:
        if len(rows) == len(content[chapter]):
            raise StaleFixError(change.place)
        content[chapter] = rows
    elif len(rows) == len(content[chapter]) and isinstance(change.value, Mapping):
        said = _known(ROW_TYPES[chapter], dict(change.value))
        content[chapter] = [*rows, {**said, "uid": uid}]
    else:
        raise StaleFixError(change.place)


def _row(content: dict[str, Any], target: Place) -> dict[str, Any]:
    for row in content[target.chapter] if target.chapter in ROW_TYPES else ():
        if row["uid"] == target.row:
            return row
    raise StaleFixError(target)


def _note(content: dict[str, Any], chapter: str) -> dict[str, Any]:
    for note in content["notes"]:
        if note["chapter"] == chapter:
            return note
    if chapter == HEAD:
        raise StaleFixError(chapter)
    note = {"chapter": chapter}
    content["notes"] = (*content["notes"], note)
    return note


def _known(kind: type[Row] | type[ChapterNote], values: dict[str, object]) -> dict[str, object]:
    if not values.keys() <= kind.model_fields.keys():
        raise StaleFixError(sorted(values))
    return values
