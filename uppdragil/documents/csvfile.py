"""Lists as CSV, as a spreadsheet in Sweden opens it: UTF-8 with a mark, semicolons, no cell that begins a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from .workbooks.text import could_be_formula

BOM = "\ufeff"  # by which a spreadsheet knows that the file is UTF-8
TYPE = "text/csv; charset=utf-8"
T = TypeVar("T")


class _Line:
    """Takes what the csv module writes, and hands it back."""

    def write(self, text: str) -> str:
        return text


def csv_of(columns: Mapping[str, Callable[[T], str]], rows: Iterable[T]) -> Iterator[str]:
    """The file, line by line: the names of the columns, then what each says of each row."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield BOM + _row(writer, columns)
    for row in rows:
        yield _row(writer, (value(row) for value in columns.values()))


def _row(writer: Any, values: Iterable[str]) -> str:
    return str(writer.writerow([_cell(value) for value in values]))


def _cell(text: str) -> str:
    """As the workbooks do: what a spreadsheet would take for a formula is marked as text."""
    shown = text.replace("\x00", "")
    return f"'{shown}" if could_be_formula(shown) else shown
