"""A row of the roadmap as a picture of its own, so that rows are never cut in two on paper and the axis is repeated.

Places are in the picture's own units; lines from one mandate to another go through the rows between, piece by piece.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from uppdragil.portfolio.roadmap import GateMark, Row

from .roadmapaxis import EDGE, WIDTH, Axis

HIGH, GROUP_HIGH = 44, 30  # of a row, and of a group's heading
TOP, BAR, MIDDLE = 10, 12, 16  # of the bar: where it begins, how high it is, its middle
APART = 28  # the least between two words under the bar


@dataclass(frozen=True)
class Bar:
    """`kind`: "passed", "late", "" for what is planned, or "real" for the time in which effects are measured."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Mark:
    """A gate or a milestone; `word` stands under it where there is room."""

    kind: str
    x: float
    told: str
    word: str = ""


@dataclass(frozen=True)
class Line:
    """A piece of the line from who is waited for to who waits; `tip`: +1 or -1 where it ends, downward or upward."""

    x: float
    y1: float
    y2: float
    touched: bool
    tip: int = 0


@dataclass
class Drawn:
    """What is drawn in one row; a group's heading has lines only."""

    height: int = GROUP_HIGH
    bars: Sequence[Bar] = ()
    first_plan: str = ""
    gates: Sequence[Mark] = ()
    milestones: Sequence[Mark] = ()
    end: float | None = None
    lines: list[Line] = field(default_factory=list)

    left, width = -EDGE, WIDTH + 2 * EDGE


def drawn(row: Row, axis: Axis, today: dt.date, told: dict[str, str]) -> Drawn:
    """`told`: what each mark says, by the code of a gate or the label of a milestone with its day."""
    gates = [gate for gate in row.gates if gate.day and axis.shows(gate.day)]
    worded = _with_room(gates, axis)
    return Drawn(
        HIGH,
        [bar for bar in _bars(row, axis, today) if bar.width > 0],
        _first_plan(row, axis),
        [
            Mark(_kind(gate), axis.x(_day(gate)), told[gate.code], gate.code if gate.code in worded else "")
            for gate in gates
        ],
        [
            Mark("is-passed" if one.done else "", axis.x(one.day), told[f"{one.label} {one.day}"])
            for one in row.milestones
            if axis.shows(one.day)
        ],
        axis.x(row.ended) if row.ended and axis.shows(row.ended) else None,
    )


def link(rows: Sequence[Drawn], start: int, end: int, x: float, *, touched: bool) -> None:
    """Draw the line at `x` from the bar in row `start` to the one in row `end`, through all between."""
    down = end > start
    step = 1 if down else -1
    rows[start].lines.append(Line(x, MIDDLE, rows[start].height if down else 0, touched))
    for at in range(start + step, end, step):
        rows[at].lines.append(Line(x, 0, rows[at].height, touched))
    edge = TOP - 1 if down else TOP + BAR + 1
    rows[end].lines.append(Line(x, 0 if down else rows[end].height, edge, touched, step))


def _bars(row: Row, axis: Axis, today: dt.date) -> Iterator[Bar]:
    """What has been done, what is late, what is planned, and the time after the delivery."""
    delivered = row.delivery.day if row.delivery.passed else None
    done = row.ended or min(delivered or today, today)
    late = next((gate.day for gate in row.gates if gate.late), None)
    yield _bar("passed", row.begun, min(late or done, done), axis)
    if row.ended:
        return
    if late:
        yield _bar("late", late, today, axis)
    planned = [gate.day for gate in row.gates if gate.day and not gate.passed]
    if planned:
        yield _bar("", max(today, row.begun), max(planned), axis)
    if row.delivery.day and row.until:
        yield _bar("real", row.delivery.day, row.until, axis)


def _bar(kind: str, first: dt.date, last: dt.date, axis: Axis) -> Bar:
    x = axis.x(first)
    return Bar(kind, x, round(axis.x(last) - x, 1))


def _first_plan(row: Row, axis: Axis) -> str:
    """A thin line below the bar, with a stroke for each gate as it was first decided."""
    days = [gate.first for gate in row.gates if gate.first]
    if not days or max(days) < axis.start or min(days) >= axis.end:
        return ""
    below = TOP + BAR + 5
    strokes = "".join(f"M{axis.x(day)} {below - 3}v6" for day in days if axis.shows(day))
    return f"M{axis.x(min(days))} {below}H{axis.x(max(days))}{strokes}"


def _kind(gate: GateMark) -> str:
    if gate.passed:
        return "is-passed"
    return "is-late" if gate.late else "is-next" if gate.next else ""


def _with_room(gates: Sequence[GateMark], axis: Axis) -> set[str]:
    """Whose words there is room for: the next one's first, then from left to right."""
    placed: dict[str, float] = {}
    for gate in sorted(gates, key=lambda gate: not gate.next):
        x = axis.x(_day(gate))
        if all(abs(x - other) >= APART for other in placed.values()):
            placed[gate.code] = x
    return set(placed)


def _day(gate: GateMark) -> dt.date:
    assert gate.day is not None  # only those that have one are drawn
    return gate.day
