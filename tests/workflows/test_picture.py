"""The picture is the graph: everything of it is drawn, nothing overlaps, and another flow draws as well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import flows, layout
from workflows.commission import CommissionFlow
from workflows.geometry import Box, Placed, text_width
from workflows.graph import Edge, Graph, Kind, Node, graph_of
from workflows.picture import NodeWords, Picture, WayWords, svg
from workflows.ranking import rank

LONG = "Fastställande av uppdragsdirektivet i den centrala ledningsgruppen"


def graph(text: str) -> Graph:
    """Of lines "source > target: outcome"; a name begins with its kind: s(tart), w(ork), g(ate) or e(nd)."""
    kinds = {"s": Kind.START, "w": Kind.STAGE, "g": Kind.GATE, "e": Kind.END}
    edges = []
    for line in filter(None, (part.strip() for part in text.split(","))):
        source, _, rest = line.partition(">")
        target, _, outcome = rest.partition(":")
        edges.append(Edge(source.strip(), target.strip(), outcome.strip()))
    names = dict.fromkeys(name for edge in edges for name in (edge.source, edge.target))
    nodes = [Node(n, kinds[n[0]], gate=n.upper() if n[0] == "g" else "") for n in names]
    return Graph(tuple(nodes), tuple(edges))


COMMISSION = graph_of(CommissionFlow)
TWISTED = graph(
    "s1 > wa, s2 > wb, s2 > wc, wa > wb, wa > wc, wb > wd, wc > wd, wd > wa, wd > gx, gx > gy, gy > wd, gy > wa,"
    "gx > e1, gy > e1, gy > e2, wc > e2, wa > gx"
)
FLOWS = {name: graph_of(flow) for name, flow in flows.FLOWS.items()} | {"twisted": TWISTED}


def picture(of: Graph, **given: NodeWords) -> Picture:
    nodes = {
        n.name: NodeWords(n.gate or n.name, n.name, notes=(LONG, "14 okt 2025") if n.gate else ())
        for n in of.nodes
    }
    ways = {
        (e.source, e.target): WayWords("way", label="Återremitteras 2 gånger, senast 27 okt")
        for e in of.edges
    }
    return Picture(of, nodes | given, ways, "Titel", "Beskrivning", here="Här nu", table="steps")


def placed(of: Graph) -> Placed:
    drawn = picture(of)
    return layout.place(
        of,
        {name: words.label for name, words in drawn.nodes.items()},
        {name: words.notes for name, words in drawn.nodes.items()},
        {pair: words.label for pair, words in drawn.ways.items()},
    )


def taken(of: Placed) -> Iterator[Box]:
    yield from of.boxes.values()
    yield from (box for box, _lines in of.notes.values())


def overlap(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


@pytest.mark.parametrize("flow", FLOWS)
def test_every_node_and_every_edge_of_the_flow_is_drawn(flow: str) -> None:
    root = ET.fromstring(svg(picture(FLOWS[flow])))
    assert {e.get("data-node") for e in root.iter() if e.get("data-node")} == {
        n.name for n in FLOWS[flow].nodes
    }
    drawn = {
        (e.get("data-from"), e.get("data-to"), outcome)
        for e in root.iter()
        if e.get("data-from")
        for outcome in (e.get("data-outcomes") or "").split() or [""]
    }
    assert drawn == {(e.source, e.target, e.outcome) for e in FLOWS[flow].edges}


@pytest.mark.parametrize("flow", FLOWS)
def test_no_box_or_note_lies_over_another_and_all_lie_inside(flow: str) -> None:
    found = placed(FLOWS[flow])
    assert [pair for pair in combinations(taken(found), 2) if overlap(*pair)] == []
    for box in taken(found):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= found.width
        assert box.bottom <= found.height


@pytest.mark.parametrize("flow", FLOWS)
def test_a_way_begins_and_ends_at_its_nodes(flow: str) -> None:
    found = placed(FLOWS[flow])
    for (source, target), way in found.ways.items():
        for name, (x, y) in ((source, way.points[0]), (target, way.points[-1])):
            box = found.boxes[name]
            low = found.notes[name][0].bottom + 10 if name in found.notes else box.bottom
            assert box.left - 1 <= x <= box.right + 1, (source, target)
            assert box.top - 1 <= y <= low + 1, (source, target)


def test_labels_of_neighbouring_arches_do_not_meet() -> None:
    found = placed(FLOWS["mandate"])
    boxes = []
    for pair, lines in found.labels.items():
        if place := found.ways[pair].label:
            high = layout.LINE * len(lines)
            width = max(map(text_width, lines))
            boxes.append(Box(place[0], place[1] - high / 2, width, high))
    assert len(boxes) == 4  # the four ways back
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2))
    assert not any(overlap(label, box) for label in boxes for box in taken(found))


def test_the_longest_way_is_a_line_from_left_to_right() -> None:
    spine = rank(FLOWS["mandate"]).spine
    assert spine == (
        "start", "draft", "bp0", "preparation", "bp1", "execution", "bp2", "handover", "bp3", "realisation", "closed",
    )  # fmt: skip
    boxes = placed(FLOWS["mandate"]).boxes
    assert [boxes[n].x for n in spine] == sorted(boxes[n].x for n in spine)
    assert len({boxes[n].y for n in spine}) == 1


def test_what_leads_back_is_told_apart_from_what_leads_on() -> None:
    found = placed(FLOWS["commission"]).ways
    assert {pair for pair, way in found.items() if way.back} == {
        ("ub", "draft"),
        ("ub", "ub"),
        ("sl", "execution"),
        ("sl", "sl"),
    }


def test_a_hostile_word_is_text() -> None:
    words = NodeWords('<script>"&', "</title><script>", notes=("<b>",), state="here")
    drawn = svg(picture(COMMISSION, ub=words))
    assert "<script" not in drawn
    assert ET.fromstring(drawn) is not None


def test_where_the_directive_rests_is_said_and_ringed() -> None:
    root = ET.fromstring(svg(picture(COMMISSION, ub=NodeWords("G", "G", state="here"))))
    assert [e.text for e in root.iter("text") if e.get("class") == "flow__now"] == ["Här nu"]
    assert [e for e in root.iter("path") if e.get("class") == "flow__halo"]


def test_a_title_a_description_and_the_table_speak_for_the_picture() -> None:
    root = ET.fromstring(svg(picture(COMMISSION)))
    ids = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert root.get("role") == "img"
    assert ids[root.get("aria-labelledby")] == "Titel"
    assert (root.get("aria-describedby") or "").split()[1] == "steps"


NAMES = ("s", "wa", "wb", "gc", "wd", "ge", "wf", "ez", "ey")


@given(st.lists(st.tuples(st.sampled_from(NAMES[:-2]), st.sampled_from(NAMES)), min_size=1, max_size=25))
def test_any_graph_draws_without_overlaps(edges: list[tuple[str, str]]) -> None:
    made = graph(", ".join(f"{a} > {b}: o{n}" for n, (a, b) in enumerate(edges)))
    found = placed(made)
    assert [pair for pair in combinations(taken(found), 2) if overlap(*pair)] == []
    assert ET.fromstring(svg(picture(made))) is not None
