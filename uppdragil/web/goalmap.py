"""How activities, mandate goals and impact goals hang together, as a picture and as the lines of a table.

Activities stand to the left, the effects to the right: a line leads from what is done to what it is done for. Places
are whole numbers of the picture's own units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from uppdragil.core.values import Row
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.labels import LETTERS
from uppdragil.directives.sentences import row_text

COLUMNS = ("activities", "mandate_goals", "impact_goals")
MOST = 40  # rows in a column that are drawn; the table has them all
WIDE, HIGH, ACROSS, DOWN, EDGE = 156, 64, 30, 12, 4  # a box, the room between boxes, and around all
SIGNS, LINES = 20, 3  # in a line of a box, and how many
BESIDE = 4  # so many go to the sign of a goal


@dataclass(frozen=True)
class Node:
    """A row: its sign (U1), its words, and its link on the page. `loose`: nothing leads to it or from it."""

    uid: str
    sign: str
    text: str
    loose: bool

    @property
    def href(self) -> str:
        return f"#r-{self.uid}"

    @property
    def lines(self) -> list[str]:
        """The words as the box has room for them."""
        width = SIGNS - BESIDE if self.sign else SIGNS
        return wrap(self.text, width, max_lines=LINES, placeholder=" …")


@dataclass(frozen=True)
class Box:
    """A node and where its box begins."""

    node: Node
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.y + HIGH // 2


@dataclass(frozen=True)
class Line:
    """A line of the table: a goal, what leads to it, and what it leads to."""

    node: Node
    before: tuple[Node, ...]
    after: tuple[Node, ...]


@dataclass(frozen=True)
class GoalMap:
    """The nodes by chapter, and the links between them by uid, from what is done to what it is done for."""

    nodes: Mapping[str, tuple[Node, ...]]
    links: tuple[tuple[str, str], ...]

    box_width, box_height = WIDE, HIGH

    @property
    def drawn(self) -> bool:
        """Whether it is small enough for a picture."""
        return all(len(nodes) <= MOST for nodes in self.nodes.values())

    @property
    def boxes(self) -> Sequence[Box]:
        return [
            Box(node, EDGE + column * (WIDE + ACROSS), EDGE + at * (HIGH + DOWN))
            for column, key in enumerate(self._columns)
            for at, node in enumerate(self.nodes[key])
        ]

    @property
    def ways(self) -> Iterator[str]:
        """A curve for each link."""
        at = {box.node.uid: box for box in self.boxes}
        for before, after in self.links:
            start, end, half = at[before].x + WIDE, at[after].x, ACROSS // 2
            a, b = at[before].middle, at[after].middle
            yield f"M{start} {a}C{start + half} {a} {end - half} {b} {end} {b}"

    @property
    def width(self) -> int:
        return len(self._columns) * (WIDE + ACROSS) - ACROSS + 2 * EDGE

    @property
    def height(self) -> int:
        return max(len(nodes) for nodes in self.nodes.values()) * (HIGH + DOWN) - DOWN + 2 * EDGE

    @property
    def table(self) -> list[Line]:
        """A line for each mandate goal, then the effects and the activities that no mandate goal stands between."""
        goals = [self._line(node) for node in self.nodes["mandate_goals"]]
        rest = (node for key in ("impact_goals", "activities") for node in self.nodes[key] if node.loose)
        return [*goals, *(self._line(node) for node in rest)]

    @property
    def loose(self) -> list[Node]:
        """What nothing leads to or from."""
        return [node for key in COLUMNS for node in self.nodes[key] if node.loose]

    @property
    def _columns(self) -> list[str]:
        """Those with rows: a model without activities has two."""
        return [key for key in COLUMNS if self.nodes[key]]

    def _line(self, node: Node) -> Line:
        known = {one.uid: one for nodes in self.nodes.values() for one in nodes}
        before = tuple(known[a] for a, b in self.links if b == node.uid)
        return Line(node, before, tuple(known[b] for a, b in self.links if a == node.uid))


def goal_map(content: DirectiveContent) -> GoalMap | None:
    """Of `content`; None where there are not goals and something beside them to draw."""
    rows = {key: getattr(content, key) for key in COLUMNS}
    if not rows["mandate_goals"] or not (rows["activities"] or rows["impact_goals"]):
        return None
    links = tuple(_links(content))
    linked = {uid for link in links for uid in link}
    return GoalMap({key: tuple(_nodes(key, rows[key], linked)) for key in COLUMNS}, links)


def _links(content: DirectiveContent) -> Iterator[tuple[str, str]]:
    for activity in content.activities:
        yield from ((activity.uid, goal) for goal in activity.mandate_goals)
    for goal in content.mandate_goals:
        yield from ((goal.uid, effect) for effect in goal.impact_goals)


def _nodes(key: str, rows: Sequence[Row], linked: set[str]) -> Iterator[Node]:
    for number, row in enumerate(rows, 1):
        sign = f"{LETTERS[key]}{number}" if key in LETTERS else ""
        yield Node(row.uid, sign, row_text(row), row.uid not in linked)
