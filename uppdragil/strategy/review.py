"""What an edition's own text leaves open (`finding.Rule`). Pure.

What only the import can know (names that stood in a year's column, an area that stands in one place alone) comes
with it, and is stored beside the draft (`StrategyEdition.noted`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .content import FocusArea, StrategyActivity, StrategyContent, SubGoal, Wording
from .finding import Finding, Place, Rule
from .reading import breaks_off, is_tentative, names_people


def review(content: StrategyContent) -> tuple[Finding, ...]:
    """Every finding, area by area in the order of the text."""
    found: list[Finding] = []
    for area in content.areas:
        here = Place(f"{content.first_year}-{content.last_year}", area.uid)
        found += _of_area(here, area)
        for goal in area.sub_goals:
            found += _of_goal(here, area, goal, content)
    return tuple(found)


def in_order(content: StrategyContent, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By the area, and in it by the row, that each is about."""
    places = {row.uid: at for at, row in enumerate(content.all_rows())}
    return tuple(sorted(findings, key=lambda f: places.get(f.place.row or f.place.area, 0)))


def _of_area(here: Place, area: FocusArea) -> Iterator[Finding]:
    for name in area.other_names:
        yield Finding(Rule.NAMED_DIFFERENTLY, (_at(here, None, "name"),), {"area": area.name, "other": name})
    if area.other_target_states:
        said = [area.target_state, *area.other_target_states]
        params = {"area": area.name, "count": len(said), "said": said}
        yield Finding(Rule.TARGET_TWICE, (_at(here, None, "target_state"),), params)
    for field in ("current_state", "target_state"):
        if breaks_off(getattr(area, field)):
            yield _off(_at(here, None, field), area, getattr(area, field))


def _of_goal(here: Place, area: FocusArea, goal: SubGoal, content: StrategyContent) -> Iterator[Finding]:
    said = {"area": area.name, "year": goal.year}
    at_text = _at(here, goal.uid, "text")
    for kind in ("text", "activities"):
        if any(getattr(wording, kind) for wording in goal.other_wordings):
            params = said | {"kind": kind, "said": [words_of(one, kind) for one in wordings(goal)]}
            yield Finding(Rule.WORDED_TWICE, (_at(here, goal.uid, kind),), params)
    if breaks_off(goal.text):
        yield _off(at_text, area, goal.text)
    if goal.tentative:
        yield Finding(Rule.TENTATIVE, (at_text,), said | {"label": goal.text})
    if goal.text and names_people(goal.text):
        yield Finding(Rule.NAMES, (at_text,), said | {"kind": "text", "names": goal.text})
    if not goal.text and goal.activities:
        yield Finding(Rule.NO_SUB_GOAL, (at_text,), said)
    if not content.first_year <= goal.year <= content.last_year:
        params = said | {"first": content.first_year, "last": content.last_year, "said": [goal.text]}
        yield Finding(Rule.OUTSIDE, (_at(here, goal.uid, "year"),), params)
    yield from _of_rows(here, area, goal)


def _of_rows(here: Place, area: FocusArea, goal: SubGoal) -> Iterator[Finding]:
    """Other wordings and activities, those of other wordings too."""
    for wording in goal.other_wordings:
        yield from _of_text(here, area, goal, wording.uid, wording.text, is_tentative(wording.text))
    for activity in all_activities(goal):
        yield from _of_text(here, area, goal, activity.uid, activity.text, activity.tentative)


def _of_text(
    here: Place, area: FocusArea, goal: SubGoal, row: str, text: str, tentative: bool
) -> Iterator[Finding]:
    place = _at(here, row, "text")
    if breaks_off(text):
        yield _off(place, area, text)
    if tentative:
        yield Finding(Rule.TENTATIVE, (place,), {"area": area.name, "year": goal.year, "label": text})


def wordings(goal: SubGoal) -> tuple[SubGoal | Wording, ...]:
    """The wording that holds, then the others."""
    return (goal, *goal.other_wordings)


def words_of(one: SubGoal | Wording, kind: str) -> str:
    """What a wording says of "text" or "activities", as one text."""
    return one.text if kind == "text" else "\n".join(activity.text for activity in one.activities)


def all_activities(goal: SubGoal) -> Sequence[StrategyActivity]:
    """Those that hold, then those of other wordings."""
    return [*goal.activities, *(one for wording in goal.other_wordings for one in wording.activities)]


def _off(place: Place, area: FocusArea, text: str) -> Finding:
    return Finding(Rule.BREAKS_OFF, (place,), {"area": area.name, "label": text})


def _at(here: Place, row: str | None, field: str) -> Place:
    return Place(here.edition, here.area, row, field)
