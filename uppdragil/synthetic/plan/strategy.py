"""The invented region's strategy: two editions, one year in both; and what of it each mandate serves.

A mandate links to the edition that held when it was begun, to the area of its theme, and to sub-goals of the years
that it works in. Some link to an area as a whole, some to nothing; nobody works towards the last years yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from uppdragil.directives.content import StrategyLink
from uppdragil.directives.strategylinks import link_to
from uppdragil.strategy.content import FocusArea, StrategyActivity, StrategyContent, SubGoal
from uppdragil.strategy.targets import Published, Target

from .chance import Chance
from .portfolio import Story
from .words import Area, Theme, Words

YEARS = 4  # of an edition
WORDED = 3  # its years with a sub-goal; in the last one nothing is worded yet
UNLINKED = 6  # one mandate of so many serves no part of the strategy
WHOLE = 7  # one link of so many is to an area as a whole


@dataclass(frozen=True)
class Edition:
    """An edition and the day on which it was published."""

    published: Published
    day: dt.date


def plan(words: Words, chance: Chance, today: dt.date) -> tuple[Edition, ...]:
    """The earlier edition and the one that holds on `today`, in the order of their years."""
    return tuple(
        Edition(Published(chance.uid(), _content(words, chance, first, begins)), dt.date(first - 1, 10, 1))
        for first, begins in ((today.year - YEARS, 0), (today.year - 1, WORDED))
    )


def serving(stories: Sequence[Story], editions: Sequence[Edition], themes: Sequence[Theme]) -> list[Story]:
    """The stories, each with its links."""
    return [replace(story, serves=tuple(_links(story, editions, themes))) for story in stories]


def _content(words: Words, chance: Chance, first: int, begins: int) -> StrategyContent:
    """An edition from the year `first`, with the goals of each area from number `begins` on."""
    last = first + YEARS - 1
    return StrategyContent(
        name=f"{words.strategy.name} {first}–{last}",
        first_year=first,
        last_year=last,
        areas=tuple(
            _area(area, theme, chance, first, begins)
            for area, theme in zip(words.strategy.areas, words.themes, strict=True)
        ),
    )


def _area(area: Area, theme: Theme, chance: Chance, first: int, begins: int) -> FocusArea:
    goals = list(enumerate(area.goals[begins : begins + WORDED], first))
    return FocusArea(
        uid=chance.uid(),
        name=area.name,
        current_state=theme.background[0],
        target_state=area.target,
        target_year=first + YEARS - 1,
        sub_goals=tuple(_goal(text, theme, chance, year) for year, text in goals),
        regional_goals=tuple(chance.some(range(1, 8), 1, 3)),
    )


def _goal(text: str, theme: Theme, chance: Chance, year: int) -> SubGoal:
    names = chance.some(theme.activities, 1, 3)
    activities = tuple(StrategyActivity(uid=chance.uid(), text=name) for name in names)
    return SubGoal(uid=chance.uid(), year=year, text=text, activities=activities)


def _links(story: Story, editions: Sequence[Edition], themes: Sequence[Theme]) -> Iterator[StrategyLink]:
    chance, begun = story.chance.of("strategy"), story.begun.date()
    held = [edition.published for edition in editions if edition.day < begun]
    if not held or chance.one_in(UNLINKED):
        return
    area = held[-1].content.areas[themes.index(story.theme)]
    near = [goal for goal in area.sub_goals if begun.year <= goal.year <= begun.year + 1]
    if not near or chance.one_in(WHOLE):
        yield link_to(Target(held[-1], area), chance.uid())
        return
    for goal in chance.some(near, 1, 2):
        yield link_to(Target(held[-1], area, goal), chance.uid())
