"""Carry out a fix on a content."""

from __future__ import annotations

from collections import defaultdict
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
    for target, values in _by_target(fix.changes).items():
        _update(changed, target, values)
    return DirectiveContent.model_validate(changed)


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
