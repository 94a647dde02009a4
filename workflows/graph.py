"""A flow as a value: its nodes, and the edges between them by the outcomes that lead along them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .nodes import Finish, Stage


class Kind(StrEnum):
    """What a node of a flow is."""

    START = "start"
    STAGE = "stage"
    GATE = "gate"
    END = "end"


@dataclass(frozen=True)
class Node:
    """`phase` is what a directive that rests here shows; `gate` the code of what is decided here."""

    name: str
    kind: Kind
    phase: str = ""
    gate: str = ""


@dataclass(frozen=True)
class Edge:
    """`outcome` is "" where there is only one way on."""

    source: str
    target: str
    outcome: str = ""


@dataclass(frozen=True)
class Graph:
    """Nodes and edges in the order in which the flow names them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, name: str) -> Node:
        """Raises KeyError for a node that there is not."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(name)


def graph_of(flow: Any) -> Graph:
    """The graph of a flow class."""
    nodes = list(flow.instance.nodes())
    edges = [
        Edge(node.name, edge.dst.name, str(edge.label or "")) for node in nodes for edge in node._outgoing()
    ]
    return Graph(tuple(_node(node) for node in nodes), tuple(edges))


def _node(node: Any) -> Node:
    if isinstance(node, Finish):
        return Node(node.name, Kind.END, node.phase)
    if isinstance(node, Stage):
        return Node(node.name, Kind.GATE if node.gate else Kind.STAGE, str(node.phase), node.gate or "")
    return Node(node.name, Kind.START)
