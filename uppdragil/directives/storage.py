"""Rows of the database to `DirectiveContent` and back, without loss.

One pair of functions serves every chapter: a row model's columns carry the names of its content
type, so a new field is a field there, a column here and nothing in between.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from uppdragil.core import events, history
from uppdragil.core.values import Row
from uppdragil.organisation.models import Person

from . import cards, edges, holding, models, receivers
from .content import CHAPTER_KEYS, HEAD_FIELDS, LINKS, ROW_TYPES, TEXT_CHAPTERS, DirectiveContent
from .events import ChaptersWritten, HeadWritten
from .rowsql import Said, Tables

ROW_MODELS: dict[str, type[models.ContentRow]] = {
    key: getattr(models, row_type.__name__) for key, row_type in ROW_TYPES.items()
}
CHAPTERS = "chapters"
TABLES = Tables(
    {CHAPTERS: (models.Chapter, ("key", "text", "lead_in", "not_applicable"))}
    | {key: (ROW_MODELS[key], tuple(row_type.model_fields)) for key, row_type in ROW_TYPES.items()}
)


@dataclass(frozen=True)
class Stored:
    """The rows of one directive as they stand: its chapters, and the rows of those of them that were read."""

    directive: models.Directive
    chapters: Sequence[models.Chapter]
    rows: Mapping[str, Sequence[models.ContentRow]]

    def content(self) -> DirectiveContent:
        """What they say."""
        chapters = [
            {"key": c.key, "text": c.text, "lead_in": c.lead_in, "not_applicable": c.not_applicable}
            for c in self.chapters
        ]
        rows = {key: [_row_values(row) for row in rows] for key, rows in self.rows.items()}
        return _content(self.directive, rows | {CHAPTERS: chapters})


def load(directive: models.Directive, rows_of: Collection[str] = tuple(ROW_MODELS)) -> DirectiveContent:
    """Everything the rows say; one query, however many rows.

    `rows_of`: the chapters whose rows are read; the others come without any.
    """
    return load_many([directive], rows_of)[directive.pk]


def load_many(
    directives: Sequence[models.Directive], rows_of: Collection[str] = tuple(ROW_MODELS)
) -> dict[int, DirectiveContent]:
    """What each directive says, by primary key; one query for a hundred as for one."""
    return _load(directives, (CHAPTERS, *rows_of))


def load_rows(
    directives: Sequence[models.Directive], rows_of: Collection[str]
) -> dict[int, DirectiveContent]:
    """The head and these chapters' rows of each directive, without any text or note; one query."""
    return _load(directives, rows_of)


def _load(directives: Sequence[models.Directive], tables: Collection[str]) -> dict[int, DirectiveContent]:
    said = TABLES.said([d.pk for d in directives], _linked(tables))
    return {d.pk: _content(d, said[d.pk]) for d in directives}


def _linked(tables: Collection[str]) -> Collection[str]:
    """With the tables of the rows that their rows point at, which a content cannot be without."""
    found = dict.fromkeys(tables)
    for links in reversed(LINKS):  # activities point at goals, and these at others
        if links.of in found:
            found[links.to] = None
    return tuple(found)


def _content(directive: models.Directive, said: Said) -> DirectiveContent:
    """The value of a directive whose tables say this."""
    chapters = said.get(CHAPTERS, ())
    notes = [
        {"chapter": c["key"], "lead_in": c["lead_in"], "not_applicable": c["not_applicable"]}
        for c in chapters
    ]
    return DirectiveContent.model_validate(
        {name: getattr(directive, name) for name in HEAD_FIELDS}
        | {c["key"]: c["text"] for c in chapters if c["key"] in TEXT_CHAPTERS}
        | {key: rows for key, rows in said.items() if key != CHAPTERS}
        | {"notes": notes}
    )


def read(directives: Sequence[models.Directive], rows_of: Collection[str]) -> list[Stored]:
    """The rows of each directive; those of the chapters in `rows_of`."""
    chapters: dict[int, list[models.Chapter]] = defaultdict(list)
    for chapter in models.Chapter.objects.filter(directive__in=directives):
        chapters[chapter.directive_id].append(chapter)
    rows = {key: _rows_by_directive(key, directives) for key in ROW_MODELS if key in rows_of}
    return [Stored(d, chapters[d.pk], {key: rows[key][d.pk] for key in rows}) for d in directives]


def head_of(content: DirectiveContent) -> dict[str, Any]:
    """The fields of the head."""
    return {name: getattr(content, name) for name in HEAD_FIELDS}


def add_chapters(directive: models.Directive, *, by: Person | None, now: dt.datetime) -> None:
    """An empty row per chapter, and the directive's card."""
    models.Card.objects.create(directive=directive, **cards.of_head(directive))
    rows = [models.Chapter(directive=directive, key=key) for key in CHAPTER_KEYS]
    history.record_many(models.Chapter.objects.bulk_create(rows), by=by, now=now)
    events.publish(HeadWritten(directive))


def write_head(
    directive: models.Directive, values: Mapping[str, Any], *, by: Person | None, now: dt.datetime
) -> None:
    """These fields of the head (all of them of a content), saved with history when any of them differs."""
    if any(getattr(directive, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(directive, name, value)
        history.sign(directive, by, now).save(update_fields=list(values))
        _card(directive).update(**cards.of_head(directive))
        events.publish(HeadWritten(directive))


def write_chapters(
    directive: models.Directive,
    keys: Collection[str],
    content: DirectiveContent,
    *,
    by: Person | None,
    now: dt.datetime,
    stored: Stored | None = None,
) -> None:
    """These chapters of `content`: one query for their notes, and those that each one's rows take.

    `stored`: what was read of them a moment ago, under the same lock, and need not be read again.
    """
    _write_words(directive, keys, content, stored, by=by, now=now)
    for key in ROW_MODELS:
        if key in keys:
            rows = stored.rows.get(key) if stored else None
            present = _rows(directive, key) if rows is None else rows
            _write_rows(directive, key, getattr(content, key), present, by=by, now=now)
    if facets := cards.of_chapters(content, keys):
        _card(directive).update(**facets)
    _follow(directive, keys, content)


def write_changes(
    directive: models.Directive,
    before: DirectiveContent,
    after: DirectiveContent,
    *,
    by: Person | None,
    now: dt.datetime,
) -> None:
    """Make the tables, which say `before`, say `after`: only what differs is read and written."""
    head = {name: value for name, value in head_of(after).items() if value != getattr(before, name)}
    write_head(directive, head, by=by, now=now)
    rows = [key for key in ROW_MODELS if getattr(before, key) != getattr(after, key)]
    words = [key for key in CHAPTER_KEYS if _differ(before, after, key)]
    _write_words(directive, words, after, by=by, now=now)
    for key in rows:
        _write_rows(directive, key, getattr(after, key), _rows(directive, key), by=by, now=now)
    facets = cards.of_chapters(after, rows)
    if facets != cards.of_chapters(before, rows):
        _card(directive).update(**facets)
    if rows or words:
        _follow(directive, tuple(dict.fromkeys([*rows, *words])), after)


def changed_parts(before: DirectiveContent, after: DirectiveContent) -> tuple[str, ...]:
    """The chapters, and "head" for the head, in which the two differ."""
    head = ("head",) if head_of(before) != head_of(after) else ()
    return head + tuple(
        key
        for key in CHAPTER_KEYS
        if getattr(before, key) != getattr(after, key) or before.note(key) != after.note(key)
    )


def _differ(before: DirectiveContent, after: DirectiveContent, key: str) -> bool:
    """Whether the columns of the chapter itself differ."""
    text = key in TEXT_CHAPTERS and getattr(before, key) != getattr(after, key)
    return text or before.note(key) != after.note(key)


def _write_words(
    directive: models.Directive,
    keys: Collection[str],
    content: DirectiveContent,
    stored: Stored | None = None,
    *,
    by: Person | None,
    now: dt.datetime,
) -> None:
    """The chapters' own columns: text, lead-in, why one does not apply."""
    if stored:
        present = [chapter for chapter in stored.chapters if chapter.key in keys]
    else:
        present = list(models.Chapter.objects.filter(directive=directive, key__in=keys)) if keys else []
    changed = [chapter for chapter in present if _adopt(chapter, content)]
    if changed:
        models.Chapter.objects.bulk_update(changed, ["text", "lead_in", "not_applicable"])
        history.record_many(changed, by=by, now=now, changed=True)


def _follow(directive: models.Directive, keys: Collection[str], content: DirectiveContent) -> None:
    """What is drawn from these chapters."""
    if "dependencies" in keys:
        edges.redraw(directive.pk, content)
    if "roles" in keys:
        holding.forget(directive)
        receivers.redraw(directive.pk, content)
    events.publish(ChaptersWritten(directive, tuple(keys), content))


def new_rows(
    directive: models.Directive, content: DirectiveContent
) -> tuple[list[models.Chapter], list[models.ContentRow]]:
    """The chapters and rows of a directive that has none yet, as `write_chapters` leaves them; none is stored here."""
    chapters = [models.Chapter(directive=directive, key=key) for key in CHAPTER_KEYS]
    for chapter in chapters:
        _adopt(chapter, content)
    rows = [
        ROW_MODELS[key](directive=directive, **_values(row, position))
        for key in ROW_MODELS
        for position, row in enumerate(getattr(content, key))
    ]
    return chapters, rows


def has_rows(directive: models.Directive, uids: Collection[str], beside: Collection[str]) -> bool:
    """Whether a chapter that is not in `beside` has a row with one of these uids."""
    found = [
        model._default_manager.filter(directive=directive, uid__in=uids).order_by().values("uid")
        for key, model in ROW_MODELS.items()
        if key not in beside
    ]
    return bool(uids and found) and found[0].union(*found[1:]).exists()


def _adopt(chapter: models.Chapter, content: DirectiveContent) -> bool:
    """Let the chapter's own columns say what `content` says; whether any of them changed."""
    key, note = chapter.key, content.note(chapter.key)
    new = (getattr(content, key) if key in TEXT_CHAPTERS else "", note.lead_in, note.not_applicable)
    changed = (chapter.text, chapter.lead_in, chapter.not_applicable) != new
    chapter.text, chapter.lead_in, chapter.not_applicable = new
    return changed


def write_all(
    directive: models.Directive, content: DirectiveContent, *, by: Person | None, now: dt.datetime
) -> None:
    """The head and every chapter of `content`."""
    write_head(directive, head_of(content), by=by, now=now)
    write_chapters(directive, CHAPTER_KEYS, content, by=by, now=now)


def _card(directive: models.Directive) -> QuerySet[cards.Card]:
    return models.Card.objects.filter(directive=directive, version=None)


def _rows(directive: models.Directive, key: str) -> Any:
    return ROW_MODELS[key]._default_manager.filter(directive=directive).order_by("position")


def _rows_by_directive(
    key: str, directives: Sequence[models.Directive]
) -> dict[int, list[models.ContentRow]]:
    found: dict[int, list[models.ContentRow]] = defaultdict(list)
    for row in ROW_MODELS[key]._default_manager.filter(directive__in=directives).order_by("position"):
        found[row.directive_id].append(row)
    return found


def _columns(key: str) -> tuple[str, ...]:
    return tuple(ROW_TYPES[key].model_fields)


def _row_values(row: models.ContentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.row_type.model_fields}


def _values(row: Row, position: int) -> dict[str, Any]:
    """The columns of a row."""
    said = {name: getattr(row, name) for name in type(row).model_fields}
    lists = {name: list(value) for name, value in said.items() if isinstance(value, tuple)}
    return said | lists | {"position": position}


def _write_rows(
    directive: models.Directive,
    key: str,
    rows: tuple[Row, ...],
    stored: Iterable[models.ContentRow],
    *,
    by: Person | None,
    now: dt.datetime,
) -> None:
    """Make the table, which says `stored`, say exactly `rows`, in this order, touching only what differs."""
    model, columns = ROW_MODELS[key], _columns(key)
    present = {row.uid: row for row in stored}
    created, changed = [], []
    positions = _positions([present[row.uid].position if row.uid in present else None for row in rows])
    for position, row in zip(positions, rows, strict=True):
        values = _values(row, position)
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


def _positions(now: Sequence[int | None]) -> list[int]:
    """Where each row stands: as it does (None: a new row), if that is its order already; else counted anew.

    A row that comes last or goes makes no other one change, nor its history tell that it did.
    """
    found: list[int] = []
    for place in now:
        last = found[-1] if found else -1
        if place is not None and place <= last:
            return list(range(len(now)))
        found.append(last + 1 if place is None else place)
    return found
