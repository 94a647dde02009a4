"""How high a row must be: LibreOffice and previewers do not fit rows to wrapped text on their own."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

LINE = 15.0  # points, Calibri 11
MAX_LINES = 26  # Excel's highest row is 409 points
_WORD_LOSS = 1.05  # a wrapped line ends before the column does; rather too high than cut off
_INDENT = 1  # characters
_BUTTONS = 3  # characters of a head that its filter button takes


def row_height(cells: Iterable[tuple[object, float]]) -> float:
    """Points for a row of (value, column width in characters)."""
    lines = max((_lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return LINE * min(lines, MAX_LINES) + 4


def head_height(heads: Iterable[tuple[str, float]]) -> float:
    """Points for the head of a table of (words, column width in characters)."""
    return row_height((words, width - _BUTTONS) for words, width in heads) + 6


def _lines(words: str, width: float) -> int:
    room = width - _INDENT
    if len(words) * _WORD_LOSS <= room and "\n" not in words:
        return 1
    return sum(max(1, ceil(len(line) * _WORD_LOSS / room)) for line in words.split("\n"))
