"""Rows of the database to `DirectiveContent` and back, without loss.

One pair of functions serves every chapter: a row model's columns carry the names of its content
type, so a new field is a field there, a column here and nothing in between.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from uppdragil.core import history
from uppdragil.organisation.models import Person

from . import models
from .content import CHAPTER_KEYS, HEAD_FIELDS, ROW_TYPES, TEXT_CHAPTERS, ChapterNote, DirectiveContent, Row

ROW_MODELS: dict[str, type[models.ContentRow]] = {
    key: getattr(models, row_type.__name__) for key, row_type in ROW_TYPES.items()
}


def load(directive: models.Directive) -> DirectiveContent:
    """Everything the rows say. One query per row type and one for the chapters, however many rows."""
    chapters = {c.key: c for c in models.Chapter.objects.filter(directive=directive)}
    return DirectiveContent.model_validate(
        {name: getattr(directive, name) for name in HEAD_FIELDS}
        | {key: chapters[key].text for key in TEXT_CHAPTERS if key in chapters}
        | {key: [_row_values(row) for row in _rows(directive, key)] for key in ROW_MODELS}
        | {
            "notes": [
                _note(chapters[key]) for key in CHAPTER_KEYS if key in chapters and _has_note(chapters[key])
            ]
        }
    )


def add_chapters(directive: models.Directive, *, by: Person | None, now: dt.datetime) -> None:
    """An empty row per chapter, so that every chapter has a version to save against."""
    rows = [models.Chapter(directive=directive, key=key) for key in CHAPTER_KEYS]
    history.record_many(models.Chapter.objects.bulk_create(rows), by=by, now=now)


def write_head(
    directive: models.Directive, content: DirectiveContent, *, by: Person | None, now: dt.datetime
) -> None:
    """The head columns of `content`, saved with history when any of them differs."""
    values = {name: getattr(content, name) for name in HEAD_FIELDS}
    if any(getattr(directive, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(directive, name, value)
        history.sign(directive, by, now).save(update_fields=list(HEAD_FIELDS))


def write_chapter(
    directive: models.Directive, key: str, content: DirectiveContent, *, by: Person | None, now: dt.datetime
) -> None:
    """One chapter of `content`: its text or rows, and its note."""
    note = content.note(key)
    chapter = models.Chapter.objects.get(directive=directive, key=key)
    new = (getattr(content, key) if key in TEXT_CHAPTERS else "", note.lead_in, note.not_applicable)
    if (chapter.text, chapter.lead_in, chapter.not_applicable) != new:
        chapter.text, chapter.lead_in, chapter.not_applicable = new
        history.sign(chapter, by, now).save(update_fields=["text", "lead_in", "not_applicable"])
    if key in ROW_MODELS:
        _write_rows(directive, key, getattr(content, key), by=by, now=now)


def write_all(
    directive: models.Directive, content: DirectiveContent, *, by: Person | None, now: dt.datetime
) -> None:
    """The head and every chapter of `content`."""
    write_head(directive, content, by=by, now=now)
    for key in CHAPTER_KEYS:
        write_chapter(directive, key, content, by=by, now=now)


def _rows(directive: models.Directive, key: str) -> Any:
    return ROW_MODELS[key]._default_manager.filter(directive=directive).order_by("position")


def _columns(key: str) -> tuple[str, ...]:
    return tuple(ROW_TYPES[key].model_fields)


def _row_values(row: models.ContentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.row_type.model_fields}


def _has_note(chapter: models.Chapter) -> bool:
    return bool(chapter.lead_in or chapter.not_applicable)


def _note(chapter: models.Chapter) -> ChapterNote:
    return ChapterNote(chapter=chapter.key, lead_in=chapter.lead_in, not_applicable=chapter.not_applicable)


def _stored(row: Row, name: str) -> Any:
    value = getattr(row, name)
    return list(value) if isinstance(value, tuple) else value


def _write_rows(
    directive: models.Directive, key: str, rows: tuple[Row, ...], *, by: Person | None, now: dt.datetime
) -> None:
    """Make the table say exactly `rows`, in this order, touching only what differs."""
    model, columns = ROW_MODELS[key], _columns(key)
    present = {row.uid: row for row in _rows(directive, key)}
    created, changed = [], []
    for position, row in enumerate(rows):
        values = {name: _stored(row, name) for name in columns} | {"position": position}
        old = present.pop(row.uid, None)
        if old is None:
            created.append(model(directive=directive, **values))
        elif any(getattr(old, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(old, name, value)
            changed.append(old)
    for gone in present.values():
        history.sign(gone, by, now).delete()
    history.record_many(model._default_manager.bulk_create(created), by=by, now=now)
    if changed:
        model._default_manager.bulk_update(changed, [*columns, "position"])
        history.record_many(changed, by=by, now=now, changed=True)
