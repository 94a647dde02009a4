"""What is too much for every run is asked in turns: a few of many things each time, others the next time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def turn(things: Sequence[Thing], number: int, many: int = 1) -> tuple[Thing, ...]:
    """`many` of `things`; as `number` goes on, all of them have their turn."""
    return tuple(things[(number * many + i) % len(things)] for i in range(min(many, len(things))))
