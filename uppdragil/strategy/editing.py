"""One part of a draft at a time, an area or a sub-goal: what a form says of it, and the edition with it. Pure.

`mark` is what a form was opened on: whoever saves over another mark would save over what somebody else wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from uppdragil.core.canonical import canonical_json, sha256

from .content import FocusArea, StrategyActivity, StrategyContent, SubGoal
from .reading import is_tentative

Part = FocusArea | SubGoal
AREA_FIELDS = (
    "name",
    "other_names",
    "current_state",
    "target_state",
    "target_year",
    "regional_goals",
    "strategies",
    "foundations",
)
GOAL_FIELDS = ("text", "tentative", "activities", "responsible")


def part_of(content: StrategyContent, uid: str) -> Part | None:
    """The area or the sub-goal of `uid`."""
    for area in content.areas:
        if area.uid == uid:
            return area
        for goal in area.sub_goals:
            if goal.uid == uid:
                return goal
    return None


def area_of(content: StrategyContent, uid: str) -> FocusArea:
    """The area that `uid` is, or stands in. Raises StopIteration where it is in none."""
    return next(area for area in content.areas if uid in (area.uid, *(goal.uid for goal in area.sub_goals)))


def said(part: Part) -> dict[str, Any]:
    """What a form says of the part; activities by their words."""
    fields = AREA_FIELDS if isinstance(part, FocusArea) else GOAL_FIELDS
    values = {name: getattr(part, name) for name in fields}
    if isinstance(part, SubGoal):
        values["activities"] = tuple(activity.text for activity in part.activities)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def mark(part: Part) -> str:
    """16 characters that change with what a form says of the part."""
    return sha256(canonical_json(said(part)))[:16]


def saying(part: Part, values: Mapping[str, Any], new_uid: Callable[[], str]) -> Part:
    """The part as a form says it. Raises pydantic.ValidationError for what is too long or too much."""
    values = dict(values)
    if isinstance(part, SubGoal):
        values["activities"] = _activities(part.activities, values["activities"], new_uid)
    return type(part).model_validate(dict(part) | values)


def with_part(content: StrategyContent, part: Part) -> StrategyContent:
    """The edition with `part` in the place of the one that has its uid."""
    areas = tuple(_with_part(area, part) for area in content.areas)
    return StrategyContent.model_validate(dict(content) | {"areas": areas})


def _with_part(area: FocusArea, part: Part) -> FocusArea:
    if isinstance(part, FocusArea):
        return part if part.uid == area.uid else area
    goals = tuple(part if goal.uid == part.uid else goal for goal in area.sub_goals)
    return area.model_copy(update={"sub_goals": goals})


def _activities(
    before: Sequence[StrategyActivity], texts: Sequence[str], new_uid: Callable[[], str]
) -> tuple[StrategyActivity, ...]:
    """One that says the same is the same row; whether another is tentative follows from its words."""
    left = list(before)
    found = []
    for text in texts:
        same = next((one for one in left if one.text == text), None)
        if same:
            left.remove(same)
        found.append(same or StrategyActivity(uid=new_uid(), text=text, tentative=is_tentative(text)))
    return tuple(found)
