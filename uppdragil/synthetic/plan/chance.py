"""Chance that can be repeated."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A stream of its own for each key: what one part draws never changes what another does."""

    def __init__(self, *key: object) -> None:
        self.key = key
        super().__init__("/".join(map(str, key)))

    def of(self, *more: object) -> Chance:
        """The stream of a part of this."""
        return Chance(*self.key, *more)

    def uid(self) -> str:
        """As `core.uid.new_uid` makes them."""
        return f"{self.getrandbits(64):016x}"

    def one_in(self, n: float) -> bool:
        """True one time of `n`."""
        return self.random() * n < 1

    def some(self, values: Sequence[T], least: int, most: int) -> list[T]:
        """Between `least` and `most` of them, none twice, in their order."""
        wanted = min(self.randint(least, most), len(values))
        return [values[i] for i in sorted(self.sample(range(len(values)), wanted))]

    def weighted(self, values: Mapping[T, float]) -> T:
        """One of the keys, as often as its value says."""
        return self.choices(list(values), list(values.values()))[0]
