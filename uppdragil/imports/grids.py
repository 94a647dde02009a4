"""Tables whose columns survived: tabs, the pipes of Markdown, or wide spaces under a head."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from .blocks import split_bullet
from .ledger import Fragment, Kind, Ledger, Line, whole
from .wraps import ends_sentence, joins

Cells = dict[str, list[Fragment]]
_WIDE = re.compile(r"\S+(?: \S+)*")
_MOST_CELLS = 30  # of a line; a line with more signs than that is no row of a table
_RULE = re.compile(r"[\s|:=+\-–—]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chapter's table: the content's field, and the words that its head may have."""

    field: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A chapter's table. `usual`: the fields in the model's order, for a table without a head.

    `key`: the field that begins a row. `anchors`: fields that a wrapped line never repeats.
    `begins`: True where a key's text can only begin a row, None where the text does not tell.
    """

    columns: tuple[Column, ...]
    usual: tuple[str, ...]
    key: str
    anchors: tuple[str, ...] = ()
    begins: Callable[[str], bool] | None = None

    def field(self, head: str) -> str | None:
        bare = head.casefold().strip(" :")
        return next((c.field for c in self.columns if bare in c.heads), None)

    def is_head(self, line: Line) -> bool:
        """True for a line of nothing but the words of heads, in any division."""
        words = line.text.casefold().replace("|", " ").replace(":", "").split()
        known = {word for column in self.columns for head in column.heads for word in head.split()}
        return bool(words) and set(words) <= known


Splitter = Callable[[Line], list[Fragment]]


def split_pipes(line: Line) -> list[Fragment]:
    """The cells of a line that has pipes between them; none for other lines."""
    return _split_by(line, line.raw.strip().strip("|"), "|") if line.raw.count("|") > 1 else []


def split_tabs(line: Line) -> list[Fragment]:
    """The cells of a line that has tabs between them."""
    return _split_by(line, line.raw.strip(" "), "\t")


def split_wide(line: Line) -> list[Fragment]:
    """The cells of a line that has two spaces or more between them, each with its column."""
    return [Fragment(line, m[0], m.start()) for m in islice(_WIDE.finditer(line.raw), _MOST_CELLS)]


def _split_by(line: Line, text: str, sign: str) -> list[Fragment]:
    return [
        Fragment(line, " ".join(cell.split()).replace("**", "")) for cell in text.split(sign, _MOST_CELLS)
    ]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of one table are cut. `columns`: field ("" where unknown) and place of each, in order."""

    split: Splitter
    columns: tuple[tuple[str, int], ...]
    head: Line | None

    def cells(self, line: Line, first: int = 0) -> Cells:
        """The line's cells by field, from column `first`; a column that the model does not have has no name."""
        cells: Cells = {}
        for place, fragment in enumerate(self.split(line), start=first):
            if self.split is split_wide:
                place = self._nearest(fragment.column)
            if place < len(self.columns) and fragment.text:
                cells.setdefault(self.columns[place][0], []).append(fragment)
        return cells

    def _nearest(self, column: int) -> int:
        return min(range(len(self.columns)), key=lambda i: abs(self.columns[i][1] - column))


def find_layout(lines: Sequence[Line], table: Table) -> Layout | None:
    """The layout by the table's head; without a head, tabs or pipes in the model's order of columns."""
    for line in lines:
        for split in (split_pipes, split_tabs, split_wide):
            heads = split(line)
            fields = [table.field(h.text) for h in heads]
            if len(heads) > 1 and sum(map(bool, fields)) > 1:
                places = tuple((f or "", h.column) for f, h in zip(fields, heads, strict=True))
                return Layout(split, places, line)
    for split in (split_pipes, split_tabs):
        if sum(len(split(line)) > 1 and not split_bullet(whole(line), 0)[0] for line in lines) > 1:
            return Layout(split, tuple((field, 0) for field in table.usual), None)
    return None


def read_grid(
    ledger: Ledger, lines: Sequence[Line], table: Table, layout: Layout, whole: bool = False
) -> list[Cells]:
    """The rows below the head, wrapped lines merged into the row that they continue unless each is `whole`."""
    rows: list[Cells] = []
    for line in lines:
        if line is layout.head or table.is_head(line) or _is_rule(line, layout):
            ledger.ignore(line, Kind.TABLE_HEAD)
            continue
        shift = _shift(line, rows[-1], layout) if rows else None
        cells = layout.cells(line, shift or 0)
        if (
            rows
            and cells
            and not whole
            and (shift is not None or not _begins(cells, rows[-1], table, layout))
        ):
            for field, fragments in cells.items():
                rows[-1].setdefault(field, []).extend(fragments)
        elif cells:
            rows.append(cells)
    return [row for row in rows if not _is_prose(row, table, layout)]


def _is_rule(line: Line, layout: Layout) -> bool:
    return layout.split is split_pipes and bool(_RULE.fullmatch(line.raw))


def _shift(line: Line, row: Cells, layout: Layout) -> int | None:
    """Where a tabbed line goes on within the cell that the row's last line broke off in; None where it does not."""
    if layout.split is not split_tabs:
        return None
    last = max(fragments[-1].line.number for fragments in row.values())
    cells_of_last = ((i, row[field][-1]) for i, (field, _) in enumerate(layout.columns) if field in row)
    place, cell = [(i, cell) for i, cell in cells_of_last if cell.line.number == last][-1]
    cells = layout.split(line)
    fits = place + len(cells) <= len(layout.columns)
    return place if fits and joins(cell.text, cells[0].text) else None


def _begins(cells: Cells, row: Cells, table: Table, layout: Layout) -> bool:
    """True where the cells begin a row, False where they continue `row`."""
    key = cells.get(table.key)
    if table.begins:
        return key is not None and table.begins(key[0].text)
    clash = any(field in cells and field in row for field in table.anchors)
    if not key or clash:
        return clash
    if layout.split is split_tabs and set(row) == {table.key}:
        return not any(field in cells for field in table.anchors)
    return not joins(row[table.key][-1].text if table.key in row else "", key[0].text)


def _is_prose(cells: Cells, table: Table, layout: Layout) -> bool:
    """True for a sentence below a table, which only looks like a row with nothing but its key."""
    if layout.split is split_pipes or set(cells) != {table.key}:
        return False
    return ends_sentence(cells[table.key][-1].text)
