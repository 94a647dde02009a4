"""Small facts about sequences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeVar

T = TypeVar("T", bound=Any)  # values that can be ordered


def longest_rising(values: Sequence[T]) -> list[int]:
    """The indexes of a longest run, in order but not side by side, that never goes back.

    Patience sorting: n log n. What is left out is the fewest that stand in the wrong place.
    """
    ends: list[T] = []  # ends[k]: the smallest value that ends a run of k + 1
    tails: list[int] = []
    previous: list[int] = []
    for i, value in enumerate(values):
        at = bisect_right(ends, value)
        previous.append(tails[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        tails[at : at + 1] = [i]
    run: list[int] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        run.append(at)
        at = previous[at]
    return run[::-1]
