"""Where everything of a flow's picture stands, in pixels, computed from the graph alone.

The longest way through the graph is a line from left to right: the spine. What leads back arches over it,
a second start lies above it as a bar, what is beside it and the other ends lie in rows below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .geometry import STRONG, Box, Placed, Way, text_width, wrapped
from .graph import Graph, Kind
from .ranking import Pair, Ranking, rank

MARGIN, GAP, ROW_GAP, LINE = 4, 28, 28, 16
STAGE_WIDTH, STAGE_HEIGHT, GATE_SIZE, START_SIZE, BAR_HEIGHT = 124, 48, 60, 20, 40
NOTE_WIDTH, LABEL_WIDTH = 150, 140


def place(
    graph: Graph,
    labels: Mapping[str, str],
    notes: Mapping[str, Sequence[str]],
    ways: Mapping[Pair, str],
) -> Placed:
    """`labels`: what stands in each node. `notes`: what stands below it. `ways`: what stands at the edges of a pair."""
    return _Placing(graph, labels, notes, ways).placed()


@dataclass
class _Placing:
    graph: Graph
    labels: Mapping[str, str]
    given_notes: Mapping[str, Sequence[str]]
    way_labels: Mapping[Pair, str]
    boxes: dict[str, Box] = field(default_factory=dict)

    @cached_property
    def ranking(self) -> Ranking:
        return rank(self.graph)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return {node.name: node.kind for node in self.graph.nodes}

    @cached_property
    def pairs(self) -> list[Pair]:
        return list(dict.fromkeys((edge.source, edge.target) for edge in self.graph.edges))

    @cached_property
    def notes(self) -> dict[str, tuple[str, ...]]:
        found = {
            name: [line for note in lines for line in wrapped(note, NOTE_WIDTH)]
            for name, lines in self.given_notes.items()
        }
        return {name: tuple(lines) for name, lines in found.items() if lines}

    @cached_property
    def lines(self) -> dict[Pair, tuple[str, ...]]:
        """The labels of ways in lines."""
        return {pair: tuple(wrapped(text, LABEL_WIDTH)) for pair, text in self.way_labels.items() if text}

    @cached_property
    def levels(self) -> dict[Pair, int]:
        """How high each arch over the spine is: those that would meet lie above one another."""
        found: dict[Pair, int] = {}
        arches = [pair for pair in self.pairs if self._is_arch(pair)]
        for pair in sorted(arches, key=self._span):
            taken = {level for other, level in found.items() if self._meet(pair, other)}
            found[pair] = next(level for level in range(len(arches)) if level not in taken)
        return found

    @cached_property
    def level_height(self) -> float:
        most = max((len(self.lines.get(pair, ())) for pair in self.levels), default=0)
        return 22 + LINE * most

    def placed(self) -> Placed:
        above = self._bars_above()
        self.marker = MARGIN + above * (BAR_HEIGHT + ROW_GAP) + LINE
        arches = (1 + max(self.levels.values(), default=-1)) * self.level_height
        self.spine_y = self.marker + 14 + arches + GATE_SIZE / 2 + 12
        self._place_spine()
        self._place_starts()
        bottom = self._place_below()
        ways = {pair: self._way(pair) for pair in self.pairs}
        right = max(
            [*(box.right for box in self.boxes.values()), *(box.right for box, _ in self._noted().values())]
        )
        return Placed(
            width=right + MARGIN,
            height=bottom + MARGIN,
            boxes=self.boxes,
            notes=self._noted(),
            ways=ways,
            labels=self.lines,
            marker=self.marker,
            spine=self.spine_y,
        )

    # Boxes

    def _place_spine(self) -> None:
        edge, noted = float(MARGIN), float("-inf")
        for name in self.ranking.spine:
            width, height = self._size(name)
            half = self._note_width(name) / 2
            x = max(edge + width / 2, MARGIN + half)
            if half:
                x = max(x, noted + 12 + half)
                noted = x + half
            self.boxes[name] = Box(x, self.spine_y, width, height)
            edge = x + width / 2 + GAP

    def _place_starts(self) -> None:
        for row, name in enumerate(self._starts()):
            y = MARGIN + row * (BAR_HEIGHT + ROW_GAP) + BAR_HEIGHT / 2
            self.boxes[name] = self._bar(name, y)

    def _place_below(self) -> float:
        """The rows below the spine, boxes before bars; gives the lowest point."""
        lowest = max([self.boxes[name].bottom + self._note_height(name) for name in self.ranking.spine])
        others = [n for n in self.kinds if n not in self.boxes]
        for names in (
            [n for n in others if self.kinds[n] is not Kind.END],
            [n for n in others if self.kinds[n] is Kind.END],
        ):
            for row in self._rows(names):
                tall = max(self._size(name)[1] for name in row)
                y = lowest + ROW_GAP + tall / 2
                for name in row:
                    self.boxes[name] = self._beside(name, y)
                lowest = max(self.boxes[name].bottom + self._note_height(name) for name in row)
        return lowest

    def _rows(self, names: Iterable[str]) -> list[list[str]]:
        """The nodes in as few rows as hold them without two in one column."""
        rows: list[list[str]] = []
        for name in names:
            free = (row for row in rows if not any(self._share(name, other) for other in row))
            row = next(free, None)
            if row is None:
                rows.append(row := [])
            row.append(name)
        return rows

    def _beside(self, name: str, y: float) -> Box:
        if self.kinds[name] is Kind.END:
            return self._bar(name, y)
        return Box(self._column(self.ranking.columns[name][0]), y, *self._size(name))

    def _bar(self, name: str, y: float) -> Box:
        first, last = (self._column(at) for at in self.ranking.columns[name])
        width = max(last - first + STAGE_WIDTH, self._size(name)[0])
        return Box(max((first + last) / 2, MARGIN + width / 2), y, width, BAR_HEIGHT)

    def _column(self, at: int) -> float:
        """The middle of a column; those beyond the spine go on at its pace."""
        spine = self.ranking.spine
        if at < len(spine):
            return self.boxes[spine[at]].x
        return self.boxes[spine[-1]].x + (at - len(spine) + 1) * (STAGE_WIDTH + NOTE_WIDTH)

    def _size(self, name: str) -> tuple[float, float]:
        kind, label = self.kinds[name], self.labels.get(name, "")
        if kind is Kind.GATE:
            return GATE_SIZE, GATE_SIZE
        if kind is Kind.START and name in self.ranking.spine:
            return START_SIZE, START_SIZE
        wide = max(STAGE_WIDTH, text_width(label, STRONG) + 24)
        return wide, STAGE_HEIGHT if kind is Kind.STAGE else BAR_HEIGHT

    def _starts(self) -> list[str]:
        return [n for n, kind in self.kinds.items() if kind is Kind.START and n not in self.ranking.spine]

    def _bars_above(self) -> int:
        return len(self._starts())

    def _share(self, one: str, other: str) -> bool:
        """Whether two nodes would stand in each other's way; a box may be wider than its column."""
        a, b = self.ranking.columns[one], self.ranking.columns[other]
        return a[0] - 1 <= b[1] and b[0] - 1 <= a[1]

    # Notes

    def _note_width(self, name: str) -> float:
        return max((text_width(line) for line in self.notes.get(name, ())), default=0)

    def _note_height(self, name: str) -> float:
        lines = len(self.notes.get(name, ()))
        return LINE * lines + 10 if lines else 0

    def _noted(self) -> dict[str, tuple[Box, tuple[str, ...]]]:
        found = {}
        for name, lines in self.notes.items():
            box, high = self.boxes[name], LINE * len(lines)
            found[name] = (Box(box.x, box.bottom + 8 + high / 2, self._note_width(name), high), lines)
        return found

    def _foot(self, name: str) -> float:
        """Where a way downwards begins: below the notes."""
        return self.boxes[name].bottom + self._note_height(name)

    # Ways

    def _is_arch(self, pair: Pair) -> bool:
        """Between two nodes of the spine that are not neighbours in its direction; a loop is no arch."""
        spine = self.ranking.spine
        if pair[0] == pair[1] or not {*pair} <= {*spine}:
            return False
        return spine.index(pair[1]) != spine.index(pair[0]) + 1

    def _span(self, pair: Pair) -> int:
        spine = self.ranking.spine
        return abs(spine.index(pair[0]) - spine.index(pair[1]))

    def _meet(self, one: Pair, other: Pair) -> bool:
        spine = self.ranking.spine
        (a, b), (c, d) = (sorted(map(spine.index, pair)) for pair in (one, other))
        return a <= d and c <= b

    def _way(self, pair: Pair) -> Way:
        source, target = (self.boxes[name] for name in pair)
        back = pair in self.ranking.back
        if pair[0] == pair[1]:
            return self._loop(source)
        if pair in self.levels:
            return self._arch(pair, source, target, back)
        if source.y == target.y:
            ends = (source.right, target.left) if source.x < target.x else (source.left, target.right)
            return Way(((ends[0], source.y), (ends[1], target.y)), back=back)
        return self._step(pair, source, target, back)

    def _arch(self, pair: Pair, source: Box, target: Box, back: bool) -> Way:
        top = self.spine_y - GATE_SIZE / 2 - 12 - self.levels[pair] * self.level_height - 12
        side = min(target.width / 4, 31)
        x = target.x + (side if source.x > target.x else -side)
        points = ((source.x, source.top), (source.x, top), (x, top), (x, target.top))
        return Way(points, label=((source.x + x) / 2, top - 6), back=back)

    @staticmethod
    def _loop(box: Box) -> Way:
        """Out of the upper right side and back into it."""
        x, y, out = box.x + box.width / 4, box.y - box.height / 4, 14
        points = ((x - 6, y - 6), (x - 6 + out, y - 6 - out), (x + 6 + out, y + 6 - out), (x + 6, y + 6))
        return Way(points, back=True)

    def _step(self, pair: Pair, source: Box, target: Box, back: bool) -> Way:
        """Straight where one is a bar above or below the other; else with one corner, around what stands between."""
        down, reach = target.y > source.y, self._edge(pair[1], target.y < source.y)
        x = source.x + self._offset(pair)
        if target.width > source.width and target.left <= x <= target.right:
            return Way(((x, self._edge(pair[0], down)), (x, reach)), back=back)
        if source.width > target.width and source.left <= target.x <= source.right:
            x = target.x - min(target.width / 4, 31)
            return Way(((x, self._edge(pair[0], down)), (x, reach)), back=back)
        right = target.x > source.x
        if source.y == self.spine_y:  # down first, then to the side of what stands below
            corner = (x, target.y)
            return Way(
                ((x, self._edge(pair[0], down)), corner, (target.left if right else target.right, target.y)),
                back=back,
            )
        x = target.x + (-8 if right else 8)
        return Way(((source.right if right else source.left, source.y), (x, source.y), (x, reach)), back=back)

    def _edge(self, name: str, down: bool) -> float:
        return self._foot(name) if down else self.boxes[name].top

    def _offset(self, pair: Pair) -> float:
        """Ways from one node to several ends run beside one another."""
        ends = [
            t
            for s, t in self.pairs
            if s == pair[0] and self.kinds[t] is Kind.END and t not in self.ranking.spine
        ]
        if pair[1] not in ends:
            return 0
        return (ends.index(pair[1]) - (len(ends) - 1) / 2) * 20
