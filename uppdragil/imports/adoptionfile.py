"""Bytes of a table to its cells, or a refusal in one sentence. Spreadsheets (.xlsx) and CSV; nothing is guessed.

A spreadsheet is a packed folder: it is measured before anything is unpacked, and what it could do (macros, formulas,
merged cells) is refused, since what stands there would be lost or lie.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from uppdragil.core.coded import Coded

from .readers import decode
from .refusals import NotADirective

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 200
STYLES = "xl/styles.xml"
MAX_STYLES = (
    256 * 1024
)  # bytes; a format takes 20 µs and 100 bytes of memory, and an ordinary workbook has some hundreds
MAX_ROWS = 500
MAX_COLUMNS = 60
MOST_OF_A_SHEET = 1_048_576  # rows; empty ones that only have a format are common
MAX_CELL = 2_000  # characters
MAX_TAGS = 300_000  # twice those of a full table; at worst they take 4 s
SHEET = "Uppdrag"
Cell = str | dt.date | None

SENTENCES = {
    "empty": _("The file has no rows under its headings."),
    "too_large": _("The file is larger than 5 MB. A table of mandates is some kilobytes."),
    "not_a_table": _("The file is not a spreadsheet (.xlsx) or a CSV file that can be read."),
    "macros": _("The file has macros. Save it as an ordinary workbook (.xlsx) and choose that file."),
    "encrypted": _("The file is protected by a password. Save it without one and choose that file."),
    "merged": _("The sheet has merged cells. Part them, so that each value stands in its own cell."),
    "formula": _("Cell %(cell)s has a formula. Replace it by its value, and choose the file again."),
    "wrong_sheet": _("The file has several sheets and none is called “%(sheet)s”. Name the sheet so."),
    "too_many_rows": _("The table has more than %(limit)s rows. Divide it into several files."),
    "too_many_columns": _("The table has more than %(limit)s columns. Use the template's columns."),
    "too_long": _("Cell %(cell)s has more than %(limit)s characters. Shorten it."),
    "too_many_cells": _(
        "The workbook has far more cells than a table of mandates. Delete its empty rows and columns, and choose the"
        " file again."
    ),
    "missing_columns": _("These columns are missing: %(columns)s. Use the template's headings."),
    "unknown_columns": _(
        "These columns are not known: %(columns)s. Rename them as in the template, or take them away."
    ),
    "column_twice": _("The column “%(column)s” stands there twice. Keep one of them."),
    "cell_without_heading": _(
        "Cell %(cell)s has no heading above it. Give the column one of the template's headings."
    ),
}


class NotATable(Coded):
    """The file cannot be read as a table of mandates. `code` is a key of SENTENCES."""

    sentences = SENTENCES


def read_cells(data: bytes) -> list[tuple[int, list[Cell]]]:
    """The rows with something in them, by their number in the file; a cell is text or a day. Raises NotATable."""
    if len(data) > MAX_BYTES:
        raise NotATable("too_large")
    rows = list(_from_workbook(data) if data.startswith(b"PK") else _from_csv(data))
    if len(rows) < 2:
        raise NotATable("empty")
    return rows


def place(row: int, column: int) -> str:
    """B12, of numbers from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _from_csv(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    try:
        text = decode(data)
    except NotADirective as error:
        raise NotATable("not_a_table") from error
    first = text.split("\n", 1)[0]
    mark = max((";", ",", "\t"), key=first.count)
    try:
        yield from _limited(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise NotATable("not_a_table") from error


def _from_workbook(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    try:
        if measure(data) > MAX_TAGS:
            raise NotATable("too_many_cells")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        yield from _limited(_rows(_sheet(book)))
    except NotATable:
        raise
    except Exception as error:  # a crafted file can lead the reader to any error
        raise NotATable("not_a_table") from error


def measure(data: bytes, most: int = MAX_UNPACKED) -> int:
    """Refuse what is more than `most` bytes, and what a table does not hold, before a part is read as XML.

    Returns how many tags there are to read, by which its time is known (`returnedfile.LONG`).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > most:
            raise NotATable("too_large")
        if any(p.flag_bits & 1 for p in parts):
            raise NotATable("encrypted")
        names = [p.filename.lower() for p in parts]
        if any("vbaproject" in name or "macrosheets" in name for name in names):
            raise NotATable("macros")
        return sum(_check_part(part.filename.lower(), packed, part, most) for part in parts)


def _check_part(name: str, packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    if not name.endswith((".xml", ".rels")):
        return 0
    with packed.open(part) as opened:
        text = opened.read(most + 1)
    if len(text) > (MAX_STYLES if name == STYLES else most):  # the packed folder may lie about its size
        raise NotATable("too_large")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotATable("not_a_table")
    if name.startswith("xl/worksheets/") and re.search(rb"<(?:\w+:)?mergeCell\b", text):
        raise NotATable("merged")
    return text.count(b"<")


def _sheet(book: Any) -> Any:
    sheets = book.worksheets
    named = [s for s in sheets if s.title.strip().casefold() == SHEET.casefold()]
    if named:
        return named[0]
    if len(sheets) != 1:
        raise NotATable("wrong_sheet", sheet=SHEET)
    return sheets[0]


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for row in sheet.iter_rows():
        for cell in row:
            if getattr(cell, "data_type", "") == "f":
                raise NotATable("formula", cell=place(cell.row, cell.column))
        yield [cell.value for cell in row]


def _limited(rows: Iterator[Sequence[Any]]) -> Iterator[tuple[int, list[Cell]]]:
    filled = 0
    for number, row in enumerate(rows, 1):
        cells = [_value(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        filled += bool(cells)
        if filled > MAX_ROWS + 1 or number > MOST_OF_A_SHEET:
            raise NotATable("too_many_rows", limit=MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise NotATable("too_many_columns", limit=MAX_COLUMNS)
        for column, cell in enumerate(cells, 1):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                raise NotATable("too_long", cell=place(number, column), limit=MAX_CELL)
        if cells:
            yield number, cells


def _value(value: Any) -> Cell:
    """Text without edges, or a day; None for nothing. A whole number has no decimals."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else " ".join(str(value).split())
    return text or None
