from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.imports.dates import find_dates, read_date

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
MONTHS = _MONTHS.split()
THIS_CENTURY = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
ANY = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("21/12-2023", "2023-12-21"),
        ("20/10 2024", "2024-10-20"),
        ("8/12-24", "2024-12-08"),
        ("1/1-2024", "2024-01-01"),
        ("1/1 – 2024", "2024-01-01"),
        ("2024-01-31", "2024-01-31"),
        ("2024–1–31", "2024-01-31"),
        ("30 juni 2024", "2024-06-30"),
        ("30 Jun 2024", "2024-06-30"),
        ("den 3 sept. 2024", "2024-09-03"),
        ("30.6.2024", "2024-06-30"),
        ("6.6.2024", "2024-06-06"),
        ("29/2-2024", "2024-02-29"),
        (" 1/1-2024 ", "2024-01-01"),
    ],
)
def test_it_reads_the_styles_of_the_documents(text: str, iso: str) -> None:
    assert read_date(text) == dt.date.fromisoformat(iso)


@pytest.mark.parametrize(
    "text",
    [
        "31/2-2024",
        "29/2-2023",
        "12/13-2024",
        "0/1-2024",
        "12/3",
        "20/10 24",
        "1.6.2024",
        "5/6/2024",
        "juni 2024",
        "våren 2024",
        "ÅÅÅÅ-MM-DD",
        "2024",
        "1/1-2024 x",
        "1/1-0000",
        "",
        "?",
    ],
)
def test_it_guesses_nothing(text: str) -> None:
    assert read_date(text) is None


@given(ANY)
def test_a_date_written_in_any_style_is_read_back(day: dt.date) -> None:
    long_month = MONTHS[day.month - 1]
    styles = (
        f"{day.day}/{day.month}-{day.year}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.day:02}/{day.month:02}-{day.year}",
        day.isoformat(),
        f"{day.day} {long_month} {day.year}",
        f"{day.day} {long_month[:3].upper()} {day.year}",
    )
    assert {read_date(text) for text in styles} == {day}


@given(THIS_CENTURY)
def test_a_year_of_two_digits_is_of_this_century(day: dt.date) -> None:
    assert read_date(f"{day.day}/{day.month}-{day.year % 100:02}") == day


@given(ANY)
def test_dots_are_read_only_where_day_and_month_cannot_change_places(day: dt.date) -> None:
    certain = day.day > 12 or day.day == day.month
    assert read_date(f"{day.day}.{day.month}.{day.year}") == (day if certain else None)


@given(st.text(alphabet="0123456789/-. –abcjunimrsQvåÅMD", max_size=40))
def test_found_dates_lie_apart_and_in_order(text: str) -> None:
    found = find_dates(text)
    ends = [0, *(f.end for f in found)]
    assert all(0 <= end <= f.start < f.end <= len(text) for end, f in zip(ends, found, strict=False))
    assert all(f.value == read_date(text[f.start : f.end]) for f in found)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("20/10 2024 30/10-2024", ["2024-10-20", "2024-10-30"]),
        ("1/1-2024–31/3-2024 Enheten", ["2024-01-01", "2024-03-31"]),
        ("21/12 31/12-2024", [None, "2024-12-31"]),
        ("våren 2026 hösten 2026 Enheten", [None, None]),
        ("Öppet 24/7 i mars 2026", []),
        ("Delaktiviteter för 2024", []),
    ],
)
def test_it_finds_dates_in_a_row(text: str, values: list[str | None]) -> None:
    assert [f.value and f.value.isoformat() for f in find_dates(text)] == values
