"""What of the published strategies is found: everybody reads them, and they are in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from uppdragil.strategy.content import FocusArea
from uppdragil.strategy.selectors import published

from .query import Query
from .snippets import Part, excerpt, spots


@dataclass(frozen=True)
class StrategyPlace:
    """A hit in an edition: the area, the year of a sub-goal or None, and where on the edition's page it stands."""

    edition: str
    edition_uid: str
    area: str
    year: int | None
    anchor: str
    parts: Sequence[Part]


def strategy_places(query: Query) -> list[StrategyPlace]:
    """The areas and sub-goals that have every word, those of the newest edition first. One query."""
    if query.refusal:
        return []
    return [
        StrategyPlace(edition.content.name, edition.uid, area.name, year, anchor, parts)
        for edition in reversed(published())
        for area in edition.content.areas
        for year, anchor, texts in _texts(area)
        if (parts := _fitting(texts, query)) is not None
    ]


def _texts(area: FocusArea) -> Iterator[tuple[int | None, str, list[str]]]:
    whole = [area.name, area.current_state, area.target_state, *area.strategies, *area.foundations]
    yield None, f"a-{area.uid}", whole
    for goal in area.sub_goals:
        said = [goal.text, *(activity.text for activity in goal.activities), goal.responsible]
        yield goal.year, f"g-{goal.uid}", said


def _fitting(texts: Iterable[str], query: Query) -> list[Part] | None:
    """A piece of the first text with a hit, where the texts together have all that is wanted and nothing else."""
    found = [(text, hits) for text in texts if (hits := spots(text, query))]
    if {spot.term for _text, hits in found for spot in hits} != set(range(len(query.wanted))):
        return None
    if any(spots(text, Query(query.without)) for text in texts):
        return None
    return excerpt(*found[0])
