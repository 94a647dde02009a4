"""Circles of dependencies, against a finder that tries every way."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given

from uppdragil.portfolio.dependencies.cycles import cycles
from uppdragil.portfolio.dependencies.effects import Edge, Way

from .dependencies import edges


def found(links: str) -> list[str]:
    return ["".join(way) for way in cycles([(link[0], link[1]) for link in links.split()])]


@pytest.mark.parametrize(
    ("links", "ways"),
    [
        ("", []),
        ("ab bc ac", []),
        ("aa", []),
        ("ab ba", ["ab"]),
        ("bc ca ab", ["abc"]),
        ("ab bc ca ba", ["ab", "abc"]),
        ("ab ba cd dc bc", ["ab", "cd"]),
        ("xa ab bc ca cy", ["abc"]),
    ],
)
def test_each_circle_is_named_once_from_its_first_on(links: str, ways: list[str]) -> None:
    assert found(links) == ways


@given(edges)
def test_they_are_circles_and_show_every_edge_of_any(links: set[Edge]) -> None:
    told, all_ = cycles(links), set(naive(links))
    assert set(told) <= all_
    assert len(told) == len(set(told))
    assert edges_in(told) == edges_in(all_)


def naive(links: set[Edge]) -> Iterable[Way]:
    """Every way from each uid back to itself over later uids only."""
    begun: list[Way] = [(uid,) for uid in sorted({a for a, _b in links})]
    while begun:
        way = begun.pop()
        for a, b in links:
            if a == way[-1] and b == way[0] and len(way) > 1:
                yield way
            elif a == way[-1] and b > way[0] and b not in way:
                begun.append((*way, b))


def edges_in(ways: Iterable[Way]) -> set[Edge]:
    return {edge for way in ways for edge in zip(way, (*way[1:], way[0]), strict=True)}
