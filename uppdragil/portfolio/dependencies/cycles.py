"""Circles: mandates that depend on each other all the way round. Pure: no database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from .effects import Edge, Way

Links = Mapping[str, list[str]]


def cycles(edges: Iterable[Edge]) -> list[Way]:
    """Enough circles to see every dependency that is part of any, each once, the shortest ones that there are.

    Each begins at its first uid; each one in it depends on the next, the last on the first. A mandate that names
    itself is no circle.
    """
    links = _links(_without_ends({(uid, other) for uid, other in edges if uid != other}))
    found: set[Way] = set()
    shown: set[Edge] = set()
    for uid, others in links.items():
        for other in others:
            if (uid, other) not in shown and (round_ := _shortest(links, other, uid)):
                way = _from_the_first(round_)
                shown.update(zip(way, (*way[1:], way[0]), strict=True))
                found.add(way)
    return sorted(found)


def _without_ends(edges: set[Edge]) -> set[Edge]:
    """Without those that lead nowhere, or that nothing leads to, until none is left: they are part of no circle."""
    while True:
        begin, end = {uid for uid, _other in edges}, {other for _uid, other in edges}
        left = {(uid, other) for uid, other in edges if uid in end and other in begin}
        if left == edges:
            return left
        edges = left


def _links(edges: Iterable[Edge]) -> Links:
    links: dict[str, list[str]] = {}
    for uid, other in sorted(edges):
        links.setdefault(uid, []).append(other)
    return links


def _shortest(links: Links, start: str, end: str) -> Way:
    """The shortest way from `start` to `end`; empty where there is none."""
    before = {start: ""}
    queue = deque([start])
    while queue:
        uid = queue.popleft()
        if uid == end:
            return _back(before, uid)
        for other in links[uid]:
            if other not in before:
                before[other] = uid
                queue.append(other)
    return ()


def _back(before: Mapping[str, str], uid: str) -> Way:
    way = [uid]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _from_the_first(way: Way) -> Way:
    at = way.index(min(way))
    return (*way[at:], *way[:at])
