"""What would settle a finding of a draft, and doing it. Pure.

A fix speaks of rows by uid, and a finding's key of the words that it is about: whoever presses a button that was
drawn before somebody else's change meets a key that is gone, and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .content import FocusArea, StrategyActivity, StrategyContent, SubGoal, Wording
from .finding import Finding, Place, Rule
from .reading import is_tentative, settled
from .review import wordings, words_of


class Act(StrEnum):
    """What a fix does. The words on its button are `sentences.fix_text`."""

    CHOOSE_WORDING = "choose_wording"  # value: the uid of the wording
    CHOOSE_TARGET = "choose_target"  # value: the words
    RENAME = "rename"  # value: the name
    DROP_NAME = "drop_name"  # value: the name
    SETTLE = "settle"  # value: what it says then
    REMOVE = "remove"
    ACCEPT = "accept"  # what the import noted is right as it is
    TO_SUB_GOAL = "to_sub_goal"
    TO_RESPONSIBLE = "to_responsible"


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to settle a finding; `said` are the words that it is about, for its button."""

    act: Act
    place: Place
    value: str = ""
    said: str = ""


def fixes_of(finding: Finding, content: StrategyContent) -> tuple[Fix, ...]:
    """The fixes that `content` offers, in the order of their buttons; none where somebody has to write."""
    make = _FIXES.get(finding.rule)
    area = next((area for area in content.areas if area.uid == finding.place.area), None)
    return tuple(make(finding, area)) if make and area else ()


def apply(content: StrategyContent, fix: Fix) -> StrategyContent:
    """`content` with the fix done."""
    change = _APPLIED[fix.act]
    areas = (change(area, fix) if area.uid == fix.place.area else area for area in content.areas)
    return content.model_copy(update={"areas": tuple(areas)})


def _choices(finding: Finding, area: FocusArea) -> Iterator[Fix]:
    kind = finding.params["kind"]
    for one in wordings(_goal(area, finding.place)):
        if said := words_of(one, kind):
            yield Fix(Act.CHOOSE_WORDING, finding.place, one.uid, said)


def _targets(finding: Finding, area: FocusArea) -> Iterator[Fix]:
    for said in filter(None, (area.target_state, *area.other_target_states)):
        yield Fix(Act.CHOOSE_TARGET, finding.place, said, said)


def _names(finding: Finding, area: FocusArea) -> Iterator[Fix]:
    other = str(finding.params["other"])
    yield Fix(Act.RENAME, finding.place, other, other)
    yield Fix(Act.DROP_NAME, finding.place, other, other)


def _tentative(finding: Finding, area: FocusArea) -> Iterator[Fix]:
    """For what holds; another wording is chosen or goes."""
    rows = [row.uid for goal in area.sub_goals for row in (goal, *goal.activities)]
    if finding.place.row in rows:
        said = settled(finding.params["label"])
        yield Fix(Act.SETTLE, finding.place, said, said)
        yield Fix(Act.REMOVE, finding.place)


def _people(finding: Finding, area: FocusArea) -> Iterator[Fix]:
    names = str(finding.params["names"])
    if finding.place.field == "text":
        yield Fix(Act.TO_RESPONSIBLE, finding.place, names)
        return
    yield Fix(Act.ACCEPT, finding.place)
    goal = _goal(area, finding.place)
    if not goal.text and names in goal.responsible.split("\n"):
        yield Fix(Act.TO_SUB_GOAL, finding.place, names)


def _outside(finding: Finding, area: FocusArea) -> Iterator[Fix]:
    yield Fix(Act.REMOVE, finding.place)


_FIXES: dict[Rule, Callable[[Finding, FocusArea], Iterator[Fix]]] = {
    Rule.WORDED_TWICE: _choices,
    Rule.TARGET_TWICE: _targets,
    Rule.NAMED_DIFFERENTLY: _names,
    Rule.TENTATIVE: _tentative,
    Rule.NAMES: _people,
    Rule.OUTSIDE: _outside,
}


def _goal(area: FocusArea, place: Place) -> SubGoal:
    return next(goal for goal in area.sub_goals if goal.uid == place.row)


def _in_goal(change: Callable[[SubGoal, Fix], SubGoal]) -> Callable[[FocusArea, Fix], FocusArea]:
    def changed(area: FocusArea, fix: Fix) -> FocusArea:
        goals = (change(goal, fix) if goal.uid == fix.place.row else goal for goal in area.sub_goals)
        return area.model_copy(update={"sub_goals": tuple(goals)})

    return changed


def _choose_wording(goal: SubGoal, fix: Fix) -> SubGoal:
    """What was chosen holds; what other places say of the same is gone."""
    kind = str(fix.place.field)
    chosen = next(one for one in wordings(goal) if one.uid == fix.value)
    empty: object = "" if kind == "text" else ()
    left = (one.model_copy(update={kind: empty}) for one in goal.other_wordings)
    update: dict[str, object] = {kind: getattr(chosen, kind), "other_wordings": _saying(left)}
    if kind == "text" and chosen is not goal:
        update["tentative"] = is_tentative(chosen.text)
    return goal.model_copy(update=update)


def _saying(others: Iterator[Wording]) -> tuple[Wording, ...]:
    return tuple(one for one in others if one.text or one.activities)


def _choose_target(area: FocusArea, fix: Fix) -> FocusArea:
    return area.model_copy(update={"target_state": fix.value, "other_target_states": ()})


def _rename(area: FocusArea, fix: Fix) -> FocusArea:
    others = (area.name, *(name for name in area.other_names if name != fix.value))
    return area.model_copy(update={"name": fix.value, "other_names": others})


def _drop_name(area: FocusArea, fix: Fix) -> FocusArea:
    left = tuple(name for name in area.other_names if name != fix.value)
    return area.model_copy(update={"other_names": left})


def _settle(area: FocusArea, fix: Fix) -> FocusArea:
    holds = {"text": fix.value, "tentative": False}

    def row(one: SubGoal | StrategyActivity) -> dict[str, object]:
        return dict(holds) if one.uid == fix.place.row else {}

    goals = (
        goal.model_copy(
            update=row(goal) | {"activities": tuple(a.model_copy(update=row(a)) for a in goal.activities)}
        )
        for goal in area.sub_goals
    )
    return area.model_copy(update={"sub_goals": tuple(goals)})


def _remove(area: FocusArea, fix: Fix) -> FocusArea:
    """The activity goes, or the sub-goal; a tentative sub-goal that has more than its words loses these only."""
    goals = []
    for goal in area.sub_goals:
        if goal.uid != fix.place.row:
            left = tuple(one for one in goal.activities if one.uid != fix.place.row)
            goals.append(goal.model_copy(update={"activities": left}))
        elif fix.place.field == "text" and (goal.activities or goal.responsible):
            goals.append(goal.model_copy(update={"text": "", "tentative": False}))
    return area.model_copy(update={"sub_goals": tuple(goals)})


def _to_sub_goal(goal: SubGoal, fix: Fix) -> SubGoal:
    left = [line for line in goal.responsible.split("\n") if line != fix.value]
    tentative = is_tentative(fix.value)
    return goal.model_copy(update={"text": fix.value, "tentative": tentative, "responsible": "\n".join(left)})


def _to_responsible(goal: SubGoal, fix: Fix) -> SubGoal:
    lines = [line for line in (*goal.responsible.split("\n"), fix.value) if line]
    return goal.model_copy(update={"text": "", "tentative": False, "responsible": "\n".join(lines)})


def _as_it_is(area: FocusArea, fix: Fix) -> FocusArea:
    return area


_APPLIED: dict[Act, Callable[[FocusArea, Fix], FocusArea]] = {
    Act.CHOOSE_WORDING: _in_goal(_choose_wording),
    Act.CHOOSE_TARGET: _choose_target,
    Act.RENAME: _rename,
    Act.DROP_NAME: _drop_name,
    Act.SETTLE: _settle,
    Act.REMOVE: _remove,
    Act.ACCEPT: _as_it_is,
    Act.TO_SUB_GOAL: _in_goal(_to_sub_goal),
    Act.TO_RESPONSIBLE: _in_goal(_to_responsible),
}
