"""What lands on a unit in which month, and whether it has room for that. Pure rules (domain section 6; seed 001: the
receiver as bottleneck, recovery after a large delivery).

A delivery counts in the month of its planned day. Once that day has passed without a decision it counts in the
current month, and is late; one that was taken over this month counts there too, since the unit has had it. Work is
carried out at a unit from the gate that starts it until the gate that ends its activities: in each of these months.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MONTHS = 12  # how far a unit looks ahead, the current month included


class Way(StrEnum):
    """How far a mandate has come, as far as its receiver is concerned."""

    AHEAD = "ahead"  # the work has not been started
    RUNNING = "running"
    DONE = "done"  # and not taken over yet
    DELIVERED = "delivered"


class Measure(StrEnum):
    """What is counted."""

    DELIVERIES = "deliveries"
    EXECUTIONS = "executions"


class Verdict(StrEnum):
    """What a count means, the worst first. FROZEN: a delivery lands in a freeze. UNSET: nobody has said what fits."""

    OVER = "over"
    FROZEN = "frozen"
    FULL = "full"
    ROOM = "room"
    UNSET = "unset"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Landing:
    """A mandate at one receiving unit; `unit` is "" where none of its receivers belongs to one.

    `starts`, `done`, `lands`: the planned days of the gates that start the work, end its activities and hand it over.
    `delivered_on`: the day of the decision, once it is taken over.
    """

    unit: str
    directive: int
    way: Way
    starts: dt.date | None = None
    done: dt.date | None = None
    lands: dt.date | None = None
    delivered_on: dt.date | None = None

    def delivery(self, today: dt.date) -> dt.date | None:
        """The day on which it counts as a delivery; today where that has passed."""
        return self.delivered_on or (max(self.lands, today) if self.lands else None)

    def late(self, today: dt.date) -> bool:
        """Whether its day has passed without a decision."""
        return self.way is not Way.DELIVERED and self.lands is not None and self.lands < today

    def months_of_work(self, today: dt.date) -> tuple[dt.date, dt.date] | None:
        """The first and the last month in which it is carried out, from the current one on; None where it is not."""
        begins = today if self.way is Way.RUNNING else max(self.starts, today) if self.starts else None
        if begins is None or self.way in (Way.DONE, Way.DELIVERED):
            return None
        return month_of(begins), month_of(max(self.done or self.lands or begins, begins))


@dataclass(frozen=True)
class Room:
    """What fits in a month: deliveries, and mandates that are carried out at the same time, if that is said."""

    deliveries: int
    executions: int | None = None

    def of(self, measure: Measure) -> int | None:
        return self.deliveries if measure is Measure.DELIVERIES else self.executions


@dataclass(frozen=True)
class Frozen:
    """A period in which nothing is to land: first and last day, and its kind."""

    first: dt.date
    last: dt.date
    kind: str

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def touches(self, month: dt.date) -> bool:
        return self.first < next_month(month) and self.last >= month


@dataclass(frozen=True)
class Cell:
    """A unit in a month. `late` and `hits` are among the deliveries: those past their day, those in a freeze."""

    month: dt.date
    deliveries: int = 0
    late: int = 0
    executions: int = 0
    room: Room | None = None
    frozen: tuple[Frozen, ...] = ()
    hits: int = 0

    def count(self, measure: Measure) -> int:
        return self.deliveries if measure is Measure.DELIVERIES else self.executions

    def fits(self, measure: Measure) -> int | None:
        """How many there is room for; None where nobody has said."""
        return self.room.of(measure) if self.room else None

    def verdict(self, measure: Measure) -> Verdict:
        count, fits = self.count(measure), self.fits(measure)
        if not count:
            return Verdict.NOTHING
        if fits is not None and count > fits:
            return Verdict.OVER
        if measure is Measure.DELIVERIES and self.hits:
            return Verdict.FROZEN
        if fits is None:
            return Verdict.UNSET
        return Verdict.FULL if count == fits else Verdict.ROOM


@dataclass
class _Count:
    deliveries: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    hits: set[int] = field(default_factory=set)
    executions: set[int] = field(default_factory=set)


def month_of(day: dt.date) -> dt.date:
    """A month is known by its first day."""
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after `month`."""
    return month_of(month + dt.timedelta(days=31))


def months(today: dt.date, count: int = MONTHS) -> list[dt.date]:
    """The current month and those after it."""
    found = [month_of(today)]
    while len(found) < count:
        found.append(next_month(found[-1]))
    return found


def room_in(month: dt.date, said: Iterable[tuple[dt.date, Room]]) -> Room | None:
    """What holds in `month`, of what was said to hold from a month on, the first said first."""
    holds: tuple[dt.date, Room] | None = None
    for since, room in said:
        if since <= month and (holds is None or since >= holds[0]):
            holds = since, room
    return holds[1] if holds else None


def row(
    landings: Iterable[Landing],
    months: Sequence[dt.date],
    today: dt.date,
    said: Sequence[tuple[dt.date, Room]] = (),
    frozen: Sequence[Frozen] = (),
) -> tuple[Cell, ...]:
    """One unit's months: what lands in each. A mandate counts once, however many of the unit receive it."""
    counts: Mapping[dt.date, _Count] = defaultdict(_Count)
    for landing in landings:
        _count_delivery(landing, counts, today, frozen)
        _count_work(landing, counts, months, today)
    return tuple(
        Cell(
            month,
            deliveries=len(counts[month].deliveries),
            late=len(counts[month].late),
            executions=len(counts[month].executions),
            room=room_in(month, said),
            frozen=tuple(period for period in frozen if period.touches(month)),
            hits=len(counts[month].hits),
        )
        for month in months
    )


def _count_delivery(
    landing: Landing, counts: Mapping[dt.date, _Count], today: dt.date, frozen: Sequence[Frozen]
) -> None:
    day = landing.delivery(today)
    if day is None:
        return
    count = counts[month_of(day)]
    count.deliveries.add(landing.directive)
    if landing.late(today):
        count.late.add(landing.directive)
    if landing.way is not Way.DELIVERED and any(period.holds(day) for period in frozen):
        count.hits.add(landing.directive)


def _count_work(
    landing: Landing, counts: Mapping[dt.date, _Count], months: Sequence[dt.date], today: dt.date
) -> None:
    if span := landing.months_of_work(today):
        for month in months:
            if span[0] <= month <= span[1]:
                counts[month].executions.add(landing.directive)
