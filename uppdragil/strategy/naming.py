"""Which names mean the same focus area: "Kultur" and "Vår önskade kultur". Pure.

Never a silent guess: a name fits an area only where the two share a word (or the stem of one) and no other
area fits nearly as well; whoever asks says that the names differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

LIKE = 70  # of 100: the shorter name stands in the longer one, nearly
MARGIN = 10  # how much better the best must fit than the next
_STEM = 6  # letters that two words share from their beginning
_LONGEST = 80  # characters of a name that are compared

_WORD = re.compile(r"[^\W\d_]+")


def best(name: str, known: Iterable[Iterable[str]]) -> int | None:
    """Which of the areas, each given by the names it goes by, `name` means; None where none or several fit."""
    scores = [max((likeness(name, other) for other in names), default=0.0) for names in known]
    if not scores:
        return None
    top = max(scores)
    near = [place for place, score in enumerate(scores) if score >= max(LIKE, top - MARGIN)]
    if top == 100 and scores.count(100) == 1:
        return scores.index(100)
    return near[0] if len(near) == 1 else None


def likeness(one: str, other: str) -> float:
    """0 to 100. 100 for the same letters, spaces and signs aside; 0 for names that share no stem of a word."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0
    if "".join(first) == "".join(second):
        return 100
    if not any(_same_stem(a, b) for a in first for b in second):
        return 0
    return min(99, fuzz.partial_ratio("".join(first), "".join(second)))


def _words(name: str) -> list[str]:
    return _WORD.findall(name[:_LONGEST].casefold())


def _same_stem(one: str, other: str) -> bool:
    return len(one) >= _STEM <= len(other) and one[:_STEM] == other[:_STEM]
