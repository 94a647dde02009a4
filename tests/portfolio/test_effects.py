"""What a delay touches, in tables and by chance."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.portfolio.dependencies.effects import Edge, GateAhead, Node, effects

from .dependencies import day, edges, node, nodes, uids

LATE = node(100, ("BP3", 100, 130))  # was to deliver on day 100, and does on day 130
Found = list[tuple[str, str, int]]


def found(graph: dict[str, Node], *links: str) -> Found:
    """`"b>a"`: b depends on a. What is touched: the way, the gate, by how many days."""
    told = effects(graph, [(link[0], link[2]) for link in links])
    return [(">".join(effect.way), effect.gate, effect.days) for effect in told]


@pytest.mark.parametrize(
    ("touched", "what"),
    [
        (node(200, ("BP2", 116), ("BP3", 200)), [("a>b", "BP2", 14)]),
        (node(120, ("BP2", 116), ("BP3", 120)), [("a>b", "BP2", 14), ("a>b", "BP3", 10)]),
        (node(200, ("BP1", 99), ("BP3", 200)), []),  # it lay before the delivery: it never counted on it
        (node(200, ("BP1", 100), ("BP3", 200)), [("a>b", "BP1", 30)]),
        (node(200, ("BP2", 130), ("BP3", 200)), []),  # room enough
        (node(200, ("BP2", 116, 140), ("BP3", 200)), []),  # it has been moved already
        (node(200, ("BP2", 116, 120), ("BP3", 200)), [("a>b", "BP2", 10)]),
        (node(None, ("BP1", 110)), [("a>b", "BP1", 20)]),  # a draft is touched, too
        (node(120), []),  # nothing is ahead of it
    ],
)
def test_a_gate_that_counted_on_the_delivery_moves_until_after_it(touched: Node, what: Found) -> None:
    assert found({"a": LATE, "b": touched}, "b>a") == what


@pytest.mark.parametrize(
    "a",
    [
        node(100, ("BP3", 100)),  # on time
        node(100, ("BP3", 100, 90)),  # early
        node(None, ("BP3", 130)),  # never promised
        node(100),  # delivered, or stopped
        node(100, ("BP2", 130)),  # no day of delivery
    ],
)
def test_who_is_not_late_touches_nobody(a: Node) -> None:
    assert found({"a": a, "b": node(110, ("BP3", 101))}, "b>a") == []


def test_a_delay_goes_on_along_a_chain_where_the_delivery_moves() -> None:
    b, c = node(110, ("BP3", 110)), node(300, ("BP2", 125), ("BP3", 300))
    d = node(310, ("BP3", 310))
    assert found({"a": LATE, "b": b, "c": c, "d": d}, "b>a", "c>b", "d>c") == [
        ("a>b", "BP3", 20),
        ("a>b>c", "BP2", 5),
    ]


def test_of_two_that_deliver_on_one_day_the_nearer_one_counts() -> None:
    """Both are past their day and not decided, so that neither delivers before today, which is day 130."""
    b = replace(node(110, ("BP3", 110)), projected=day(130))
    told = found({"x": LATE, "b": b, "c": node(120, ("BP3", 120))}, "b>x", "c>b")
    assert told == [("x>b", "BP3", 20), ("b>c", "BP3", 10)]


def test_of_two_delays_the_later_one_goes_on() -> None:
    later, b, c = node(100, ("BP3", 100, 150)), node(110, ("BP3", 110)), node(120, ("BP3", 120))
    assert found({"a": LATE, "e": later, "b": b, "c": c}, "b>a", "b>e", "c>b") == [
        ("e>b", "BP3", 40),
        ("e>b>c", "BP3", 30),
        ("a>b", "BP3", 20),
    ]


def test_a_circle_comes_to_an_end() -> None:
    graph = {"a": LATE, "b": node(110, ("BP3", 110)), "c": node(120, ("BP3", 120))}
    assert found(graph, "b>a", "c>b", "a>c") == [("a>b", "BP3", 20), ("a>b>c", "BP3", 10)]


def test_who_is_not_in_the_graph_is_on_no_way() -> None:
    assert found({"a": LATE, "c": node(120, ("BP3", 120))}, "b>a", "c>b") == []


def test_what_lies_behind_today_is_touched_by_who_should_have_delivered() -> None:
    """Planned for day 105, and not decided on day 130: what it waited for was not delivered either."""
    assert found({"a": LATE, "b": node(200, ("BP2", 105), ("BP3", 200))}, "b>a") == [("a>b", "BP2", 25)]


def test_a_gate_that_has_come_nearer_than_a_delivery_on_time_is_no_matter_of_a_delay() -> None:
    assert found({"a": node(100, ("BP3", 100)), "b": node(200, ("BP2", 110, 90), ("BP3", 200))}, "b>a") == []


def test_days_late_are_never_negative() -> None:
    assert [one.days_late for one in (LATE, node(100, ("BP3", 90)), node(None, ("BP3", 9)))] == [30, 0, 0]


@given(st.dictionaries(uids, nodes()), edges)
def test_every_effect_is_a_day_or_more_along_a_way_that_there_is(
    graph: dict[str, Node], links: set[Edge]
) -> None:
    for effect in effects(graph, links):
        assert effect.days > 0
        assert {(b, a) for a, b in zip(effect.way, effect.way[1:], strict=False)} <= links
        assert len(set(effect.way)) == len(effect.way)


@given(st.dictionaries(uids, nodes(), min_size=2), edges)
def test_what_has_moved_as_far_as_it_is_told_lies_after_all_that_it_counts_on(
    graph: dict[str, Node], links: set[Edge]
) -> None:
    links = {(max(pair), min(pair)) for pair in links}  # no circles: in one nobody can wait for everybody
    told = effects(graph, links)

    def moved(uid: str, gate: GateAhead) -> dt.date:
        days = [effect.days for effect in told if (effect.touched, effect.gate) == (uid, gate.code)]
        return gate.now + dt.timedelta(days=max(days, default=0))

    for b, a in links:
        if b != a and {a, b} <= graph.keys() and (promised := graph[a].promised) and graph[a].days_late:
            counting = [moved(b, gate) for gate in graph[b].ahead if promised <= gate.lay]
            assert all(gate >= moved(a, graph[a].ahead[-1]) for gate in counting)
