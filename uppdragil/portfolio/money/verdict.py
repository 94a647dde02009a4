"""How an outcome stands against its frame. Pure; the limits are proposals of the product."""

from __future__ import annotations

from enum import StrEnum

NEARLY = 90  # per cent of the frame from which little of it is left


class Standing(StrEnum):
    """What the amounts say of the frame."""

    UNKNOWN = "unknown"
    WITHIN = "within"
    NEARLY = "nearly"
    PROMISED = "promised"
    OVER = "over"


def percent(part: int | None, frame: int | None) -> int | None:
    """`part` of `frame` in whole per cent, rounded down: 100 is all of it. None where nothing can be said."""
    return None if part is None or not frame else part * 100 // frame


def judge(frame: int | None, activated: int | None, identified: int | None, outcome: int | None) -> Standing:
    """Amounts in öre. OVER: spent beyond the frame. PROMISED: activated and identified are beyond it together."""
    if frame is None or (activated, identified, outcome) == (None, None, None):
        return Standing.UNKNOWN
    spent = outcome or 0
    if spent > frame:
        return Standing.OVER
    if (activated or 0) + (identified or 0) > frame:
        return Standing.PROMISED
    return Standing.NEARLY if spent and spent * 100 >= frame * NEARLY else Standing.WITHIN
