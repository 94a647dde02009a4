"""When a value of an impact goal is asked for. Pure.

After BP3 the owner measures each goal until its date (domain section 3). How often is not said there; the product's
rule: every half year after BP3 and at the goal's date, and once halfway where less than a year is left. A goal
without a date is measured every half year until the mandate is closed. A value of the last month before a day
answers for that day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

HALF_YEAR = dt.timedelta(days=182)
EARLY = dt.timedelta(days=30)  # before a day of asking: from then on a value answers for it


def next_day(due: dt.date | None, delivered: dt.date, measured: dt.date | None) -> dt.date | None:
    """The first day of asking that no value answers for; None when the goal has been measured at its date.

    `measured`: the day of the last value. The day may have passed: then the value is late.
    """
    return next((day for day in _days(due, delivered) if measured is None or measured < day - EARLY), None)


def _days(due: dt.date | None, delivered: dt.date) -> Iterator[dt.date]:
    """The days of asking; without a date they never end."""
    last = max(due, delivered) if due else None
    step = min(HALF_YEAR, (last - delivered) // 2) if last else HALF_YEAR
    day = delivered + step
    while last is None or day < last - EARLY:
        yield day
        day += step
    yield last
