"""The one way that words get on a page: a block of text that knows its structure element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.platypus import Flowable

from .lines import Line, Run, break_lines
from .structure import Marker, Node, Widget, close, open_artifact
from .styles import ACCENT, Style

FEWEST_LINES = 2  # of a split block on either side


class Bullet(NamedTuple):
    """An item's label, drawn `at` points from the block's left edge, as content of `node`."""

    label: str
    node: Node
    at: float = 0


class TextBlock(Flowable):
    """`runs` in `style`, as content of `node`.

    A block that is drawn again (a table's repeated head) is page furniture the second time. With
    `url` the whole block is a link. `bullet` is drawn to the left of the indent. `entry` is its line in
    the outline: level from 0, and text.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        style: Style,
        node: Node,
        marker: Marker,
        *,
        url: str = "",
        indent: float = 0,
        bullet: Bullet | None = None,
        entry: tuple[int, str] | None = None,
    ) -> None:
        super().__init__()
        self.runs, self.style, self.node, self.marker = runs, style, node, marker
        self.url, self.indent, self.bullet, self.entry = url, indent, bullet, entry
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self._lines: list[Line] = []
        self._broken_at = -1.0
        self._drawn = False

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        if self._broken_at != available_width:
            self._broken_at = available_width
            room = (available_width - self.indent) / self.style.size
            self._lines = break_lines(self.runs, room + 1e-6)
        self.width, self.height = available_width, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        first = min(int(available_height // self.style.leading), len(self._lines) - FEWEST_LINES)
        return list(self.part(first)) if first >= FEWEST_LINES else []

    def part(self, lines: int) -> tuple[TextBlock, TextBlock]:
        """The first `lines` lines and the rest, as two blocks of one node. Wrapped before."""
        return self._part(self._lines[:lines], is_first=True), self._part(self._lines[lines:], is_first=False)

    def _part(self, lines: list[Line], is_first: bool) -> TextBlock:
        part = TextBlock(self.runs, self.style, self.node, self.marker, url=self.url, indent=self.indent)
        part._lines, part._broken_at = lines, self._broken_at
        if is_first:
            part.bullet, part.entry, part.spaceAfter = self.bullet, self.entry, 0
        else:
            part.spaceBefore = 0
        return part

    def draw(self) -> None:
        if self.entry:
            self._add_to_outline()
        if self.bullet:
            self._draw_bullet(self.bullet)
        if self._drawn:
            open_artifact(self.canv, "Pagination")
        else:
            self.marker.open(self.canv, self.node)
        self._draw_lines()
        close(self.canv)
        if self.url and not self._drawn:
            self._place_link()
        self._drawn = True

    def _draw_lines(self) -> None:
        style, text = self.style, self.canv.beginText()
        text.setFillColor(ACCENT if self.url else style.colour)
        baseline = self.height - style.leading + (style.leading - style.size) / 2 + 0.22 * style.size
        for line in self._lines:
            spare = self.width - self.indent - line.width * style.size if style.right else 0
            text.setTextOrigin(self.indent + spare, baseline)
            _put(text, line, style.size, last=line is self._lines[-1])
            baseline -= style.leading
        self.canv.drawText(text)

    def _draw_bullet(self, bullet: Bullet) -> None:
        style, text = self.style, self.canv.beginText()
        baseline = self.height - style.leading + (style.leading - style.size) / 2 + 0.22 * style.size
        self.marker.open(self.canv, bullet.node)
        text.setTextOrigin(bullet.at, baseline)
        text.setFont(style.font, style.size)
        text.setFillColor(style.colour)
        text.textOut(f"{bullet.label} ")
        self.canv.drawText(text)
        close(self.canv)

    def _add_to_outline(self) -> None:
        assert self.entry
        level, title = self.entry
        key = self.marker.next_key()
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(title, key, level, closed=level > 0)

    def _place_link(self) -> None:
        longest = max(line.width for line in self._lines) * self.style.size
        x0, y0 = self.canv.absolutePosition(self.indent, 0)
        x1, y1 = self.canv.absolutePosition(self.indent + longest, self.height)
        page = self.canv.getPageNumber() - 1
        self.node.kids.append(Widget(page, (x0, y0, x1, y1), label=self.url, url=self.url))


def _put(text: Any, line: Line, size: float, last: bool) -> None:
    """A line ends with a space, so that words stay apart when the text is read out."""
    for piece, font in line.pieces:
        text.setFont(font, size)
        text.textOut(piece)
    if line.pieces and not last:
        text.textOut(" ")
