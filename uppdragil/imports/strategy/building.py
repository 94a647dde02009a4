"""A draft of an edition to its value: each sub-goal once, with what other places say of it beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from uppdragil.strategy.content import FocusArea, StrategyActivity, StrategyContent, SubGoal, Wording
from uppdragil.strategy.reading import is_tentative

from .draft import Area, Edition, Said, Source, Target

Naming = Callable[[str], str]
_RANK = {source: rank for rank, source in enumerate(Source)}


def build(edition: Edition, name: Naming) -> StrategyContent:
    """The edition's value. `name` gives a row of a kind its uid. Raises pydantic.ValidationError."""
    return StrategyContent(
        name=edition.name,
        first_year=edition.first_year,
        last_year=edition.last_year,
        areas=tuple(_area(area, name) for area in edition.told()),
    )


def _area(area: Area, name: Naming) -> FocusArea:
    uid = name("area")
    targets = sorted(area.targets, key=lambda target: _RANK[target.source])
    return FocusArea(
        uid=uid,
        name=area.names[0],
        other_names=tuple(area.names[1:]),
        current_state=area.current,
        target_state=targets[0].text if targets else "",
        target_year=next((target.year for target in targets if target.year), None),
        other_target_states=tuple(_other_targets(targets)),
        sub_goals=tuple(_sub_goal(area, year, name) for year in area.years()),
        regional_goals=tuple(area.regional),
        strategies=tuple(area.strategies),
        foundations=tuple(area.foundations),
    )


def _other_targets(targets: Sequence[Target]) -> Iterator[str]:
    """The other wordings, each once."""
    texts = dict.fromkeys(target.text for target in targets)
    yield from list(texts)[1:]


def _sub_goal(area: Area, year: int, name: Naming) -> SubGoal:
    said = sorted((s for s in area.said if s.year == year), key=lambda s: _RANK[s.source])
    text = next((s.text for s in said if s.text), "")
    activities = next((s.activities for s in said if s.activities), [])
    return SubGoal(
        uid=name("goal"),
        year=year,
        text=text,
        tentative=is_tentative(text),
        activities=_activities(activities, name),
        responsible="\n".join(area.responsible.get(year, [])),
        other_wordings=tuple(_others(said, text, activities, name)),
    )


def _others(said: Sequence[Said], text: str, activities: Sequence[str], name: Naming) -> Iterator[Wording]:
    """What differs from what holds, place by place; what a place does not say does not differ."""
    for one in said:
        other = one.text if one.text != text else ""
        others = one.activities if one.activities != activities else []
        if other or others:
            yield Wording(uid=name("wording"), text=other, activities=_activities(others, name))


def _activities(texts: Sequence[str], name: Naming) -> tuple[StrategyActivity, ...]:
    return tuple(
        StrategyActivity(uid=name("activity"), text=text, tentative=is_tentative(text)) for text in texts
    )
