"""Dependencies as a picture: an arrow leads from what has an influence to what it has it on, from left to right.

So it leads to who waits, and to who is affected; what shares a receiver has a line without a tip. Places are whole
numbers of the picture's own units. The table beside it says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from textwrap import wrap

from uppdragil.portfolio.dependencies.graph import Mandate

WIDE, HIGH, ACROSS, DOWN = 230, 62, 150, 24  # a box, and the room between boxes
LETTERS, LINES = 24, 2  # of a title that have room in a box
SIDE, EDGE = 40, 4  # around all: for arrows that lead back, and above and below


@dataclass(frozen=True)
class Thing:
    """What has a box: a mandate, or with no `uid` a system outside."""

    title: str
    number: str = ""
    uid: str = ""
    late: bool = False

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The title as it has room in its box: each line with how far down it stands. All of it is the box's name."""
        words = wrap(self.title, LETTERS, max_lines=LINES, placeholder=" …")
        return [(36 + 17 * at, line) for at, line in enumerate(words)]

    @classmethod
    def of(cls, mandate: Mandate) -> Thing:
        return cls(mandate.title, mandate.number, mandate.uid, mandate.node.days_late > 0)


class Style(IntEnum):
    """How a link is drawn; of several between the same two the first of these."""

    CIRCLE = 0
    WAITS = 1
    AFFECTS = 2
    SHARES = 3


@dataclass(frozen=True)
class Strand:
    """A link from what has the influence to what it has it on; for one that shares any of the two comes first."""

    before: str
    after: str
    style: Style = Style.WAITS
    label: str = ""


@dataclass(frozen=True)
class Box:
    """A thing and where its box begins."""

    thing: Thing
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.y + HIGH // 2


@dataclass(frozen=True)
class Arrow:
    """`label` stands at its head; `tip` is "" where it has none."""

    path: str
    tip: str
    style: str
    label: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class Picture:
    """What is drawn, and its size."""

    boxes: Sequence[Box]
    arrows: Sequence[Arrow]

    box_width, box_height = WIDE, HIGH

    @property
    def width(self) -> int:
        return max((box.x for box in self.boxes), default=0) + WIDE + SIDE

    @property
    def height(self) -> int:
        return max((box.y for box in self.boxes), default=0) + HIGH + DOWN


Link = tuple[str, str]  # what has the influence, and what it has it on


def links_of(circles: Iterable[Sequence[Mandate]]) -> set[Link]:
    """The links of which circles are made; in each, who waits comes before whom it waits for."""
    return {(b.uid, a.uid) for way in circles for a, b in pairwise(way)}


def picture_of(things: Mapping[str, Thing], strands: Iterable[Strand]) -> Picture:
    """What hangs together, each pair by its first style."""
    drawn = _once(strands)
    columns = _columns(_order(drawn), {key for key, thing in things.items() if thing.late})
    boxes = {
        key: Box(things[key], SIDE + column * (WIDE + ACROSS), EDGE + row * (HIGH + DOWN))
        for key, (column, row) in _places([(one.before, one.after) for one in drawn], columns).items()
    }
    return Picture(list(boxes.values()), [_arrow(boxes, one) for one in drawn])


def _once(strands: Iterable[Strand]) -> list[Strand]:
    found: dict[Link, Strand] = {}
    for one in sorted(strands, key=lambda one: (one.style, one.before, one.after)):
        pair = one.before, one.after
        known = pair in found or (one.style == Style.SHARES and (one.after, one.before) in found)
        if not known:
            found[pair] = one
    return [found[pair] for pair in sorted(found)]


def _order(strands: Sequence[Strand]) -> list[Link]:
    """What stands to the left of what: arrows first; what only shares stands to the right of what it shares with."""
    links = [(one.before, one.after) for one in strands if one.style != Style.SHARES]
    placed = {key for link in links for key in link}
    for one in strands:
        if one.style == Style.SHARES and not placed.issuperset((one.before, one.after)):
            links.append((one.after, one.before) if one.after in placed else (one.before, one.after))
    return links


def _places(links: Sequence[Link], column_of: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """A column and a row for each: the row near to those that it waits for."""
    columns: dict[int, list[str]] = defaultdict(list)
    for uid, column in column_of.items():
        columns[column].append(uid)
    before: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        before[b].append(a)
    places: dict[str, tuple[int, int]] = {}
    for column in sorted(columns):
        rows = {uid: [places[a][1] for a in before[uid] if a in places] for uid in columns[column]}
        for uid in sorted(rows, key=lambda uid: (sum(rows[uid]) / len(rows[uid]) if rows[uid] else -1, uid)):
            taken = [row for c, row in places.values() if c == column]
            wanted = round(sum(rows[uid]) / len(rows[uid])) if rows[uid] else 0
            places[uid] = column, max(wanted, max(taken, default=-1) + 1)
    return places


def _columns(links: Sequence[Link], late: Set[str]) -> dict[str, int]:
    """Each stands to the right of all that it waits for; of those that wait for each other a late one comes first."""
    waits: dict[str, set[str]] = {uid: set() for link in links for uid in link}
    for a, b in links:
        waits[b].add(a)
    columns: dict[str, int] = {}
    while left := [uid for uid in waits if uid not in columns]:
        free = [uid for uid in left if waits[uid] <= columns.keys()]
        for uid in free or [
            min(left, key=lambda one: (one not in late, len(waits[one] - columns.keys()), one))
        ]:
            columns[uid] = max((columns[a] + 1 for a in waits[uid] if a in columns), default=0)
    return columns


def _arrow(boxes: Mapping[str, Box], strand: Strand) -> Arrow:
    """From the right side to the left one, past the boxes between; back below them where it leads no further on."""
    a, b = boxes[strand.before], boxes[strand.after]
    shares = strand.style == Style.SHARES
    if shares and b.x < a.x:
        a, b = b, a
    tip = "" if shares else f"M{b.x} {b.middle}l-9-5v10z"
    start, end = a.x + WIDE, b.x - (0 if shares else 8)
    between = b.x - a.x > WIDE + ACROSS
    way = _past if between else _onward
    path = way(a, b, start, end) if a.x < b.x else _back(a, b, start, end)
    return Arrow(path, tip, strand.style.name.lower(), strand.label, b.x - 12, b.middle - 6)


def _onward(a: Box, b: Box, start: int, end: int) -> str:
    half = ACROSS // 2
    return f"M{start} {a.middle}C{start + half} {a.middle} {end - half} {b.middle} {end} {b.middle}"


def _past(a: Box, b: Box, start: int, end: int) -> str:
    half, down = ACROSS // 2, max(a.y, b.y) + HIGH + DOWN // 4  # above those that lead back
    first, last = start + ACROSS, end - ACROSS
    return (
        f"M{start} {a.middle}C{start + half} {a.middle} {first - half} {down} {first} {down}"
        f"L{last} {down}C{last + half} {down} {end - half} {b.middle} {end} {b.middle}"
    )


def _back(a: Box, b: Box, start: int, end: int) -> str:
    side, down = 34, max(a.y, b.y) + HIGH + DOWN // 2
    return (
        f"M{start} {a.middle}C{start + side} {a.middle} {start + side} {down} {start - side} {down}"
        f"L{end + side} {down}C{end - side} {down} {end - side} {b.middle} {end} {b.middle}"
    )
