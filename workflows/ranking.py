"""Which nodes of a graph stand in a line, and which edges lead back: the order before the picture."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .graph import Graph, Kind

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ranking:
    """`spine`: the longest way through the graph. `columns`: for every node the first and the last column it takes.

    `back`: the pairs of nodes between which an edge leads to an earlier node, or to itself.
    """

    spine: tuple[str, ...]
    columns: dict[str, tuple[int, int]]
    back: frozenset[Pair]


def rank(graph: Graph) -> Ranking:
    """Nodes beside the spine take the column after what leads to them.

    A second start takes the columns of all it leads to, a second end those of all that lead to it.
    """
    ahead = _neighbours(graph)
    back = _back(graph, ahead)
    forward = {name: [t for t in targets if (name, t) not in back] for name, targets in ahead.items()}
    spine = _longest(graph, forward)
    ranks = _ranks(graph, forward, spine)
    columns = {node.name: (ranks[node.name], ranks[node.name]) for node in graph.nodes}
    for node in graph.nodes:
        near = _near(graph, node.name, node.kind) if node.name not in spine else []
        if near:
            columns[node.name] = (min(ranks[n] for n in near), max(ranks[n] for n in near))
    return Ranking(spine, columns, back)


def _neighbours(graph: Graph) -> dict[str, list[str]]:
    ahead: dict[str, list[str]] = {node.name: [] for node in graph.nodes}
    for edge in graph.edges:
        if edge.target not in ahead[edge.source]:
            ahead[edge.source].append(edge.target)
    return ahead


def _near(graph: Graph, name: str, kind: Kind) -> list[str]:
    if kind is Kind.START:
        return [edge.target for edge in graph.edges if edge.source == name]
    if kind is Kind.END:
        return [edge.source for edge in graph.edges if edge.target == name]
    return []


def _back(graph: Graph, ahead: dict[str, list[str]]) -> frozenset[Pair]:
    """The edges that close a circle, as a walk in depth from the starts meets them."""
    found: set[Pair] = set()
    done: set[str] = set()
    for root in (*(n.name for n in graph.nodes if n.kind is Kind.START), *(n.name for n in graph.nodes)):
        path: list[tuple[str, int]] = [] if root in done else [(root, 0)]
        while path:
            name, at = path.pop()
            if at == len(ahead[name]):
                done.add(name)
                continue
            path.append((name, at + 1))
            target = ahead[name][at]
            if target in {open_name for open_name, _ in path}:
                found.add((name, target))
            elif target not in done:
                path.append((target, 0))
    return frozenset(found)


def _longest(graph: Graph, forward: dict[str, list[str]]) -> tuple[str, ...]:
    """The longest way from a start; of several the one that is named first."""
    best: dict[str, tuple[str, ...]] = {}
    for name in _sorted(forward)[::-1]:
        ways = [best[target] for target in forward[name]]
        best[name] = (name, *max(ways, key=len, default=()))
    starts = [n.name for n in graph.nodes if n.kind is Kind.START] or [n.name for n in graph.nodes]
    return max((best[name] for name in starts), key=len, default=())


def _ranks(graph: Graph, forward: dict[str, list[str]], spine: tuple[str, ...]) -> dict[str, int]:
    ranks = {name: at for at, name in enumerate(spine)}
    before = defaultdict(list)
    for name, targets in forward.items():
        for target in targets:
            before[target].append(name)
    for name in _sorted(forward):
        if name not in ranks:
            ranks[name] = 1 + max((ranks[b] for b in before[name]), default=-1)
    return ranks


def _sorted(forward: dict[str, list[str]]) -> list[str]:
    """Every node after all that lead to it."""
    waiting = {name: 0 for name in forward}
    for targets in forward.values():
        for target in targets:
            waiting[target] += 1
    ready, found = [name for name, count in waiting.items() if not count], []
    while ready:
        name = ready.pop(0)
        found.append(name)
        for target in forward[name]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return found
