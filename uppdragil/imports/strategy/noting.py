"""What an import finds: what the edition's own text leaves open, and what only its source could show."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.strategy.content import FocusArea, StrategyContent
from uppdragil.strategy.finding import Finding, Place, Rule
from uppdragil.strategy.review import in_order, review

from .draft import Area, Edition, Source


def findings(edition: Edition, content: StrategyContent) -> tuple[Finding, ...]:
    """Every finding of an edition, area by area in the order of the text."""
    return in_order(content, [*of_source(edition, content), *review(content)])


def of_source(edition: Edition, content: StrategyContent) -> Iterator[Finding]:
    """What the value does not show: areas that stand in one place alone, names in a year's column."""
    listed = any(area.sources & {Source.TABLE, Source.LIST} for area in edition.told())
    for draft, area in zip(edition.told(), content.areas, strict=True):
        if listed and draft.sources == {Source.CARD}:
            yield Finding(Rule.ALONE, (Place(edition.key, area.uid, None, "name"),), {"area": area.name})
        yield from _names(Place(edition.key, area.uid), draft, area)


def _names(here: Place, draft: Area, area: FocusArea) -> Iterator[Finding]:
    for year, names in draft.people:
        goal = next(goal for goal in area.sub_goals if goal.year == year)
        params = {"area": area.name, "year": year, "names": names}
        yield Finding(Rule.NAMES, (Place(here.edition, here.area, goal.uid, "responsible"),), params)
