"""Goals of the regional plan as sources write them: numbers, lists and spans."""

from __future__ import annotations

import re

from uppdragil.strategy.content import REGIONAL_GOALS

_GOALS = re.compile(r"mål (\d)(?: ?[-–—] ?(\d))?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;&]|\boch\b|\bsamt\b)\s*|\s+(?=mål )", re.IGNORECASE)
_LONGEST = 300  # characters of a line that may hold goals


def regional_goals(text: str) -> set[int] | None:
    """The goals that "Mål 5", "Mål 3, mål 7" or "Mål 4–5" name; None for anything else, a goal outside 1–7 too."""
    if len(text) > _LONGEST:
        return None
    found: set[int] = set()
    lead = ""
    for piece in _BETWEEN.split(text.strip(" .,:")):
        match = _GOALS.fullmatch(lead + piece if piece[:1].isdigit() else piece)
        if not match:
            return None
        lead = "mål "  # "Mål 3 och 7"
        found |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return found if found and found <= set(REGIONAL_GOALS) else None
