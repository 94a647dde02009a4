"""The one safe writer of workbooks: columns plus rows in, an .xlsx file out.

Every sheet is an Excel table with a frozen head. No string ever becomes a formula, an error or a broken file.
The same input in the same language gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn

from uppdragil.documents.workbooks.heights import head_height, row_height
from uppdragil.documents.workbooks.looks import HEADING, Drawing, Drawn, Kind, Look, text
from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.package import save
from uppdragil.documents.workbooks.page import set_up_page
from uppdragil.documents.workbooks.styles import styled

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """`header` is put into words when the file is made; `width` is in characters."""

    header: StrOrPromise
    width: float
    kind: Kind
    value: Callable[[R], Any]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[R]):
    """`table` names the Excel table, unique in its workbook; the first `frozen` columns never scroll away."""

    title: StrOrPromise
    table: str
    frozen: int
    columns: Sequence[Column[R]]
    rows: Iterable[R]


def write_workbook(origin: Origin, sheets: Sequence[Sheet[Any]], file: IO[bytes]) -> None:
    """Write the sheets, in order, to an open binary file. Rows are read once and never held in memory."""
    book = Workbook(write_only=True)
    drawing = Drawing()
    for sheet in sheets:
        _write_sheet(book.create_sheet(str(sheet.title)), sheet, drawing, origin)
    save(book, origin, file)


def _write_sheet(target: Any, sheet: Sheet[Any], drawing: Drawing, origin: Origin) -> None:
    set_up_page(target, origin)
    target.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    for index, column in enumerate(sheet.columns, 1):
        target.column_dimensions[get_column_letter(index)].width = column.width
    pen = _Pen(target, [column.width for column in sheet.columns])
    pen.head([str(column.header) for column in sheet.columns])
    draw = [(drawing.by_kind[column.kind], column.value) for column in sheet.columns]
    for row in sheet.rows:
        pen.write([how(value(row)) for how, value in draw])
    if pen.row == 1:  # an Excel table has at least one row below its head
        pen.write([text("") for _ in sheet.columns])
    target.tables.add(_table(sheet, pen.row))


class _Pen:
    """Writes rows with one cell object per look: the sheet streams, so a cell is free again once written."""

    def __init__(self, target: Any, widths: Sequence[float]) -> None:
        self.row = 0  # the last one written, from 1
        self._target, self._widths = target, widths
        self._cells: dict[Look, Any] = {}

    def head(self, words: Sequence[str]) -> None:
        height = head_height(zip(words, self._widths, strict=True))
        self._append([(HEADING, word) for word in words], height)

    def write(self, drawn: Sequence[Drawn]) -> None:
        values = (value for _, value in drawn)
        self._append(drawn, row_height(zip(values, self._widths, strict=True)))

    def _append(self, drawn: Sequence[Drawn], height: float) -> None:
        self.row += 1
        # Not RowDimension: it marks the height as the user's own, and Excel would then never fit the row again.
        self._target.row_dimensions[self.row] = {"ht": f"{height:g}"}
        self._target.append(cell for cell in self._filled(drawn))
        del self._target.row_dimensions[self.row]

    def _filled(self, drawn: Sequence[Drawn]) -> Iterator[Any]:
        for look, value in drawn:
            cell = self._cells.get(look)
            if cell is None:
                cell = self._cells[look] = styled(WriteOnlyCell(self._target), look)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl reads "=..." as a formula and "#N/A" as an error
            yield cell


def _table(sheet: Sheet[Any], last_row: int) -> Table:
    ref = f"A1:{get_column_letter(len(sheet.columns))}{last_row}"
    names = [TableColumn(id=n, name=str(column.header)) for n, column in enumerate(sheet.columns, 1)]
    return Table(displayName=sheet.table, ref=ref, autoFilter=AutoFilter(ref=ref), tableColumns=names)
