"""How high a row must be: LibreOffice and previewers do not fit rows to wrapped text on their own."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

LINE = 15.0  # points, Calibri 11
MAX_LINES = 26  # Excel's highest row is 409 points
_WORD_LOSS = 1.05  # a wrapped line ends before the column does; rather too high than cut off
_INDENT = 1  # characters
_BUTTONS = 3  # characters of a head that its filter button takes


def lines_of(value: object, width: float) -> int:
    """How many lines a value takes in a column of `width` characters."""
    if not isinstance(value, str):
        return 1
    room = width - _INDENT
    if len(value) * _WORD_LOSS <= room and "\n" not in value:
        return 1
    return sum(max(1, ceil(len(line) * _WORD_LOSS / room)) for line in value.split("\n"))


def height_of(lines: int) -> float:
    """Points for a row of so many lines."""
    return LINE * min(lines, MAX_LINES) + 4


def head_height(heads: Iterable[tuple[str, float]]) -> float:
    """Points for the head of a table of (words, column width in characters)."""
    return height_of(max(lines_of(words, width - _BUTTONS) for words, width in heads)) + 6
