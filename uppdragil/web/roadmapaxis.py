"""The time axis of the roadmap: from when to when, its ticks, where a day lies on it. Pure but for the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

WIDTH, EDGE = 960, 14  # units of the picture: of the axis, and beside it for marks that stand at its ends
MOST_MONTHS = 120
# With up to so many months on the axis there is a tick per so many.
STEPS = ((18, 1), (48, 3), (84, 6), (MOST_MONTHS, 12))


@dataclass(frozen=True)
class Tick:
    """A line down the picture with its word; `year` stands above the first tick of each year."""

    x: float
    word: str
    year: str


@dataclass(frozen=True)
class Axis:
    """From the first day of a month to the last day before `end`, which is the first of another."""

    start: dt.date
    end: dt.date

    @classmethod
    def of(cls, start: dt.date, months: int) -> Axis:
        """So many months (1 to MOST_MONTHS) from the month of `start` on."""
        first = start.replace(day=1)
        return cls(first, later(first, max(1, min(months, MOST_MONTHS))))

    @property
    def months(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    @property
    def last(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    def shows(self, day: dt.date) -> bool:
        return self.start <= day < self.end

    def x(self, day: dt.date) -> float:
        """Where the day lies; one before or after the axis at its end."""
        days, all_ = (day - self.start).days, (self.end - self.start).days
        return round(WIDTH * min(max(days, 0), all_) / all_, 1)

    @property
    def ticks(self) -> list[Tick]:
        return list(self._ticks())

    def _ticks(self) -> Iterator[Tick]:
        step = next(step for most, step in STEPS if self.months <= most)
        day, year = self.start, 0
        while day < self.end:
            if (day.month - 1) % step == 0:
                yield Tick(self.x(day), _word(day, step), str(day.year) if day.year != year else "")
                year = day.year
            day = later(day, 1)


def later(day: dt.date, months: int) -> dt.date:
    """The first day of the month so many months after that of `day`; before it for less than zero."""
    months += day.year * 12 + day.month - 1
    return dt.date(months // 12, months % 12 + 1, 1)


def _word(day: dt.date, step: int) -> str:
    if step == 1:
        return date_format(day, "M").lower()
    if step == 3:
        return _("Q%(n)d") % {"n": day.month // 3 + 1}
    if step == 6:
        return _("H%(n)d") % {"n": day.month // 6 + 1}
    return ""
