"""What a change decision changes, as rows of its record: where, before, after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from uppdragil.directives.content import DirectiveContent, RoleAssignment
from uppdragil.directives.diff import (
    HEAD,
    TEXT,
    ChapterChange,
    FieldChange,
    RowChange,
    RowKind,
    compare,
)
from uppdragil.directives.labels import field_label
from uppdragil.directives.sentences import heading_text, own_field, plain_words, row_text, row_words
from uppdragil.editions.spec import EditionSpec

from .record import Changed

LINKS = ("holder_kind", "holder_id")  # what the register calls them; the words stand beside


def changed(before: DirectiveContent, after: DirectiveContent, edition: EditionSpec) -> tuple[Changed, ...]:
    """In the document's order; a chapter's own text, then its rows."""
    return tuple(line for change in compare(before, after) for line in _chapter(change, edition))


def _chapter(change: ChapterChange, edition: EditionSpec) -> Iterator[Changed]:
    where = _("The head") if change.chapter == HEAD else heading_text(change.chapter, edition)
    for field in change.fields:
        label = "" if field.field == TEXT else str(field_label(change.chapter, field.field))
        yield _told(where, label, field)
    for row in change.rows:
        yield from _row(change.chapter, where, row)


def _row(chapter: str, where: str, row: RowChange) -> Iterator[Changed]:
    stated = row.new or row.old
    assert stated is not None  # a change has at least one side
    what = row_text(stated)
    if row.kind in (RowKind.ADDED, RowKind.REMOVED):
        sides = [row_words(chapter, side) if side else "" for side in (row.old, row.new)]
        own = what if isinstance(stated, RoleAssignment) else ""
        yield Changed(where=where, what=own, before=sides[0], after=sides[1])
    elif row.kind is RowKind.MOVED:
        yield Changed(where=where, what=what, before="", after=_("Has another place"))
    else:
        shown = [field for field in row.fields if field.field not in LINKS] or list(row.fields)
        for field in shown:
            # What changed is the row's name: the two sides say it.
            named = field.field == own_field(stated)
            yield _field(chapter, where, "" if named else what, field)


def _field(chapter: str, where: str, what: str, field: FieldChange) -> Changed:
    label = str(field_label(chapter, field.field)).lower()
    return _told(where, f"{what}, {label}" if what else "", field)


def _told(where: str, what: str, field: FieldChange) -> Changed:
    before, after = (_said(field.field, value) for value in (field.old, field.new))
    return Changed(where=where, what=what, before=before, after=after)


def _said(name: str, value: object) -> str:
    """A value as the record writes it; nothing for none."""
    return date_format(value, "j b Y") if isinstance(value, dt.date) else plain_words(name, value)
