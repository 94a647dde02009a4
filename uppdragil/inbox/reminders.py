"""On which days somebody is reminded of what has a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.core.calendar import is_workday, next_workday

BEFORE = (7, 1)  # workdays
AFTER = (1, 7)  # days; then every week


def point(due: dt.date, since: dt.date, today: dt.date, *, on_the_day: bool = False) -> dt.date | None:
    """The last day on or before `today` on which to remind of something due on `due`; None before the first.

    A day on or before `since`, when the person was told of it, is no reminder. `on_the_day`: also on `due` itself.
    """
    days = [*_points(due, today), *([due] if on_the_day else [])]
    passed = [day for day in days if since < day <= today]
    return max(passed, default=None)


def workdays_before(day: dt.date, count: int) -> dt.date:
    """The workday that lies `count` workdays before `day`."""
    while count:
        day -= dt.timedelta(days=1)
        count -= is_workday(day)
    return day


def _points(due: dt.date, today: dt.date) -> Iterator[dt.date]:
    for count in BEFORE:
        yield workdays_before(due, count)
    for days in AFTER:
        yield next_workday(due + dt.timedelta(days=days))
    weeks = max(2, (today - due).days // 7)
    for last in (weeks - 1, weeks):
        if last >= 2:
            yield next_workday(due + dt.timedelta(weeks=last))
