"""Reads simple-history's tables of one directive as one story. As many queries for a thousand changes as for one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from uppdragil.core.worddiff import Segment, word_diff
from uppdragil.directives import storage
from uppdragil.directives.content import HEAD_FIELDS, LINKS, ROW_TYPES
from uppdragil.directives.labels import field_label
from uppdragil.directives.models import Chapter, Directive, Progress
from uppdragil.directives.review import HEAD
from uppdragil.directives.sentences import heading_text, row_text
from uppdragil.editions.spec import EditionSpec

from .points import word_of
from .said import said

PROGRESS = "progress"


@dataclass(frozen=True)
class Moment:
    """One save: what was written at one time by one person. `records`: table and history id."""

    at: dt.datetime
    by: str
    records: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Told:
    """One change of a moment in words."""

    where: str
    what: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class ToldMoment:
    """A save, and what it changed, in words."""

    at: dt.datetime
    by: str
    changes: Sequence[Told]

    @property
    def word(self) -> str:
        """What names the text of that moment in an address."""
        return word_of(self.at)


class RowHistory:
    """The history of `directive`; chapters are named as `edition` names them.

    `row`: of the row with that uid alone, with what has happened to it.
    """

    def __init__(self, directive: Directive, edition: EditionSpec, row: str = "") -> None:
        self.edition = edition
        pk = directive.pk
        rows = {name: model.history.filter(directive_id=pk) for name, model in storage.ROW_MODELS.items()}
        self.rows = rows
        self.tables: dict[str, Any]
        if row:
            self.tables = {name: records.filter(uid=row) for name, records in rows.items()}
            self.tables[PROGRESS] = Progress.history.filter(directive_id=pk, row=row)
        else:
            self.tables = {HEAD: Directive.history.filter(id=pk)}
            self.tables["chapters"] = Chapter.history.filter(directive_id=pk)
            self.tables |= rows | {PROGRESS: Progress.history.filter(directive_id=pk)}

    def name_of_row(self) -> str:
        """What the row was last called, in its own words; empty where there is none."""
        for key in storage.ROW_MODELS:
            record = self.tables[key].order_by("-history_id").first()
            if record is not None:
                return _row_label(key, record)
        return ""

    @cached_property
    def goals(self) -> dict[str, str]:
        """Every goal that there has been, by uid, as it was last worded."""
        tables = [self.rows[links.to].order_by("history_id").values_list("uid", "text") for links in LINKS]
        return {uid: text for records in tables for uid, text in records}

    def moments(self) -> list[Moment]:
        """Every save, the newest first; only times and names are read."""
        found: dict[tuple[dt.datetime, str], list[tuple[str, int]]] = defaultdict(list)
        for table, records in self.tables.items():
            for key, at, by in records.values_list("history_id", "history_date", "by_name"):
                found[at, by].append((table, key))
        order = sorted(found, key=lambda moment: moment[0], reverse=True)
        return [Moment(at, by, tuple(found[at, by])) for at, by in order]

    def tell(self, moments: Iterable[Moment]) -> list[ToldMoment]:
        """The changes of `moments` in words; a save that changed nothing that is shown says so."""
        moments = list(moments)
        records = self._records([r for m in moments for r in m.records])
        return [ToldMoment(m.at, m.by, list(self._told(m, records))) for m in moments]

    def _told(self, moment: Moment, records: Mapping[tuple[str, int], tuple[Any, Any]]) -> Iterator[Told]:
        for record in sorted(moment.records, key=self._place):
            yield from self._changes(record[0], *records[record])

    def _place(self, record: tuple[str, int]) -> tuple[int, int]:
        """In the document's order, and within a table as it was written."""
        return list(self.tables).index(record[0]), record[1]

    def _records(self, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[Any, Any]]:
        """Each record with the one before it of the same row."""
        by_table: dict[str, list[int]] = defaultdict(list)
        for table, key in wanted:
            by_table[table].append(key)
        found: dict[tuple[str, int], tuple[Any, Any]] = {}
        for table, keys in by_table.items():
            records = self.tables[table]
            earlier = records.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
            before = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
            shown = list(records.filter(history_id__in=keys).annotate(before_id=before))
            olds = records.in_bulk([r.before_id for r in shown if r.before_id], field_name="history_id")
            for record in shown:
                found[table, record.history_id] = (olds.get(record.before_id), record)
        return found

    def _changes(self, table: str, old: Any, new: Any) -> Iterator[Told]:
        if table == HEAD:
            yield from self._of_head(old, new)
        elif table == "chapters":
            yield from self._of_chapter(old, new)
        elif table == PROGRESS:
            yield from self._fields(_("Progress"), "", old, new, _progress_labels())
        else:
            yield from self._of_row(table, old, new)

    def _of_head(self, old: Any, new: Any) -> Iterator[Told]:
        if old is None:
            yield Told(_("The directive"), _("Created"))
            return
        labels = {name: str(field_label(HEAD, name)) for name in HEAD_FIELDS if not name.endswith("_id")}
        yield from self._fields(_("The head"), "", old, new, labels)
        if (old.paused_at is None) != (new.paused_at is None):
            yield Told(_("The directive"), _("Paused") if new.paused_at else _("Resumed"))

    def _of_chapter(self, old: Any, new: Any) -> Iterator[Told]:
        labels = {
            "text": "",
            "lead_in": str(field_label(new.key, "lead_in")),
            "not_applicable": str(field_label(new.key, "not_applicable")),
        }
        yield from self._fields(heading_text(new.key, self.edition), "", old, new, labels)

    def _of_row(self, key: str, old: Any, new: Any) -> Iterator[Told]:
        where, label = heading_text(key, self.edition), _row_label(key, new)
        if new.history_type == "-":
            yield Told(where, _named(pgettext("change of a row", "Removed"), label))
            return
        if new.history_type == "+" and old is None:
            yield Told(where, _named(pgettext("change of a row", "Added"), label))
            return
        names = [n for n in ROW_TYPES[key].model_fields if n not in ("uid", "holder_id", "other_id")]
        labels = {name: str(field_label(key, name)) for name in names}
        yield from self._fields(where, label, old, new, labels)
        if old is not None and old.position != new.position:
            yield Told(where, _named(pgettext("change of a row", "Moved"), label))

    def _fields(self, where: str, row: str, old: Any, new: Any, labels: Mapping[str, str]) -> Iterator[Told]:
        for name, label in labels.items():
            before, after = (
                said(name, getattr(r, name), self.goals) if r is not None else "" for r in (old, new)
            )
            if before != after:
                what = ", ".join(part for part in (row, label) if part)
                yield Told(where, what, tuple(word_diff(before, after)))


def _progress_labels() -> dict[str, str]:
    return {"state": _("State"), "done_on": _("Done on"), "comment": _("Comment")}


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _named(kind: str, label: str) -> str:
    return f"{kind}: {label}" if label else kind


def _row_label(key: str, record: Any) -> str:
    """A row's own words, as everywhere else."""
    row_type = ROW_TYPES[key]
    values = {name: _value(getattr(record, name)) for name in row_type.model_fields}
    return row_text(row_type.model_construct(**values))
