"""When does a line continue the one before it? Text from a PDF has lost this: blank lines stand inside sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .ledger import Line

# Words that never end a sentence or a cell.
_OPEN_WORDS = """
och eller samt att som i av för med till på inom den det de en ett vid om från mellan under över hos ur utan genom
enligt per är inför mot utifrån bland
"""
_OPEN = frozenset(_OPEN_WORDS.split())
_OPEN_MARKS = (",", "-", "–", "/", "(", "&")
_ENDS = (".", "!", "?", ":", ";", "…")
_CLOSERS = "\"'”’»)] "
_COLUMNS = re.compile(r" {3}|[\t|]")  # a table's row says nothing about the width of running text
_LEAST, _MOST = 60, 160  # characters of a printed line; a longer one was never wrapped
_CLEARLY_SHORT = 0.75  # of the width: such a line was not broken for lack of room


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, quotes and brackets left aside."""
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def joins(before: str, after: str) -> bool:
    """True where the words themselves show that the text goes on: an open end, or a small letter next."""
    if after[:1].islower() or after[:1] in ",;)":
        return True
    return before.endswith(_OPEN_MARKS) or before.rsplit(" ", 1)[-1].casefold() in _OPEN


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How wide this document was printed, in characters."""

    width: int
    whole: bool = False  # never wrapped: a line is a paragraph, and one without a gap goes on in it

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Wrapping:
        lengths = (len(line.raw.strip()) for line in lines if not _COLUMNS.search(line.raw.strip()))
        return cls(max((n for n in lengths if n <= _MOST), default=_LEAST))

    def continues(self, before: Line, after: Line) -> bool:
        """True where `after` belongs to the paragraph or bullet that `before` is in."""
        if self.whole:
            return False
        one, other = before.text, after.text
        if joins(one, other):
            return True
        if after.gap:
            return not ends_sentence(one) and not self._had_room(one, other, 1)
        return not one.endswith(":") and not self._had_room(one, other, _CLEARLY_SHORT)

    def _had_room(self, one: str, other: str, share: float) -> bool:
        """True where the next word would have fitted on the line: somebody broke it on purpose."""
        return len(one) + 1 + len(other.split(" ", 1)[0]) <= max(self.width, _LEAST) * share


WHOLE = Wrapping(_MOST, whole=True)


@dataclass(frozen=True, slots=True)
class Cells:
    """How wrapped lines of a table's cell are told from the next cell's."""

    spaced: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Cells:
        """Blank lines part the cells only where some lines have them and others have not."""
        gaps = {line.gap for line in lines[1:]}
        return cls(len(gaps) == 2)

    def continues(self, before: str, after: str, gap: bool) -> bool:
        return joins(before, after) or (self.spaced and not gap)
