"""The time axis of the roadmap, in tables and by chance."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.web.roadmapaxis import WIDTH, Axis, later

days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))


def ticks(start: str, months: int) -> list[str]:
    with translation.override("sv"):
        found = Axis.of(dt.date.fromisoformat(start), months).ticks
        return [" ".join(filter(None, (tick.year, tick.word))) for tick in found]


@pytest.mark.parametrize(
    ("start", "months", "told"),
    [
        ("2026-11-23", 3, ["2026 nov", "dec", "2027 jan"]),
        ("2026-05-01", 24, ["2026 kv 3", "kv 4", "2027 kv 1", "kv 2", "kv 3", "kv 4", "2028 kv 1", "kv 2"]),
        ("2026-02-01", 60, ["2026 halvår 2", "2027 halvår 1", "halvår 2", "2028 halvår 1", "halvår 2",
                            "2029 halvår 1", "halvår 2", "2030 halvår 1", "halvår 2", "2031 halvår 1"]),
        ("2026-02-01", 100, ["2027", "2028", "2029", "2030", "2031", "2032", "2033", "2034"]),
    ],
)  # fmt: skip
def test_the_longer_it_is_the_further_apart_are_its_ticks(start: str, months: int, told: list[str]) -> None:
    assert ticks(start, months) == told


@given(days, st.integers(-5, 400), days, days)
def test_later_days_lie_further_to_the_right_and_none_beside_it(
    start: dt.date, months: int, one: dt.date, other: dt.date
) -> None:
    axis = Axis.of(start, months)
    assert 0 <= axis.x(min(one, other)) <= axis.x(max(one, other)) <= WIDTH
    assert axis.x(axis.start) == 0
    assert axis.shows(axis.last)
    assert not axis.shows(axis.end)


@given(days, st.integers(-1000, 1000))
def test_so_many_months_later_and_back_again_is_the_first_of_the_month(day: dt.date, months: int) -> None:
    assert later(later(day, months), -months) == day.replace(day=1)
