"""What is drawn beside the words: the diamond of a decision, rules, and the box of the seal."""

from __future__ import annotations

from reportlab.platypus import Flowable

from .structure import Node, Widget, close, open_artifact
from .styles import ACCENT, LINE, LINE_STRONG, TINT

SEAL_FIELD = "organisationens_stampel"
SEAL_HEIGHT = 54  # points


class Rule(Flowable):
    """A line across the page; `strong` is the accent's."""

    def __init__(self, strong: bool = False, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.strong, self.spaceBefore, self.spaceAfter = strong, before, after

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 2 if self.strong else 0.5
        return self.width, self.height

    def draw(self) -> None:
        open_artifact(self.canv)
        self.canv.setStrokeColor(ACCENT if self.strong else LINE)
        self.canv.setLineWidth(self.height)
        self.canv.line(0, self.height / 2, self.width, self.height / 2)
        close(self.canv)


class Diamond(Flowable):
    """The sign of a decision: filled when it passes the gate, hollow when it does not.

    Takes no room: it hangs to the left of the text that follows.
    """

    def __init__(self, size: float, filled: bool) -> None:
        super().__init__()
        self.width = self.height = 0
        self.size, self.filled, self.keepWithNext = size, filled, True

    def draw(self) -> None:
        half, canvas = self.size / 2, self.canv
        canvas.translate(0, -self.size - 2)
        open_artifact(canvas)
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT)
        canvas.setLineWidth(1.6)
        path = canvas.beginPath()
        path.moveTo(half, 0)
        for x, y in ((self.size, half), (half, self.size), (0, half)):
            path.lineTo(x, y)
        path.close()
        canvas.drawPath(path, stroke=1, fill=int(self.filled))
        close(canvas)


class SealBox(Flowable):
    """Room for the organisation's seal: a signature field that the sealer fills."""

    def __init__(self, node: Node, label: str) -> None:
        super().__init__()
        self.node, self.label = node, label
        self.spaceBefore, self.spaceAfter = 4, 6

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = available_width, SEAL_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        open_artifact(canvas)
        canvas.setFillColor(TINT)
        canvas.setStrokeColor(LINE_STRONG)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 0, self.width, self.height, fill=1)
        close(canvas)
        x0, y0 = canvas.absolutePosition(0, 0)
        x1, y1 = canvas.absolutePosition(self.width, self.height)
        page = canvas.getPageNumber() - 1
        self.node.kids.append(Widget(page, (x0, y0, x1, y1), self.label, name=SEAL_FIELD))
