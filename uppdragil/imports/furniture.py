"""Page headers and footers: lines that recur because the document was printed, not because it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from .blocks import split_bullet
from .ledger import Kind, Ledger, Line, whole

# "Sida 3 av 9", "3 (9)", "Sida 3": sure signs. "Region Exempel  3 (9)": sure where the rest recurs.
_PAGE = (
    r"(?:(?:sida|sid|page)\.? {0,2}\d{1,4}(?: {0,2}(?:av|/|of|\() {0,2}\d{1,4}\)?)?|\d{1,4} {0,2}\(\d{1,4}\))"
)
_ALONE = re.compile(_PAGE, re.IGNORECASE)
_BESIDE = re.compile(rf"(?:(?P<before>.+?)[ |]{_PAGE}|{_PAGE}[ |](?P<after>.+))", re.IGNORECASE)
_BARE = re.compile(r"[-–]? ?(\d{1,4}) ?[-–]?")
_CONTACT = re.compile(
    r"(?P<label>postadress|besöksadress|leveransadress|telefon|telefax|fax|växel|e-?post|webbplats|hemsida|webb|"
    r"org(?:anisations|\.)? ?n(?:umme)?r)\.?(?: ?: ?(?P<value>.*))?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\d{3} ?\d{2} \w.*")  # 462 80 Exempelstad
_ADDRESS_LINES = 3  # below the label of an address; below any other there is one
_LEAST_CONTACTS = 3  # labels, one of them an address: the foot of a letter, and nothing that a mandate says
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
    contacts = _contacts(lines)
    furniture |= contacts
    for line, kind in _kinds(lines, furniture, marks):
        ledger.ignore(line, Kind.PAGE_FOOTER if line.number in contacts else kind)
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


def _contacts(lines: Sequence[Line]) -> set[int]:
    """The organisation's addresses as the foot of its letters has them, wherever a page ended."""
    found: set[int] = set()
    run: list[int] = []
    labels: list[str] = []
    room = 0
    for line in (*lines, None):
        match = _CONTACT.fullmatch(line.text) if line and len(line.raw) <= _LONGEST else None
        if line and match:
            labels.append(match["label"].casefold())
            room = 0 if match["value"] else _ADDRESS_LINES if "adress" in labels[-1] else 1
            first = not match["value"]
        elif line and labels and _is_contact(line, room, first):
            room, first = room - 1, False
        else:
            if len(set(labels)) >= _LEAST_CONTACTS and any("adress" in label for label in labels):
                found.update(run)
            run, labels, room = [], [], 0
            continue
        run.append(line.number)
    return found


def _is_contact(line: Line, room: int, first: bool) -> bool:
    """What stands below a label: directly below it, or a postal town anywhere in the foot."""
    if split_bullet(whole(line), 1)[0]:
        return False
    return bool(_PLACE.fullmatch(line.text)) or (room > 0 and (first or not line.gap))


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
