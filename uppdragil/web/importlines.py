"""The lines of an imported text beside what was read from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from uppdragil.imports.ledger import Kind
from uppdragil.imports.recogniser import Recognised

from .reading import DrawnGroup

_LINE_END = re.compile(r"\r\n|\r|\n")  # as the ledger counts; a page break ends no line
KINDS = {
    Kind.HEADING: _("heading"),
    Kind.PAGE_HEADER: _("page header"),
    Kind.PAGE_FOOTER: _("page footer"),
    Kind.TABLE_HEAD: _("table head"),
    Kind.FORM: _("empty form"),
}


class State(StrEnum):
    """What became of a line."""

    READ = "read"
    LEFT_OUT = "left-out"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class SourceLine:
    """A line as it came. `why`: what it is, where it was left out."""

    number: int
    text: str
    state: State
    why: str = ""


@dataclass(frozen=True)
class Pair:
    """A numbered chapter and the lines that went there; `drawn` is None for the head."""

    drawn: DrawnGroup | None
    lines: Sequence[SourceLine]

    @property
    def unplaced(self) -> int:
        return sum(line.state is State.UNPLACED for line in self.lines)


@dataclass
class Pairs:
    """`source` beside `groups`. A line without a place stands where it stood: after the line before it."""

    source: str
    recognised: Recognised
    groups: Sequence[DrawnGroup]

    def __iter__(self) -> Iterator[Pair]:
        yield Pair(None, self._lines[None])
        yield from (Pair(drawn, self._lines[drawn.group.anchor]) for drawn in self.groups)

    @cached_property
    def _lines(self) -> Mapping[str | None, list[SourceLine]]:
        found: dict[str | None, list[SourceLine]] = defaultdict(list)
        headings: list[SourceLine] = []
        at: str | None = None
        for line in self._numbered():
            if line.number in self.recognised.places:
                at = self._anchors.get(self.recognised.places[line.number])
            kind = self._ignored.get(line.number)
            if kind is Kind.HEADING or (kind and headings):
                headings.append(line)  # it heads what follows, and the foot of a page may stand between
                continue
            found[at] += [*headings, line]
            headings = []
        found[at] += headings
        return found

    def _numbered(self) -> Iterator[SourceLine]:
        for number, text in enumerate(_LINE_END.split(self.source), start=1):
            if text.strip():
                yield self._line(number, text.replace("\f", ""))

    def _line(self, number: int, text: str) -> SourceLine:
        if kind := self._ignored.get(number):
            return SourceLine(number, text, State.LEFT_OUT, str(KINDS.get(kind, "")))
        return SourceLine(number, text, State.UNPLACED if number in self._unplaced else State.READ)

    @cached_property
    def _ignored(self) -> dict[int, Kind]:
        return {line.line: line.kind for line in self.recognised.ignored}

    @cached_property
    def _unplaced(self) -> set[int]:
        return {line.line for line in self.recognised.unplaced}

    @cached_property
    def _anchors(self) -> dict[str, str]:
        """The group of each chapter."""
        return {key: drawn.group.anchor for drawn in self.groups for key in drawn.group.keys}
