"""Bytes of a status report that comes back to its rows, or a refusal in one sentence. Nothing is guessed.

It is measured before anything is unpacked (`adoptionfile`). Columns are found by their headings, in any order and in
either language; sheets and columns that are not ours are left alone.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from openpyxl import load_workbook

from uppdragil.core.coded import Coded
from uppdragil.portfolio import returning
from uppdragil.portfolio.returning import KEY, SHEETS, VERSION, Returning

from .adoptionfile import NotATable, measure

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ROWS = 30_000  # of all sheets together
MAX_COLUMNS = 40
MAX_CELL = 32_767  # characters: Excel's own limit
LONG = 250_000  # tags, in about 250 mandates: 1.4 to 2.2 µs each as reports have them, 4.2 at worst, a second in all
MAX_TAGS = 6_000_000  # more than 60 MB of a report have; at worst they take 25 s
STEP = 1_000  # rows from one telling of the progress to the next

Progress = Callable[[int, int], None]

SENTENCES = {
    "too_large": _(
        "The file is too large to be read here. Filter the overview, make a smaller report and edit that one."
    ),
    "not_a_workbook": _("The file is not a workbook (.xlsx) that can be read."),
    "macros": _("The file has macros. Save it as an ordinary workbook (.xlsx) and choose that file."),
    "encrypted": _("The file is protected by a password. Save it without one and choose that file."),
    "merged": _("A sheet has merged cells. Part them, so that each value stands in its own cell."),
    "foreign": _(
        "The file is not a status report that was made here. Make one in the overview, and edit that one."
    ),
    "too_many_rows": _(
        "The report has more than %(limit)s rows to read. Filter the overview and make a smaller one."
    ),
    "no_sheets": _("None of the sheets that can be edited is there. Make a new report and edit that one."),
    "no_key": _(
        "The sheet “%(sheet)s” lacks its hidden columns. Make a new report, and take no columns away."
    ),
    "too_many_edits": _(
        "The report has more than %(limit)s changed cells. Make one of fewer mandates, and edit that one."
    ),
    "sheet_twice": _("The sheet “%(sheet)s” is there twice. Keep one of them."),
    "column_twice": _("The sheet “%(sheet)s” has the column “%(column)s” twice. Keep one of them."),
}


class NotAReport(Coded):
    """The file cannot be read as a report that comes back. `code` is a key of SENTENCES."""

    sentences = SENTENCES


@dataclass(frozen=True)
class Cell:
    """What stands in an editable cell; `formula`: it calculates something, which is not read."""

    value: Any
    formula: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a sheet as it came back. `cells`: of the editable columns that are there, by the field's name."""

    sheet: Returning
    number: int
    key: str
    version: str
    cells: Mapping[str, Cell]


def takes_long(data: bytes) -> bool:
    """Whether reading may take more than a second. Unpacks and measures only. Raises NotAReport."""
    with _refusing():
        return _measured(data) > LONG


def read_report(data: bytes, progress: Progress = lambda done, all_: None) -> list[Line]:
    """The rows of every sheet that can be edited. Raises NotAReport.

    `progress` is called with how many rows are read, of how many there seem to be.
    """
    with _refusing():
        _measured(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return list(_lines(book, progress))


def _measured(data: bytes) -> int:
    if len(data) > MAX_BYTES:
        raise NotAReport("too_large")
    tags = measure(data, MAX_UNPACKED)
    if tags > MAX_TAGS:
        raise NotAReport("too_large")
    return tags


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever a file leads the reader to, as a NotAReport."""
    try:
        yield
    except (NotAReport, DatabaseError):  # the progress is told to the database
        raise
    except NotATable as error:
        raise NotAReport(error.code if error.code in SENTENCES else "not_a_workbook") from error
    except Exception as error:  # a crafted file can lead the reader to any error
        raise NotAReport("not_a_workbook") from error


def _lines(book: Any, progress: Progress) -> Iterator[Line]:
    if not any(
        p.name == returning.TOKEN and returning.known(str(p.value)) for p in book.custom_doc_props.props
    ):
        raise NotAReport("foreign")
    found = _sheets(book)
    said = sum(one.max_row or 0 for _sheet, one in found)
    done = 0
    for sheet, one in found:
        one.reset_dimensions()  # what a file says of its own size is not believed
        rows = one.iter_rows(max_col=MAX_COLUMNS)
        places = _places(sheet, one.title, next(rows, ()))
        for number, row in enumerate(rows, 2):
            done += 1
            if done > MAX_ROWS:
                raise NotAReport("too_many_rows", limit=MAX_ROWS)
            if not done % STEP:
                progress(done, max(done, min(said, MAX_ROWS)))
            if line := _line(sheet, number, row, places):
                yield line


def _sheets(book: Any) -> list[tuple[Returning, Any]]:
    """The sheets that can be edited, by their names in either language."""
    found = [
        (sheet, one)
        for sheet in SHEETS
        for one in book.worksheets
        if _folded(one.title) in _named(sheet.title)
    ]
    if not found:
        raise NotAReport("no_sheets")
    for (sheet, _one), (other, again) in pairwise(found):
        if sheet is other:  # in both languages: a row's number would stand for two
            raise NotAReport("sheet_twice", sheet=again.title)
    return found


def _places(sheet: Returning, title: str, head: Sequence[Any]) -> dict[str, int]:
    """Where each column stands, by the field's name."""
    headings = [_folded(cell.value) for cell in head]
    wanted = {field.name: _named(field.heading) for field in sheet.fields}
    wanted |= {name: {name} for name in (KEY, VERSION)}
    places = {}
    for name, named in wanted.items():
        at = [place for place, heading in enumerate(headings) if heading in named]
        if len(at) > 1:
            raise NotAReport("column_twice", sheet=title, column=str(head[at[0]].value))
        if at:
            places[name] = at[0]
    if KEY not in places or VERSION not in places:
        raise NotAReport("no_key", sheet=title)
    return places


def _line(sheet: Returning, number: int, row: Sequence[Any], places: Mapping[str, int]) -> Line | None:
    def at(name: str) -> Any:
        return row[places[name]] if places[name] < len(row) else None

    key, version = (_words(getattr(at(name), "value", None)) for name in (KEY, VERSION))
    if not key:  # a row that somebody added, or an empty one: no row of ours
        return None
    cells = {field.name: _cell(at(field.name)) for field in sheet.fields if field.name in places}
    return Line(sheet, number, key, version, cells)


def _cell(cell: Any) -> Cell:
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        return Cell(None, formula=True)
    if isinstance(value, dt.datetime):
        return Cell(value.date())
    return Cell(value[:MAX_CELL].replace("_x005F_", "_") if isinstance(value, str) else value)


def _words(value: Any) -> str:
    return str(value or "").strip()


def _folded(value: Any) -> str:
    return " ".join(str(value or "").split()).casefold()


def _named(words: Any) -> set[str]:
    """A heading in every language that a report is made in."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(_folded(words))
    return found
