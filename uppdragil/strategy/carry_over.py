"""What goes on from one edition of the strategy to the next: areas, and the sub-goals of each year. Pure.

An area goes on where the two share a uid, or else by name (`naming`): never a silent guess, so that one whose name
fits several, or none, is gone and another is new. Sub-goals of an area are those of the same year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from uppdragil.core.worddiff import Segment, word_diff

from . import naming
from .content import FocusArea, StrategyContent, SubGoal


class Fate(StrEnum):
    """What became of an area or a sub-goal."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class TextChange:
    """A field that says something else now, with the words that differ marked. `field`: of the value's own names."""

    field: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class SubGoalChange:
    """A sub-goal of a year in both editions, or in one of them."""

    fate: Fate
    year: int
    old: SubGoal | None
    new: SubGoal | None
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True)
class AreaChange:
    """An area in both editions, or in one of them. It is CHANGED where its own fields or any sub-goal is."""

    fate: Fate
    old: FocusArea | None
    new: FocusArea | None
    texts: tuple[TextChange, ...] = ()
    sub_goals: tuple[SubGoalChange, ...] = ()


def carry_over(old: StrategyContent, new: StrategyContent) -> list[AreaChange]:
    """Every area of the new edition in its order, then those of the old one that are gone."""
    before = _before(old, new)
    changes = [_area(before.get(area.uid), area) for area in new.areas]
    kept = {area.uid for area in before.values()}
    return changes + [_area(area, None) for area in old.areas if area.uid not in kept]


def _before(old: StrategyContent, new: StrategyContent) -> Mapping[str, FocusArea]:
    """The old area of each new one that has one, by the new one's uid. No old area goes on twice."""
    by_uid = {area.uid: area for area in old.areas}
    found = {area.uid: by_uid[area.uid] for area in new.areas if area.uid in by_uid}
    for only_equal in (True, False):
        for area in new.areas:
            taken = {one.uid for one in found.values()}
            free = [one for one in old.areas if one.uid not in taken]
            match = _like(area, free, only_equal=only_equal) if area.uid not in found else None
            if match:
                found[area.uid] = match
    return found


def _like(area: FocusArea, free: list[FocusArea], *, only_equal: bool) -> FocusArea | None:
    """The one of `free` that goes by a name of `area`, or by one like it; None where its names mean several."""
    names = [_names(one) for one in free]
    if only_equal:
        places = {at for at, known in enumerate(names) if known & _names(area)}
    else:
        places = {at for name in _names(area) if (at := naming.best(name, names)) is not None}
    return free[places.pop()] if len(places) == 1 else None


def _names(area: FocusArea) -> set[str]:
    return {area.name, *area.other_names}


def _area(old: FocusArea | None, new: FocusArea | None) -> AreaChange:
    texts = tuple(_texts(_area_texts(old), _area_texts(new))) if old and new else ()
    sub_goals = tuple(_sub_goals(old, new))
    changed = bool(texts) or any(change.fate is not Fate.SAME for change in sub_goals)
    return AreaChange(_fate(old, new, changed), old, new, texts, sub_goals)


def _sub_goals(old: FocusArea | None, new: FocusArea | None) -> Iterator[SubGoalChange]:
    before = {goal.year: goal for goal in old.sub_goals} if old else {}
    after = {goal.year: goal for goal in new.sub_goals} if new else {}
    for year in sorted(before | after):
        one, other = before.get(year), after.get(year)
        texts = tuple(_texts(_goal_texts(one), _goal_texts(other))) if one and other else ()
        yield SubGoalChange(_fate(one, other, bool(texts)), year, one, other, texts)


def _fate(old: object | None, new: object | None, changed: bool) -> Fate:
    if old is None:
        return Fate.NEW
    if new is None:
        return Fate.GONE
    return Fate.CHANGED if changed else Fate.SAME


def _texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TextChange]:
    for field, text in old.items():
        if text != new[field]:
            yield TextChange(field, tuple(word_diff(text, new[field])))


def _area_texts(area: FocusArea) -> dict[str, str]:
    return {
        "name": area.name,
        "current_state": area.current_state,
        "target_state": area.target_state,
        "target_year": str(area.target_year or ""),
        "regional_goals": ", ".join(map(str, area.regional_goals)),
        "strategies": "\n".join(area.strategies),
        "foundations": "\n".join(area.foundations),
    }


def _goal_texts(goal: SubGoal) -> dict[str, str]:
    return {
        "text": goal.text,
        "activities": "\n".join(activity.text for activity in goal.activities),
        "responsible": goal.responsible,
    }
