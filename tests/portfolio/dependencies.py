"""Graphs of dependencies, drawn by hand and by chance; mandates that name each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests import factories as f
from uppdragil.directives.content import Dependency, DependencyKind
from uppdragil.portfolio.dependencies.effects import GateAhead, Node

DAY = dt.date(2026, 1, 1)


def node(promised: int | None, *gates: tuple[Any, ...]) -> Node:
    """Days from DAY on: of the promise, and of each gate as it lay and as it is now."""
    ahead = tuple(GateAhead(code, day(lay), day((*now, lay)[0])) for code, lay, *now in gates)
    projected = next((gate.now for gate in ahead if gate.code == "BP3"), None)
    return Node(None if promised is None else day(promised), projected, ahead, "BP3")


def day(n: int) -> dt.date:
    return DAY + dt.timedelta(days=n)


def waiting_for(
    *others: f.Mandate, text: str = "Behöver deras del", kind: DependencyKind | None = None
) -> tuple[Dependency, ...]:
    """The rows of a chapter 4 that leads to them; in the way of `kind`."""
    return tuple(f.row(Dependency, text=text, other_id=other.directive.uid, kind=kind) for other in others)


uids = st.sampled_from("abcdefg")
edges = st.sets(st.tuples(uids, uids), max_size=14)


@st.composite
def nodes(draw: st.DrawFn) -> Node:
    """A plan in order, perhaps late, perhaps without a promise, perhaps with gates behind it."""
    lay = sorted(draw(st.lists(st.integers(0, 60), min_size=4, max_size=4)))
    slip = draw(st.integers(0, 40))
    gates = [(f"BP{n}", at, at + slip) for n, at in enumerate(lay)][draw(st.integers(0, 4)) :]
    return node(draw(st.none() | st.just(lay[-1])), *gates)
