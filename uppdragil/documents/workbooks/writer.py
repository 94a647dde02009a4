"""The one safe writer of workbooks: columns plus rows in, an .xlsx file out.

Every sheet of rows is an Excel table with a frozen head. No string ever becomes a formula, an error or a broken file.
The sheets of a book are written side by side, and no row is held in memory. The same input in the same language gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn

from uppdragil.documents.workbooks.cellxml import cell_xml
from uppdragil.documents.workbooks.heights import head_height, height_of, lines_of
from uppdragil.documents.workbooks.looks import HEADING, Drawing, Drawn, Kind, Look, text
from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.package import save
from uppdragil.documents.workbooks.page import fit_width, set_up_page
from uppdragil.documents.workbooks.styles import styled
from uppdragil.portfolio.returning import TOKEN

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

R = TypeVar("R")
LETTERS = [get_column_letter(at) for at in range(1, 101)]
KNOWN = 256  # drawn values that a column remembers: numbers, days and names come again and again
LONGEST = 120  # characters of a text that is worth remembering


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """`header` is put into words when the file is made; `width` is in characters; `hidden` is for the program."""

    header: StrOrPromise
    width: float
    kind: Kind
    value: Callable[[R], Any]
    hidden: bool = False
    offered: Sequence[StrOrPromise] = ()  # the only values that its cells may be given


@dataclass(frozen=True, slots=True)
class Sheet(Generic[R]):
    """`table` names the Excel table, unique in its workbook; the first `frozen` columns never scroll away."""

    title: StrOrPromise
    table: str
    frozen: int
    columns: Sequence[Column[R]]


class Book:
    """A workbook under way."""

    def __init__(self, origin: Origin, token: str = "") -> None:
        """`token`: by which the program knows the workbook when it comes back, a property of the file."""
        self.origin, self.drawing = origin, Drawing()
        self._book = Workbook(write_only=True)
        if token:
            self._book.custom_doc_props.append(StringProperty(name=TOKEN, value=token))
        self._pens: list[Pen] = []
        self._styles: dict[Look, int] = {}
        self.alternatives: list[str] = []  # of its charts, in words, for who does not see them

    def sheet(self, sheet: Sheet[R]) -> TableOf[R]:
        """The next sheet, to write rows to."""
        table = TableOf(self, sheet)
        self._pens.append(table)
        return table

    def plain(self, title: str) -> Pen:
        """The next sheet, which is no table."""
        pen = Pen(self, title)
        self._pens.append(pen)
        return pen

    def made(self, title: str) -> Any:
        """An empty sheet as openpyxl has it, set up for the page."""
        target = self._book.create_sheet(title)
        set_up_page(target, self.origin)
        return target

    def style(self, look: Look, target: Any) -> int:
        """The number of the cell style of a look; few looks, so few styles."""
        if look not in self._styles:
            self._styles[look] = styled(WriteOnlyCell(target), look).style_id
        return self._styles[look]

    def save(self, file: IO[bytes]) -> None:
        """Write everything to an open binary file; nothing can be added afterwards."""
        for pen in self._pens:
            pen.finish()
        rows = {f"xl/worksheets/sheet{at}.xml": pen.rows for at, pen in enumerate(self._pens, 1)}
        save(self._book, self.origin, rows, self.alternatives, file)
        for pen in self._pens:
            pen.rows.close()


class Pen:
    """Writes the rows of one sheet to a file of their own, until the workbook is put together."""

    def __init__(self, book: Book, title: str) -> None:
        self.book, self.target = book, book.made(title)
        self.rows: IO[bytes] = TemporaryFile()  # noqa: SIM115 - open for as long as the book is written
        self.row = 0  # the last one written, from 1

    def put(self, drawn: Iterable[Drawn], height: float | None = None) -> None:
        """A row of cells, each as it looks and what it holds."""
        self._write([cell_xml(self.style(look), value) for look, value in drawn], height)

    def finish(self) -> None:
        """Whatever stands after the rows."""

    def style(self, look: Look) -> int:
        return self.book.style(look, self.target)

    def _write(self, cells: Sequence[str], height: float | None) -> None:
        self.row = row = self.row + 1
        inside = "".join(
            [f'<c r="{letter}{row}"{cell}' for letter, cell in zip(LETTERS, cells, strict=False)]
        )
        # Without customHeight, which marks the height as the user's own: Excel would never fit the row again.
        high = f' ht="{height:g}"' if height else ""
        self.rows.write(f'<row r="{row}"{high}>{inside}</row>'.encode())


class TableOf(Pen, Generic[R]):
    """A sheet that is one Excel table, a row for each thing."""

    def __init__(self, book: Book, sheet: Sheet[R]) -> None:
        super().__init__(book, str(sheet.title))
        self.sheet = sheet
        self.target.freeze_panes = f"{LETTERS[sheet.frozen]}2"
        for letter, column in zip(LETTERS, sheet.columns, strict=False):
            self.target.column_dimensions[letter].width = column.width
            self.target.column_dimensions[letter].hidden = column.hidden
        widths = [0.0 if column.hidden else column.width for column in sheet.columns]
        kept = f"A:{LETTERS[sheet.frozen - 1]}"
        fit_width(self.target, sum(widths), sum(widths[: sheet.frozen]), kept)
        heads = [str(column.header) for column in sheet.columns]
        shown = [(head, c.width) for head, c in zip(heads, sheet.columns, strict=True) if not c.hidden]
        self.put(((HEADING, head) for head in heads), head_height(shown))
        self._drawers = [(column.value, _Drawer(self, column).drawn) for column in sheet.columns]

    def write(self, rows: Iterable[R]) -> None:
        """The next rows."""
        for row in rows:
            cells, most = [], 1
            for value, drawn in self._drawers:
                cell, lines = drawn(value(row))
                cells.append(cell)
                most = max(most, lines)
            self._write(cells, height_of(most))

    def finish(self) -> None:
        if self.row == 1:  # an Excel table has at least one row below its head
            self.put([text("")] * len(self.sheet.columns), height_of(1))
        for letter, column in zip(LETTERS, self.sheet.columns, strict=False):
            if rule := _rule(column):
                rule.add(f"{letter}2:{letter}{self.row}")
                self.target.data_validations.append(rule)
        self.target.tables.add(_table(self.sheet, self.row))


class _Drawer:
    """Draws the cells of a column, each value once as long as it is remembered."""

    def __init__(self, pen: Pen, column: Column[Any]) -> None:
        self._style, self._how = pen.style, pen.book.drawing.by_kind[column.kind]
        self._width = inf if column.hidden else column.width
        self._known: dict[Any, tuple[str, int]] = {}

    def drawn(self, value: Any) -> tuple[str, int]:
        """The cell, and how many lines it takes."""
        known = self._known.get(value)
        if known is None:
            look, stored = self._how(value)
            known = cell_xml(self._style(look), stored), lines_of(stored, self._width)
            if not isinstance(value, str) or len(value) <= LONGEST:
                if len(self._known) >= KNOWN:
                    self._known.clear()
                self._known[value] = known
        return known


def _rule(column: Column[Any]) -> DataValidation | None:
    """What Excel lets somebody type into an editable column."""
    if not column.offered:
        return None
    words = ",".join(str(word) for word in column.offered)
    return DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)


def _table(sheet: Sheet[Any], last_row: int) -> Table:
    ref = f"A1:{get_column_letter(len(sheet.columns))}{last_row}"
    names = [TableColumn(id=n, name=str(column.header)) for n, column in enumerate(sheet.columns, 1)]
    return Table(displayName=sheet.table, ref=ref, autoFilter=AutoFilter(ref=ref), tableColumns=names)
