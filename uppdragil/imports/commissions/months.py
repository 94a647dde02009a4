"""Spans of months as Swedish timelines have them. Nothing is guessed: a month without a year is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from uppdragil.imports.dates import DASH, MONTH, MONTHS

_TO = rf"\ ?(?:{DASH}{{1,3}}|till\ och\ med|t\.?o\.?m\.?|till)\ ?"
_NAMED = rf"(?:(?P<a>{MONTH})\.?(?:\ (?P<ay>\d{{4}}))?{_TO})?(?P<b>{MONTH})\.?\ (?P<by>\d{{4}})"
_NUMBERED = rf"(?:(?P<cy>\d{{4}}){DASH}(?P<c>0[1-9]|1[0-2]){_TO})?(?P<dy>\d{{4}}){DASH}(?P<d>0[1-9]|1[0-2])(?!{DASH}\d)"
_Q = r"(?:Q|kvartal\ |kv\.?\ )"
_QUARTERS = rf"(?:{_Q}(?P<q>[1-4])(?:\ (?P<qy>\d{{4}}))?{_TO})?{_Q}(?P<r>[1-4])\ (?P<ry>\d{{4}})"
_SPAN = re.compile(rf"(?<![\w/.\-–])(?:{_NAMED}|{_NUMBERED}|{_QUARTERS})(?![\w/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a span of months stands in a text, and its first and last month as 2025-06."""

    start: int
    end: int
    first: str
    last: str


def find_span(text: str) -> Span | None:
    """The first span of months in a text, such as "Juni – aug 2025", "2025-06 – 2025-08" or "Nov 2025"."""
    match = _SPAN.search(text)
    if not match:
        return None
    part = match.groupdict()
    if part["b"]:
        first, last = (MONTHS[(part[name] or part["b"]).casefold()] for name in "ab")
        ends = _ends(first, last, part["ay"], part["by"])
    elif part["d"]:
        ends = _ends(int(part["c"] or part["d"]), int(part["d"]), part["cy"], part["dy"])
    else:
        ends = _ends(int(part["q"] or part["r"]) * 3 - 2, int(part["r"]) * 3, part["qy"], part["ry"])
    return Span(*match.span(), *ends)


def _ends(first: int, last: int, first_year: str | None, last_year: str) -> tuple[str, str]:
    """A first month without a year is the last one before the last month."""
    year = int(first_year) if first_year else int(last_year) - (first > last)
    return f"{year:04}-{first:02}", f"{int(last_year):04}-{last:02}"
