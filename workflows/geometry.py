"""Boxes, ways and lines of text: what a picture is laid out of, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from .ranking import Pair

STRONG, SOFT = 13, 12  # font sizes
AVERAGE = 0.58  # of the font size, for one character: rather too wide than too narrow


@dataclass(frozen=True)
class Box:
    """A rectangle by its middle and its sizes."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True)
class Way:
    """How the edges from one node to another run: corner points, and where their label stands."""

    points: tuple[tuple[float, float], ...]
    label: tuple[float, float] | None = None
    back: bool = False


@dataclass(frozen=True)
class Placed:
    """`notes`: the lines below a node, and the rectangle that they fill.

    `marker` is the height at which "here now" stands, `spine` that of the spine.
    """

    width: float
    height: float
    boxes: dict[str, Box]
    notes: dict[str, tuple[Box, tuple[str, ...]]]
    ways: dict[Pair, Way]
    labels: dict[Pair, tuple[str, ...]]
    marker: float
    spine: float


def text_width(text: str, size: float = SOFT) -> float:
    """About how wide a text is, in the units of the picture; `size` is that of its font."""
    return len(text) * size * AVERAGE


def wrapped(text: str, width: float, size: float = SOFT) -> list[str]:
    """The text in lines that fit, broken at plain spaces; a word that does not fit is a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
