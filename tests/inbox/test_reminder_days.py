"""On which days somebody is reminded."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.core.calendar import is_workday
from uppdragil.inbox.reminders import point, workdays_before

DUE = dt.date(2026, 4, 15)  # a Wednesday; Easter was the week before last
BEGUN = dt.date(2026, 3, 2)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-04-01", None),
        ("2026-04-02", "2026-04-02"),  # seven workdays before: Good Friday and Easter Monday are none
        ("2026-04-13", "2026-04-02"),  # the timer stood still: the last one is made up for
        ("2026-04-14", "2026-04-14"),
        ("2026-04-15", "2026-04-14"),  # nothing on the day itself
        ("2026-04-16", "2026-04-16"),
        ("2026-04-22", "2026-04-22"),
        ("2026-04-28", "2026-04-22"),
        ("2026-04-29", "2026-04-29"),
        ("2026-05-06", "2026-05-06"),
    ],
)
def test_it_reminds_seven_and_one_workdays_before_then_after_one_day_and_each_week(
    today: str, expected: str | None
) -> None:
    assert point(DUE, BEGUN, day(today)) == (day(expected) if expected else None)


def test_who_was_told_less_than_a_week_before_is_not_reminded_of_what_they_have_just_read() -> None:
    assert point(DUE, day("2026-04-10"), day("2026-04-10")) is None
    assert point(DUE, day("2026-04-10"), day("2026-04-14")) == day("2026-04-14")


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(0, 400), st.integers(-60, 400))
def test_a_reminder_is_never_ahead_never_at_a_weekend_and_never_stops(
    due: dt.date, told: int, on: int
) -> None:
    since, today = due - dt.timedelta(days=told), due + dt.timedelta(days=on)
    found = point(due, since, today)
    if found:
        assert since < found <= today
        assert is_workday(found)
    if on > 14 and told > 0:
        assert found is not None
        assert (today - found).days < 14


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(0, 20))
def test_workdays_are_counted_backwards(due: dt.date, count: int) -> None:
    began = workdays_before(due, count)
    between = [began + dt.timedelta(days=n) for n in range((due - began).days)]
    assert sum(map(is_workday, between)) == count
