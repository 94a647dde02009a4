"""What a delay touches (issue 4: "a delay at A shows påverkar B:s BP2 with days"). Pure: no database.

B depends on A. A gate of B that lay on or after the day on which A was first to deliver counts on that delivery; where
it now lies before the day on which A delivers at the earliest, it has to move by the days between. When the gate at
which B itself delivers has to move, B delivers no earlier than A either: so a delay goes on along a chain. A gate that
has room enough takes no part in it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Way = tuple[str, ...]  # of uids, each of which the next one depends on
Edge = tuple[str, str]  # who depends, and on whom: uids


@dataclass(frozen=True)
class GateAhead:
    """A gate that is still to be decided: its day in the decided plan, and the one on which it is planned now."""

    code: str
    lay: dt.date
    now: dt.date


@dataclass(frozen=True)
class Node:
    """A mandate. `promised`: the day of its delivery in the first plan that was decided; None where none was.

    `projected`: when it delivers at the earliest, never before today; None when it has delivered, never will, or has
    no plan. `ahead`: the gates still to come that have a day, in their order; nothing of what has ended. `delivery`:
    the code of the gate at which it delivers.
    """

    promised: dt.date | None
    projected: dt.date | None
    ahead: tuple[GateAhead, ...]
    delivery: str

    @property
    def days_late(self) -> int:
        """By how many days it delivers later than first decided; 0 when it does not."""
        if self.promised is None or self.projected is None:
            return 0
        return max(0, (self.projected - self.promised).days)


@dataclass(frozen=True)
class Effect:
    """A gate of the last of `way` has to move by `days` (at least 1), because the first of it delivers late."""

    way: Way
    gate: str
    days: int

    @property
    def source(self) -> str:
        return self.way[0]

    @property
    def touched(self) -> str:
        return self.way[-1]


def effects(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> list[Effect]:
    """What every delay touches, the longest first; of several that touch a gate through one mandate the longest.

    The latest delivery is followed first, as in a search for the shortest way: what has been reached is reached by the
    latest day there is, so that a circle comes to an end. Of two that deliver on one day the nearer one counts.
    """
    dependents = _dependents(nodes, edges)
    reached: dict[str, tuple[dt.date, Way]] = {}
    found: list[Effect] = []
    waiting: list[tuple[int, int, Way]] = [
        (-day.toordinal(), 1, (uid,)) for uid, node in nodes.items() if (day := node.projected)
    ]
    heapify(waiting)
    while waiting:
        minus, far, way = heappop(waiting)
        here, day = way[-1], dt.date.fromordinal(-minus)
        promised = nodes[here].promised
        if here in reached or promised is None or day <= promised:
            continue
        reached[here] = day, way
        for uid in dependents[here]:
            if uid in way:
                continue
            touched = _touched(nodes[uid], promised, day)
            found += (Effect((*way, uid), gate.code, (day - gate.now).days) for gate in touched)
            if any(gate.code == nodes[uid].delivery for gate in touched):
                heappush(waiting, (minus, far + 1, (*way, uid)))
    return sorted(found, key=lambda effect: (-effect.days, effect.way, effect.gate))


def _touched(node: Node, promised: dt.date, day: dt.date) -> list[GateAhead]:
    return [gate for gate in node.ahead if promised <= gate.lay and gate.now < day]


def _dependents(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Who depends on each, in the order of their uids."""
    found: dict[str, list[str]] = defaultdict(list)
    for uid, other in sorted(set(edges)):
        if uid in nodes and other in nodes:
            found[other].append(uid)
    return found
