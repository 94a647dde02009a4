"""A flow drawn as SVG: the words are given, the places computed from the graph, the colours classes of `flow.css`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from . import layout
from .geometry import Box, Placed, Way
from .graph import Graph, Kind, Node
from .ranking import Pair


@dataclass(frozen=True)
class NodeWords:
    """`label` stands in the node, `sub` soft below it there, `notes` under it; `title` says it all aloud.

    `state` is "passed", "here" or "".
    """

    label: str
    title: str
    sub: str = ""
    notes: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class WayWords:
    """What leads from one node to another: `title` with every outcome, `label` for what is drawn beside it."""

    title: str
    label: str = ""
    passed: bool = False


@dataclass(frozen=True)
class Picture:
    """`key` makes the ids of one page's pictures differ; `table` is the id of what says the same in words."""

    graph: Graph
    nodes: Mapping[str, NodeWords]
    ways: Mapping[Pair, WayWords]
    title: str
    description: str
    here: str = ""
    key: str = "flow"
    table: str = ""


def svg(picture: Picture) -> str:
    """The picture as one SVG element; every text in it is escaped."""
    placed = layout.place(
        picture.graph,
        {name: words.label for name, words in picture.nodes.items()},
        {name: words.notes for name, words in picture.nodes.items()},
        {pair: words.label for pair, words in picture.ways.items()},
    )
    return ET.tostring(_drawn(picture, placed), encoding="unicode", short_empty_elements=True)


def _drawn(picture: Picture, placed: Placed) -> ET.Element:
    width, height = round(placed.width), round(placed.height)
    title, description = f"{picture.key}-title", f"{picture.key}-desc"
    root = ET.Element(
        "svg",
        {
            "class": "flow",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": title,
            "aria-describedby": f"{description} {picture.table}".strip(),
        },
    )
    ET.SubElement(root, "title", {"id": title}).text = picture.title
    ET.SubElement(root, "desc", {"id": description}).text = picture.description
    for pair, way in placed.ways.items():
        _way(root, pair, way, picture)
    for node in picture.graph.nodes:
        _node(root, node, placed.boxes[node.name], picture.nodes[node.name])
    for pair, lines in placed.labels.items():
        _label(root, placed.ways[pair], lines)
    for box, lines in placed.notes.values():
        _lines(root, box.x, box.top + 12, lines, "soft")
    _marker(root, picture, placed)
    return root


def _way(root: ET.Element, pair: Pair, way: Way, picture: Picture) -> None:
    words = picture.ways[pair]
    outcomes = [e.outcome for e in picture.graph.edges if (e.source, e.target) == pair]
    group = ET.SubElement(
        root, "g", {"data-from": pair[0], "data-to": pair[1], "data-outcomes": " ".join(outcomes)}
    )
    ET.SubElement(group, "title").text = words.title
    passed = " is-passed" if words.passed else ""
    kind = " flow__way--back" if way.back else " flow__way--stop" if _ends(picture.graph, pair) else ""
    ET.SubElement(group, "path", {"class": f"flow__way{kind}{passed}", "d": _path(way.points)})
    ET.SubElement(group, "path", {"class": f"flow__tip{passed}", "d": _tip(way.points)})


def _ends(graph: Graph, pair: Pair) -> bool:
    """Whether the way ends the flow before its end."""
    node, before = graph.node(pair[1]), {e.source for e in graph.edges if e.target == pair[1]}
    return node.kind is Kind.END and len(before) > 1


def _path(points: Sequence[tuple[float, float]]) -> str:
    start, *rest = points
    return f"M{_at(start)}" + "".join(f"L{_at(point)}" for point in rest)


def _tip(points: Sequence[tuple[float, float]]) -> str:
    """An arrow's head on the last point, along the last stretch."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1
    dx, dy = (bx - ax) / length, (by - ay) / length
    left = (bx - 8 * dx - 4.5 * dy, by - 8 * dy + 4.5 * dx)
    right = (bx - 8 * dx + 4.5 * dy, by - 8 * dy - 4.5 * dx)
    return f"M{_at((bx, by))}L{_at(left)}L{_at(right)}z"


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _node(root: ET.Element, node: Node, box: Box, words: NodeWords) -> None:
    group = ET.SubElement(root, "g", {"data-node": node.name})
    ET.SubElement(group, "title").text = words.title
    state = f" is-{words.state}" if words.state else ""
    if node.kind is Kind.GATE:
        if words.state == "here":
            ET.SubElement(group, "path", {"class": "flow__halo", "d": _diamond(box, 8)})
        ET.SubElement(group, "path", {"class": f"flow__gate{state}", "d": _diamond(box, 0)})
    elif node.kind is Kind.START and box.width == box.height:
        ET.SubElement(
            group,
            "circle",
            {"class": "flow__start", "cx": f"{box.x}", "cy": f"{box.y}", "r": f"{box.width / 2}"},
        )
        return
    else:
        kind, corner = ("stage", 4.0) if node.kind is Kind.STAGE else ("end", box.height / 2)
        _rectangle(group, box, f"flow__{kind}{state}", corner)
    on = {"passed": "gate-on", "here": ""} if node.kind is Kind.GATE else {"here": "on-accent"}
    colour = on.get(words.state, "")
    _text(group, box.x, box.y + (-3 if words.sub else 5), words.label, f"strong {colour}".strip())
    if words.sub:
        _text(group, box.x, box.y + 14, words.sub, colour or "soft")


def _diamond(box: Box, more: float) -> str:
    x, y, half = box.x, box.y, box.width / 2 + more
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return _path(corners) + "z"


def _rectangle(group: ET.Element, box: Box, name: str, corner: float) -> None:
    sizes = {"x": box.left, "y": box.top, "width": box.width, "height": box.height, "rx": corner}
    ET.SubElement(group, "rect", {"class": name} | {key: f"{value:.1f}" for key, value in sizes.items()})


def _text(group: ET.Element, x: float, y: float, text: str, name: str) -> None:
    drawn = ET.SubElement(
        group, "text", {"class": name, "x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": "middle"}
    )
    drawn.text = text


def _lines(group: ET.Element, x: float, y: float, lines: Sequence[str], name: str) -> None:
    for at, line in enumerate(lines):
        _text(group, x, y + at * layout.LINE, line, name)


def _label(root: ET.Element, way: Way, lines: Sequence[str]) -> None:
    """The last line stands on the way; without a place for it the label is drawn by nobody."""
    if way.label:
        x, y = way.label
        _lines(root, x, y - (len(lines) - 1) * layout.LINE, lines, "soft flow__label")


def _marker(root: ET.Element, picture: Picture, placed: Placed) -> None:
    """Above the node of the spine where the directive rests; what lies elsewhere is marked by its colour."""
    for name, words in picture.nodes.items():
        box, y = placed.boxes[name], placed.marker
        if words.state == "here" and picture.here and box.y == placed.spine:
            _text(root, box.x, y, picture.here, "flow__now")
            tip = f"M{box.x:.1f} {y + 11:.1f}l-5 -6h10z"
            ET.SubElement(root, "path", {"class": "flow__nowtip", "d": tip})
