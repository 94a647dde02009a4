from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.core.calendar import holiday_name, is_workday, next_workday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-01-06", "Trettondedag jul"),
        ("2027-05-06", "Kristi himmelsfärdsdag"),
        ("2027-06-06", "Nationaldagen"),
        ("2027-06-25", "Midsommarafton"),
        ("2026-12-24", "Julafton"),
        ("2026-12-31", "Nyårsafton"),
        ("2024-03-31", "Påskdagen"),
    ],
)
def test_it_names_days_off(day: str, name: str) -> None:
    assert holiday_name(dt.date.fromisoformat(day)) == name
    assert not is_workday(dt.date.fromisoformat(day))


def test_it_names_them_in_english_too() -> None:
    assert holiday_name(dt.date(2027, 1, 6), "en_US") == "Epiphany"


def test_a_plain_sunday_is_off_without_a_name() -> None:
    sunday = dt.date(2027, 2, 7)
    assert holiday_name(sunday) is None
    assert not is_workday(sunday)


def test_it_skips_the_whole_of_christmas() -> None:
    assert next_workday(dt.date(2026, 12, 24)) == dt.date(2026, 12, 28)


def test_a_workday_is_its_own_next_workday() -> None:
    assert next_workday(dt.date(2027, 3, 3)) == dt.date(2027, 3, 3)


@given(st.dates())
def test_it_works_for_every_date(day: dt.date) -> None:
    following = next_workday(day)
    assert is_workday(following)
    assert 0 <= (following - day).days <= 7
