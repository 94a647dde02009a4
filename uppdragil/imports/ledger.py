"""The account of a source text: every line that is not blank ends in exactly one place.

Lines are cut into fragments. A fragment's words reach the content only through `Ledger.take` (or
`take_date`), and the words that the content says by its own structure (a role's label, a gate's
bullet) are passed with `Ledger.spend`. A line is *content* when each of its letters and digits was
taken or spent, *ignored* when it is page furniture, a heading, a table's head or an empty form, and
otherwise *unplaced*: what no reader asked for can not be lost.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from .dates import read_date

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[^\S\t]")  # a space of any width is one column
_PAGE_BREAK = "\f"
_SOFT_HYPHEN = "\u00ad"
_GLUED = re.compile(r"(?<=[^\W_])\*\*(?=[A-ZÅÄÖ])")  # a bold word that lost the space before or after it


class Kind(StrEnum):
    """Why a line is ignored. FORM: the printed labels of an empty form (boxes, signature block).

    Of a strategy's web pages: NAVIGATION (links of the page), DATED (when it was made) and INSTRUCTION (where
    what it says should be found again).
    """

    HEADING = "heading"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    TABLE_HEAD = "table_head"
    FORM = "form"
    NAVIGATION = "navigation"
    DATED = "dated"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `number` counts from 1 as an editor does; `raw` keeps its columns.

    `gap`: a blank line stands before it. `page`: a page break stands before it.
    """

    number: int
    raw: str
    gap: bool
    page: bool

    @property
    def text(self) -> str:
        """The line's words with single spaces, without Markdown's signs of bold."""
        return " ".join(_GLUED.sub(" ", self.raw).replace("**", "").split())

    @property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip())


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one line, with the column where they begin (from 0)."""

    line: Line
    text: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line of the source, counted from 1, that found no place in the content."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A line of the source, counted from 1, that says nothing of its own, and why."""

    line: int
    text: str
    kind: Kind


def whole(line: Line) -> Fragment:
    """All of a line as one fragment."""
    return Fragment(line, line.text, line.indent)


def join(texts: Iterable[str]) -> str:
    """Wrapped texts as one; a soft hyphen at a line's end joins without a space."""
    return " ".join(texts).replace(f"{_SOFT_HYPHEN} ", "")


def _weight(text: str) -> int:
    return sum(map(str.isalnum, text))


class Ledger:
    """Holds the lines of one text and what became of each."""

    def __init__(self, text: str, most: int | None = None) -> None:
        """`most`: read no more lines than this."""
        self.lines = tuple(islice(_lines(text), most))
        self._spent: dict[int, int] = {}
        self._ignored: dict[int, Kind] = {}
        self._places: dict[int, str] = {}
        self.reading = ""  # the chapter that is being read; "" for the head

    def take(self, fragments: Iterable[Fragment]) -> str:
        """The fragments' words for the content, joined to one text."""
        return join([self.spend(fragment).text for fragment in fragments])

    def take_date(self, fragments: Iterable[Fragment]) -> dt.date | None:
        """The date that the fragments say. One that cannot be read is None and leaves its line unplaced."""
        found = list(fragments)
        value = read_date(join(f.text for f in found))
        if value:
            self.take(found)
        return value

    def spend(self, fragment: Fragment) -> Fragment:
        """Count the fragment as said in the content: the content's own structure carries its words."""
        number = fragment.line.number
        self._spent[number] = self._spent.get(number, 0) + _weight(fragment.text)
        self._places.setdefault(number, self.reading)
        return fragment

    def ignore(self, line: Line, kind: Kind) -> None:
        self._ignored[line.number] = kind

    def ignored(self) -> tuple[Ignored, ...]:
        return tuple(
            Ignored(line.number, line.raw.strip(), self._ignored[line.number])
            for line in self.lines
            if line.number in self._ignored and not self._is_content(line)
        )

    def unplaced(self) -> tuple[Unplaced, ...]:
        return tuple(
            Unplaced(line.number, line.raw.strip())
            for line in self.lines
            if line.number not in self._ignored and not self._is_content(line)
        )

    def places(self) -> dict[int, str]:
        """Where each line of the content went: its number, and the chapter's key ("" for the head)."""
        return {line.number: self._places[line.number] for line in self.lines if self._is_content(line)}

    def _is_content(self, line: Line) -> bool:
        return line.number in self._places and self._spent[line.number] >= _weight(line.raw)


def _lines(text: str) -> Iterable[Line]:
    gap = page = False
    sources = io.StringIO(unicodedata.normalize("NFC", text), newline=None)  # \n, \r\n and \r end a line
    for number, source in enumerate(sources, start=1):
        page = page or _PAGE_BREAK in source
        if not source.strip():
            gap = True
            continue
        yield Line(
            number, _SPACE.sub(" ", _CONTROL.sub("", source.replace(_PAGE_BREAK, ""))).rstrip(), gap, page
        )
        gap = page = False
