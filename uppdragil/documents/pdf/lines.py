"""Text broken into lines of a given width. Words part at spaces; a word wider than the line is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .fonts import width


@dataclass(frozen=True)
class Run:
    """Text in one font; runs of a block are parted by a space."""

    text: str
    font: str


@dataclass
class Line:
    """Pieces of text with their fonts; `width` in ems."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    width: float = 0

    def add(self, word: str, font: str) -> None:
        gap = " " if self.pieces else ""
        if self.pieces and self.pieces[-1][1] == font:
            self.pieces[-1] = (f"{self.pieces[-1][0]} {word}", font)
        else:
            self.pieces.append((gap + word, font))
        self.width += width(gap, font) + width(word, font)


def break_lines(runs: Sequence[Run], room: float) -> list[Line]:
    """The lines of `runs`, at most `room` ems wide; at least one line."""
    lines = [Line()]
    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append(Line())
            for word in part.split(" "):
                if word:
                    _place(word, run.font, room, lines)
    return lines


def _place(word: str, font: str, room: float, lines: list[Line]) -> None:
    space = width(" ", font) if lines[-1].pieces else 0
    if lines[-1].width + space + width(word, font) > room and lines[-1].pieces:
        lines.append(Line())
    pieces = list(_cut(word, font, room))
    for piece in pieces[:-1]:
        lines[-1].add(piece, font)
        lines.append(Line())
    lines[-1].add(pieces[-1], font)


def _cut(word: str, font: str, room: float) -> Iterator[str]:
    """`word` in pieces that fit; at least one character each."""
    if width(word, font) <= room:
        yield word
        return
    start, used = 0, 0.0
    for at, character in enumerate(word):
        step = width(character, font)
        if used + step > room and at > start:
            yield word[start:at]
            start, used = at, 0.0
        used += step
    yield word[start:]
