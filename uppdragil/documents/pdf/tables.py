"""Tables of the record: hairlines, a head that is repeated on each page, tall rows that may part.

Not platypus' own table: that one can loop for ever over a row that is taller than a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from .structure import close, open_artifact
from .styles import LINE, LINE_STRONG
from .textblock import TextBlock

Cells = Sequence[Sequence[TextBlock]]  # a row

_GAP = 9  # points between columns
_ABOVE, _BELOW = 3, 4  # points within a row
_TALL = 220  # points; a row above this may be parted over two pages
_SMALLEST_PART = 80  # points of a parted row on the first page


class RuledTable(Flowable):
    """`rows` in columns of `widths` points; `head` is drawn first on each page."""

    def __init__(self, rows: Sequence[Cells], widths: Sequence[float], head: Cells | None = None) -> None:
        super().__init__()
        self.rows, self.widths, self.head = rows, widths, head
        self.spaceBefore, self.spaceAfter = 2, 8

        self._heights: list[float] = []

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self._heights = self._heights or [self._height(row) for row in self.rows]
        self.width, self.height = sum(self.widths), self._head_height() + sum(self._heights)
        return self.width, self.height

    def split(self, width: float, available: float) -> list[Flowable]:
        self.wrap(width, available)
        left = available - self._head_height()
        for at, height in enumerate(self._heights):
            if height > left:
                return self._part(at, left, is_tall=height > _TALL)
            left -= height
        return [self]

    def _part(self, at: int, left: float, is_tall: bool) -> list[Flowable]:
        """This table up to row `at`, with as much of that row as `left` points hold when it is tall."""
        before, row, after = self.rows[:at], self.rows[at], self.rows[at + 1 :]
        if is_tall and left >= _SMALLEST_PART:
            top, bottom = self._part_row(row, left - _ABOVE - _BELOW)
            parts = [*self._heights[:at], self._height(top)], [self._height(bottom), *self._heights[at + 1 :]]
            return [self._like([*before, top], parts[0]), self._like([bottom, *after], parts[1])]
        if not before:
            return []
        return [self._like(before, self._heights[:at]), self._like([row, *after], self._heights[at:])]

    def _like(self, rows: Sequence[Cells], heights: list[float]) -> RuledTable:
        """A table of some of these rows; their heights are known."""
        like = RuledTable(rows, self.widths, self.head)
        like._heights = heights
        return like

    def _part_row(self, row: Cells, height: float) -> tuple[Cells, Cells]:
        parts = [_part_cell(cell, room, height) for cell, room in zip(row, self._rooms(), strict=True)]
        return [top for top, _ in parts], [bottom for _, bottom in parts]

    def _rooms(self) -> list[float]:
        """Widths without the gaps."""
        return [*(width - _GAP for width in self.widths[:-1]), self.widths[-1]]

    def _height(self, row: Cells) -> float:
        tallest = max(_cell_height(cell, room) for cell, room in zip(row, self._rooms(), strict=True))
        return tallest + _ABOVE + _BELOW

    def _head_height(self) -> float:
        return self._height(self.head) if self.head else 0

    def draw(self) -> None:
        top = self.height
        if self.head:
            top = self._draw_row(self.head, top, LINE_STRONG, at_bottom=True)
        else:
            self._line(top, LINE)
        for row in self.rows:
            top = self._draw_row(row, top, LINE)

    def _draw_row(self, row: Cells, top: float, colour: Any, at_bottom: bool = False) -> float:
        """Returns where the row ends."""
        height, x = self._height(row), 0.0
        for cell, width, room in zip(row, self.widths, self._rooms(), strict=True):
            y = top - _ABOVE
            if at_bottom:
                y = top - height + _BELOW + _cell_height(cell, room)
            for block in cell:
                y -= block.wrap(room, 0)[1]
                block.drawOn(self.canv, x, y)
            x += width
        self._line(top - height, colour)
        return top - height

    def _line(self, y: float, colour: Any) -> None:
        open_artifact(self.canv)
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, y, self.width, y)
        close(self.canv)


def _cell_height(cell: Sequence[TextBlock], room: float) -> float:
    return sum(block.wrap(room, 0)[1] for block in cell)


def _part_cell(
    cell: Sequence[TextBlock], room: float, height: float
) -> tuple[list[TextBlock], list[TextBlock]]:
    """The lines that `height` holds, and the rest."""
    for at, block in enumerate(cell):
        block_height = block.wrap(room, 0)[1]
        if block_height > height:
            lines = int(height // block.style.leading)
            if lines == 0:
                return list(cell[:at]), list(cell[at:])
            top, bottom = block.part(lines)
            return [*cell[:at], top], [bottom, *cell[at + 1 :]]
        height -= block_height
    return list(cell), []
