"""Whether those who receive have room for the delivery (domain section 4: BP0, and the local proposal at BP1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Receiving:
    """A receiving unit in the month in which the mandate lands on it, with what lands there beside it.

    `others`: other deliveries of that month, of decided mandates that everybody may read: the sentence that is made of
    it stands on the gate page and in the record, and must tell nobody of a restricted mandate. `room`: how many fit;
    None where the unit has not said. `frozen`: the freezes that the day of the delivery falls into.
    """

    unit: str
    month: dt.date
    others: int = 0
    room: int | None = None
    frozen: tuple[Span, ...] = ()

    @property
    def deliveries(self) -> int:
        """With the mandate's own."""
        return self.others + 1

    @property
    def too_much(self) -> bool:
        """Whether it is more than fits, or lands in a freeze."""
        return bool(self.frozen) or (self.room is not None and self.deliveries > self.room)


def capacity(named: bool, dated: bool, receiving: Sequence[Receiving]) -> str:
    """What can be said of the capacity, as a key of the words' (`sentences.GROUNDS`); the worst first.

    `named`: whether chapter 8 has a receiver; `dated`: whether the delivery has a planned day.
    """
    if not named:
        return "receiver_unnamed"
    if not dated:
        return "delivery_undated"
    if not receiving:
        return "receiver_unit_unknown"
    if any(one.too_much for one in receiving):
        return "receiver_over"
    return "receiver_unset" if any(one.room is None for one in receiving) else "receiver_room"
