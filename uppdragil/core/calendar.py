"""The Swedish working calendar.

Public holidays and the three eves on which offices are closed in practice (midsommarafton, julafton,
nyårsafton). Source: the `holidays` library, which knows 1953 to 2100; outside those years only
weekends are days off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import holidays

_SATURDAY = 5


@lru_cache(maxsize=256)
def _holidays(year: int, language: str) -> Mapping[dt.date, str]:
    """The year's days off by name. A plain Sunday is no holiday here."""
    return holidays.country_holidays(
        "SE",
        years=year,
        language=language,
        categories=("public", "de_facto"),
        include_sundays=False,
        expand=False,
    )


def holiday_name(day: dt.date, language: str = "sv") -> str | None:
    """The holiday's name, such as "Trettondedag jul", or None. Languages: "sv", "en_US"."""
    return _holidays(day.year, language).get(day)


def is_workday(day: dt.date) -> bool:
    """Monday to Friday and no day off."""
    return day.weekday() < _SATURDAY and holiday_name(day) is None


def next_workday(day: dt.date) -> dt.date:
    """The first workday on or after `day`."""
    while not is_workday(day):
        day += dt.timedelta(days=1)
    return day
