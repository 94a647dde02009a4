"""What a mandate can link to: the areas of an edition, their sub-goals, the activities of those. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .carry_over import carry_over
from .content import FocusArea, StrategyActivity, StrategyContent, SubGoal


@dataclass(frozen=True)
class Published:
    """A published edition: its identity and what it says."""

    uid: str
    content: StrategyContent

    @property
    def name(self) -> str:
        return self.content.name


@dataclass(frozen=True)
class Target:
    """An area of an edition; a sub-goal of it; or an activity of that."""

    edition: Published
    area: FocusArea
    goal: SubGoal | None = None
    activity: StrategyActivity | None = None

    @property
    def key(self) -> str:
        """The identities in one word, such as a choice in a form carries."""
        parts = (self.edition, self.area, self.goal, self.activity)
        return ".".join(part.uid for part in parts if part)


def targets(edition: Published) -> Iterator[Target]:
    """What can be linked to in `edition`, in its order: what stands under something comes after it."""
    for area in edition.content.areas:
        yield Target(edition, area)
        for goal in filter(lambda goal: goal.worded, area.sub_goals):
            yield Target(edition, area, goal)
            for activity in goal.activities:
                yield Target(edition, area, goal, activity)


def carried(target: Target, to: Published) -> Target | None:
    """What `target` is in another edition; None where it is gone, or was taken up anew without its name.

    An activity goes on where the sub-goal of the same year has one with the same words.
    """
    change = next(c for c in carry_over(target.edition.content, to.content) if c.old == target.area)
    if change.new is None or target.goal is None:
        return Target(to, change.new) if change.new else None
    goal = next((goal for goal in change.new.sub_goals if goal.year == target.goal.year), None)
    if goal is None or target.activity is None:
        return Target(to, change.new, goal) if goal else None
    said = target.activity.text.casefold()
    same = next((one for one in goal.activities if one.text.casefold() == said), None)
    return Target(to, change.new, goal, same) if same else None


def followers(old: Published, new: Published) -> dict[str, str]:
    """Which area and sub-goal of `new` each of `old` goes on as, by uid; those that are gone are left out."""
    found: dict[str, str] = {}
    for change in carry_over(old.content, new.content):
        if change.old and change.new:
            found[change.old.uid] = change.new.uid
            found |= {goal.old.uid: goal.new.uid for goal in change.sub_goals if goal.old and goal.new}
    return found
