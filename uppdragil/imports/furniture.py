"""Page headers and footers: lines that recur because the document was printed, not because it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from .ledger import Kind, Ledger, Line

# "Sida 3 av 9", "3 (9)", "Sida 3": sure signs. "Region Exempel  3 (9)": sure where the rest recurs.
_PAGE = (
    r"(?:(?:sida|sid|page)\.? {0,2}\d{1,4}(?: {0,2}(?:av|/|of|\() {0,2}\d{1,4}\)?)?|\d{1,4} {0,2}\(\d{1,4}\))"
)
_ALONE = re.compile(_PAGE, re.IGNORECASE)
_BESIDE = re.compile(rf"(?:(?P<before>.+?)[ |]{_PAGE}|{_PAGE}[ |](?P<after>.+))", re.IGNORECASE)
_BARE = re.compile(r"[-–]? ?(\d{1,4}) ?[-–]?")
_LONGEST = 200  # characters; no header is longer
_DEPTH = 4  # lines of a header or footer beside the page number
_REPEATS = 3  # a line of the first page that stands this often in all is a header without page numbers


def strip_furniture(ledger: Ledger, lines: Sequence[Line], first_heading: int) -> list[Line]:
    """`lines` without page headers and footers, which the ledger then holds as ignored.

    `first_heading`: number of the line of the first chapter; before it the title block stands, whose
    words may recur as a header without being one themselves.
    """
    marks = {line.number for line in _page_marks(lines)}
    furniture = marks | _neighbours(lines, marks, first_heading) | _titles(lines, first_heading)
    furniture |= _first_head(lines, furniture, first_heading)
    for line, kind in _kinds(lines, furniture, marks):
        ledger.ignore(line, kind)
    return [line for line in lines if line.number not in furniture]


def _page_marks(lines: Sequence[Line]) -> Iterator[Line]:
    short = [line for line in lines if len(line.raw) <= _LONGEST]
    yield from (line for line in short if _ALONE.fullmatch(line.text))
    beside = [(line, m) for line in short if (m := _BESIDE.fullmatch(line.text))]
    rests = Counter(_rest(m) for _, m in beside)
    yield from (line for line, m in beside if rests[_rest(m)] > 1)
    bare = [(line, int(m[1])) for line in short if (m := _BARE.fullmatch(line.text))]
    if len(bare) > 1 and all(b == a + 1 for (_, a), (_, b) in pairwise(bare)):
        yield from (line for line, _ in bare)


def _rest(match: re.Match[str]) -> str:
    return (match["before"] or match["after"]).strip(" |")


def _neighbours(lines: Sequence[Line], marks: set[int], first_heading: int) -> set[int]:
    """Lines that recur beside the page numbers (or page breaks), on at least half of the pages."""
    pages = max(len(marks), sum(line.page for line in lines))
    found: set[int] = set()
    for _ in range(_DEPTH if pages > 1 else 0):
        known = marks | found
        beside = {
            line.number: line.text
            for line, neighbour in _beside(lines, known)
            if line.number not in known and (neighbour in marks or line.number > first_heading)
        }
        counts = Counter(beside.values())
        found |= {number for number, text in beside.items() if counts[text] >= max(2, pages / 2)}
    return found


def _beside(lines: Sequence[Line], known: set[int]) -> Iterator[tuple[Line, int]]:
    """Each line that stands beside a known one or a page break, with that neighbour's number."""
    for one, other in pairwise(lines):
        if other.number in known or other.page:
            yield one, other.number
        if one.number in known or other.page:
            yield other, one.number


def _titles(lines: Sequence[Line], first_heading: int) -> set[int]:
    """Lines of the title block that come again and again after it."""
    block = {line.text for line in lines if line.number < first_heading and len(line.raw) <= _LONGEST}
    counts = Counter(line.text for line in lines if line.text in block)
    return {line.number for line in lines if line.number > first_heading and counts[line.text] >= _REPEATS}


def _first_head(lines: Sequence[Line], furniture: set[int], first_heading: int) -> set[int]:
    """The first page's header: lines at the very top that recur as headers, where the title block has more."""
    recurring = {line.text for line in lines if line.number in furniture}
    top = list(takewhile(lambda line: line.text in recurring, lines))
    is_all = len(top) == len(lines) or lines[len(top)].number >= first_heading
    return set() if is_all else {line.number for line in top}


def _kinds(lines: Sequence[Line], furniture: set[int], marks: set[int]) -> Iterator[tuple[Line, Kind]]:
    """A page number and what stands above it is the foot of a page; what follows is the next one's head."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.number not in furniture:
            runs.append([])
        else:
            runs[-1].append(line)
    for run in filter(None, runs):
        last = max((i for i, line in enumerate(run) if line.number in marks), default=-1)
        alone = last >= 0 and (_ALONE.fullmatch(run[last].text) or _BARE.fullmatch(run[last].text))
        top = run[0].page or run[0] is lines[0] or not alone
        for index, line in enumerate(run):
            yield line, Kind.PAGE_FOOTER if not top and index <= last else Kind.PAGE_HEADER
