"""The rules of `finding.Rule`: what the value of an edition, and the draft that it was made of, leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppdragil.strategy.content import FocusArea, StrategyActivity, StrategyContent, SubGoal

from .draft import Area, Edition, Source
from .finding import Finding, Place, Rule
from .reading import breaks_off, is_tentative


def findings(edition: Edition, content: StrategyContent) -> Iterator[Finding]:
    """Every finding of an edition, area by area in the order of the text."""
    listed = any(area.sources & {Source.TABLE, Source.LIST} for area in edition.told())
    for draft, area in zip(edition.told(), content.areas, strict=True):
        here = Place(edition.key, area.uid)
        yield from _of_area(here, draft, area, listed=listed)
        for goal in area.sub_goals:
            yield from _of_goal(here, area, goal, content)


def _of_area(here: Place, draft: Area, area: FocusArea, *, listed: bool) -> Iterator[Finding]:
    for name in area.other_names:
        yield Finding(Rule.NAMED_DIFFERENTLY, (_at(here, None, "name"),), {"area": area.name, "other": name})
    if listed and draft.sources == {Source.CARD}:
        yield Finding(Rule.ALONE, (_at(here, None, "name"),), {"area": area.name})
    if area.other_target_states:
        params = {"area": area.name, "count": len(area.other_target_states) + 1}
        yield Finding(Rule.TARGET_TWICE, (_at(here, None, "target_state"),), params)
    for field in ("current_state", "target_state"):
        if breaks_off(getattr(area, field)):
            yield _off(_at(here, None, field), area, getattr(area, field))
    for year, names in draft.people:
        goal = next(goal for goal in area.sub_goals if goal.year == year)
        params = {"area": area.name, "year": year, "names": names}
        yield Finding(Rule.NAMES, (_at(here, goal.uid, "responsible"),), params)


def _of_goal(here: Place, area: FocusArea, goal: SubGoal, content: StrategyContent) -> Iterator[Finding]:
    said = {"area": area.name, "year": goal.year}
    at_text = _at(here, goal.uid, "text")
    for kind in ("text", "activities"):
        if any(getattr(wording, kind) for wording in goal.other_wordings):
            yield Finding(Rule.WORDED_TWICE, (_at(here, goal.uid, kind),), said | {"kind": kind})
    if breaks_off(goal.text):
        yield _off(at_text, area, goal.text)
    if goal.tentative:
        yield Finding(Rule.TENTATIVE, (at_text,), said | {"label": goal.text})
    if not goal.text and goal.activities:
        yield Finding(Rule.NO_SUB_GOAL, (at_text,), said)
    if not content.first_year <= goal.year <= content.last_year:
        params = said | {"first": content.first_year, "last": content.last_year}
        yield Finding(Rule.OUTSIDE, (_at(here, goal.uid, "year"),), params)
    yield from _of_activities(here, area, goal)


def _of_activities(here: Place, area: FocusArea, goal: SubGoal) -> Iterator[Finding]:
    for wording in goal.other_wordings:
        if breaks_off(wording.text):
            yield _off(_at(here, wording.uid, "text"), area, wording.text)
        if is_tentative(wording.text):
            params = {"area": area.name, "year": goal.year, "label": wording.text}
            yield Finding(Rule.TENTATIVE, (_at(here, wording.uid, "text"),), params)
    for activity in _all_activities(goal):
        place = _at(here, activity.uid, "text")
        if breaks_off(activity.text):
            yield _off(place, area, activity.text)
        if activity.tentative:
            params = {"area": area.name, "year": goal.year, "label": activity.text}
            yield Finding(Rule.TENTATIVE, (place,), params)


def _all_activities(goal: SubGoal) -> Sequence[StrategyActivity]:
    return [*goal.activities, *(one for wording in goal.other_wordings for one in wording.activities)]


def _off(place: Place, area: FocusArea, text: str) -> Finding:
    return Finding(Rule.BREAKS_OFF, (place,), {"area": area.name, "label": text})


def _at(here: Place, row: str | None, field: str) -> Place:
    return Place(here.edition, here.area, row, field)
