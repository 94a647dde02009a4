"""A comparison of two contents, ready to be drawn: where, what kind of change, and the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from uppdragil.core.worddiff import Op, Segment, word_diff
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import LINKS, DirectiveContent
from uppdragil.directives.diff import (
    TEXT,
    ChapterChange,
    FieldChange,
    RowChange,
    RowKind,
    compare,
    unchanged_count,
)
from uppdragil.directives.labels import field_label
from uppdragil.directives.sentences import heading_text, row_text, row_words
from uppdragil.editions.spec import EditionSpec

from .said import said


@dataclass(frozen=True)
class Change:
    """One change: the chapter (`anchor` is its key), the row and field in words, the kind, the words.

    `row`: the uid of the row that it is about, where the older text has it.
    """

    anchor: str
    where: str
    what: str
    segments: tuple[Segment, ...] = ()
    row: str = ""


@dataclass(frozen=True)
class Changes:
    """What differs, and how many chapters do not."""

    lines: tuple[Change, ...]
    unchanged: int


def describe(
    old: DirectiveContent,
    new: DirectiveContent,
    edition: EditionSpec,
    records: Mapping[str, str],
) -> Changes:
    """What differs between two contents, in the document's order. `records`: what is pointed at, by uid."""
    found = compare(old, new)
    goals = {g.uid: g.text for side in (old, new) for links in LINKS for g in getattr(side, links.to)}
    names = goals | dict(records)
    lines = tuple(line for change in found for line in _chapter(change, edition, names))
    return Changes(lines, unchanged_count(found, (c.key for c in edition.chapters if c.key)))


def _chapter(change: ChapterChange, edition: EditionSpec, names: Mapping[str, str]) -> Iterator[Change]:
    where = _("The head") if change.chapter == HEAD else heading_text(change.chapter, edition)
    for field in change.fields:
        what = "" if field.field == TEXT else str(field_label(change.chapter, field.field))
        yield Change(change.chapter, where, what, _segments(field, names))
    for row in change.rows:
        yield from _row(change.chapter, where, row, names)


def _segments(field: FieldChange, names: Mapping[str, str]) -> tuple[Segment, ...]:
    return tuple(word_diff(said(field.field, field.old, names), said(field.field, field.new, names)))


def _shown(row: RowChange) -> tuple[FieldChange, ...]:
    """What the register calls a holder says nothing to people, where the words say it too."""
    words = tuple(field for field in row.fields if field.field not in ("holder_kind", "holder_id"))
    return words or row.fields


def _whole(chapter: str, row: RowChange) -> tuple[Segment, ...]:
    """All of a row that came or went, where its label does not say it."""
    if row.kind is RowKind.MOVED:
        return ()
    op, stated = (Op.INSERT, row.new) if row.new else (Op.DELETE, row.old)
    said = row_words(chapter, stated) if stated else ""
    return (Segment(op, said),) if stated and said != row_text(stated) else ()


def _row(chapter: str, where: str, row: RowChange, names: Mapping[str, str]) -> Iterator[Change]:
    stated = row.new or row.old
    assert stated is not None  # a change has at least one side
    label, uid = row_text(stated), row.uid if row.old else ""
    words = {
        RowKind.ADDED: pgettext("change of a row", "Added"),
        RowKind.REMOVED: pgettext("change of a row", "Removed"),
        RowKind.MOVED: pgettext("change of a row", "Moved"),
    }
    if row.kind is not RowKind.CHANGED:
        yield Change(chapter, where, f"{words[row.kind]}: {label}", _whole(chapter, row), uid)
    for field in _shown(row):
        what = _("%(row)s, %(field)s") % {
            "row": label,
            "field": str(field_label(chapter, field.field)).lower(),
        }
        yield Change(chapter, where, what, _segments(field, names), uid)
