"""Dates as they occur in Swedish directives. Nothing is guessed: what cannot be read for certain is None."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb",
            "mars mar",
            "april apr",
            "maj",
            "juni jun",
            "juli jul",
            "augusti aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DASH = "[-\u2010-\u2015\u2212]"
_READABLE = (
    # 2024-01-31
    rf"(?P<y1>\d{{4}}){DASH}(?P<m1>\d{{1,2}}){DASH}(?P<d1>\d{{1,2}})",
    # 21/12-2023, 8/12-24, 21/12 - 2023; with a blank instead of the dash only a year of four digits
    r"(?P<d2>\d{1,2})/(?P<m2>\d{1,2})"
    rf"(?:\ {{0,2}}{DASH}\ {{0,2}}(?P<y2>\d{{4}}|\d{{2}})|\ {{1,2}}(?P<y3>\d{{4}}))",
    # 30.6.2024, 30/6/2024: read only where day and month cannot change places
    r"(?P<d4>\d{1,2})(?P<sep>[./])(?P<m4>\d{1,2})(?P=sep)(?P<y4>\d{4})",
    # 30 juni 2024, 30 jun. 2024, den 30 juni 2024
    rf"(?:den\ )?(?P<d5>\d{{1,2}})\ (?P<m5>{MONTH})\.?\ (?P<y5>\d{{4}})",
)
_EDGES = r"(?<![\w/.])(?:{})(?![\w/])"
_DATE = re.compile(_EDGES.format("|".join(_READABLE)), re.IGNORECASE)
# What stands where a date should stand and is none: no year, a placeholder, a month, a quarter, a week, a season.
_SOFT = re.compile(
    _EDGES.format(
        "|".join(
            (
                r"\d{1,2}/\d{1,2}",
                rf"[ÅY]{{2,4}}{DASH}M{{1,2}}{DASH}D{{1,2}}",
                rf"(?:\d{{1,2}}\ )?(?:{MONTH})\.?(?:\ \d{{4}})?",
                r"(?:Q|kvartal\ |kv\.?\ )\d(?:\ \d{4})?",
                r"(?:v\.?|vecka)\ ?\d{1,2}(?:\ \d{4})?",
                r"(?:våren|sommaren|hösten|vintern|vår|höst|vt|ht)\ \d{4}",
            )
        )
    ),
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\s{{0,3}}{DASH}?\s{{0,3}}")
_CENTURY = 2000  # a year of two digits: directives are of this century


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text where a date stands (`value`) or should stand (None)."""

    start: int
    end: int
    value: dt.date | None


def read_date(text: str) -> dt.date | None:
    """The date that `text` is, or None when it is none, has no year, does not exist or is ambiguous."""
    found = _DATE.fullmatch(" ".join(text.split()))
    return _value(found) if found else None


def find_dates(text: str) -> list[Found]:
    """Dates in a table's running text, in order.

    A place that only looks like a date ("12/3", "våren 2026") counts where it begins the text or
    stands beside another date; elsewhere it is words ("öppet 24/7").
    """
    hard = [Found(m.start(), m.end(), _value(m)) for m in _DATE.finditer(text)]
    taken = {place for found in hard for place in range(found.start, found.end)}
    soft = [m.span() for m in _SOFT.finditer(text) if taken.isdisjoint(range(*m.span()))]
    every = sorted((*hard, *(Found(start, end, None) for start, end in soft)), key=lambda f: f.start)
    unsure = set(soft)
    kept = set(_plausible(text, every)) if soft else set()
    return [f for f in every if f in kept or (f.start, f.end) not in unsure]


def _plausible(text: str, every: list[Found]) -> Iterator[Found]:
    """Those that begin the text or stand beside another."""
    if every and not text[: every[0].start].strip():
        yield every[0]
    for one, other in pairwise(every):
        if _BETWEEN.fullmatch(text, one.end, other.start):
            yield from (one, other)


def _value(match: re.Match[str]) -> dt.date | None:
    part = {key: value for key, value in match.groupdict().items() if value is not None}
    day, month, year = (next(v for k, v in part.items() if k[0] == letter and k != "sep") for letter in "dmy")
    number = MONTHS.get(month.casefold()) or int(month)
    if "sep" in part and int(day) <= 12 and int(day) != number:
        return None
    try:
        return dt.date(int(year) + (_CENTURY if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
