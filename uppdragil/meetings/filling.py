"""Which meeting takes up what is due: the first that is on or after its day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """A meeting that can still take up items."""

    key: int
    date: dt.date


@dataclass(frozen=True)
class Due:
    """Something that a body is to take up. `day`: not before it; None means at once."""

    key: str
    day: dt.date | None = None


def placed(
    due: Sequence[Due], slots: Sequence[Slot], moved: Mapping[str, frozenset[int]]
) -> dict[int, list[str]]:
    """By meeting, what comes up at it, in the order of `due`; what has no meeting yet is left out.

    `slots` in the order in which they meet. `moved`: from which of them each thing was moved to the next one:
    it does not come back to those, nor to any before them.
    """
    found: dict[int, list[str]] = {slot.key: [] for slot in slots}
    for one in due:
        gone = moved.get(one.key, frozenset())
        after = max((i for i, slot in enumerate(slots) if slot.key in gone), default=-1)
        for slot in slots[after + 1 :]:
            if one.day is None or one.day <= slot.date:
                found[slot.key].append(one.key)
                break
    return found
