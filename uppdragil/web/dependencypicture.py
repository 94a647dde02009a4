"""Dependencies as a picture: who is waited for stands to the left, an arrow leads to who waits.

Places are whole numbers of the picture's own units. The table beside it says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from uppdragil.portfolio.dependencies.selectors import Mandate

WIDE, HIGH, ACROSS, DOWN = 210, 46, 150, 24  # a box, and the room between boxes
SIDE, EDGE = 40, 4  # around all: for arrows that lead back, and above and below


@dataclass(frozen=True)
class Box:
    """A mandate and where its box begins."""

    mandate: Mandate
    x: int
    y: int
    late: bool

    @property
    def middle(self) -> int:
        return self.y + HIGH // 2


@dataclass(frozen=True)
class Arrow:
    """From the one that is waited for to the one that waits; `label` stands at its head."""

    path: str
    tip: str
    circle: bool
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


Link = tuple[str, str]  # who is waited for, who waits


def picture_of(
    mandates: Mapping[str, Mandate], links: Mapping[Link, str], circles: Iterable[Link]
) -> Picture:
    """`links` with what is written at each; those in `circles` are drawn as such."""
    columns = _columns(sorted(links), {uid for uid, mandate in mandates.items() if _late(mandate)})
    boxes = {
        uid: Box(
            mandates[uid], SIDE + column * (WIDE + ACROSS), EDGE + row * (HIGH + DOWN), _late(mandates[uid])
        )
        for uid, (column, row) in _places(sorted(links), columns).items()
    }
    round_ = set(circles)
    arrows = [_arrow(boxes[a], boxes[b], label, (a, b) in round_) for (a, b), label in sorted(links.items())]
    return Picture(list(boxes.values()), arrows)


def _late(mandate: Mandate) -> bool:
    return mandate.node.days_late > 0


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


def _arrow(a: Box, b: Box, label: str, circle: bool) -> Arrow:
    """From the right side to the left one; back again below the boxes where the one that waits stands no further on."""
    tip = f"M{b.x} {b.middle}l-9-5v10z"
    label_x, label_y = b.x - 12, b.middle - 6
    if a.x < b.x:
        start, end, half = a.x + WIDE, b.x - 8, ACROSS // 2
        path = f"M{start} {a.middle}C{start + half} {a.middle} {end - half} {b.middle} {end} {b.middle}"
        return Arrow(path, tip, circle, label, label_x, label_y)
    side, down = 34, max(a.y, b.y) + HIGH + DOWN // 2
    start, end = a.x + WIDE, b.x - 8
    path = (
        f"M{start} {a.middle}C{start + side} {a.middle} {start + side} {down} {start - side} {down}"
        f"L{end + side} {down}C{end - side} {down} {end - side} {b.middle} {end} {b.middle}"
    )
    return Arrow(path, tip, circle, label, label_x, label_y)
