"""The regional plan's goals in as few signs as they take: 2, 3 and 6 are "2–3, 6". Pure."""

from __future__ import annotations

from collections.abc import Iterable


def spans(goals: Iterable[int]) -> str:
    """The goals in order, those that follow on each other as a range; "" for none."""
    found: list[list[int]] = []
    for goal in sorted(set(goals)):
        if found and goal == found[-1][-1] + 1:
            found[-1].append(goal)
        else:
            found.append([goal])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)
