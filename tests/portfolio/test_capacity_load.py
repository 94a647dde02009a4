"""What lands in which month, and what it means: tables, and what holds for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.portfolio.capacity.load import (
    Cell,
    Frozen,
    Landing,
    Measure,
    Room,
    Verdict,
    Way,
    month_of,
    months,
    next_month,
    room_in,
    row,
)

TODAY = dt.date(2026, 11, 23)
NOV, DEC, JAN, FEB = (dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1), dt.date(2027, 2, 1))
FOUR = (NOV, DEC, JAN, FEB)
SUMMER = Frozen(dt.date(2026, 12, 20), dt.date(2027, 1, 6), "summer")
D, E = Measure.DELIVERIES, Measure.EXECUTIONS


def mandate(number: int = 1, way: Way = Way.AHEAD, **days: str) -> Landing:
    return Landing("u", number, way, **{name: dt.date.fromisoformat(day) for name, day in days.items()})


def counted(*landings: Landing, **given: Any) -> list[tuple[int, int, int]]:
    """Deliveries, those late among them, and mandates carried out, by month."""
    return [(c.deliveries, c.late, c.executions) for c in row(landings, FOUR, TODAY, **given)]


N = (0, 0, 0)
TABLE = [
    ("it counts in the month of its day", mandate(way=Way.DONE, lands="2027-01-28"), [N, N, (1, 0, 0), N]),
    ("today is not late", mandate(way=Way.DONE, lands="2026-11-23"), [(1, 0, 0), N, N, N]),
    ("a day earlier this month is late", mandate(way=Way.DONE, lands="2026-11-22"), [(1, 1, 0), N, N, N]),
    ("a day of last year is late now", mandate(way=Way.DONE, lands="2025-05-01"), [(1, 1, 0), N, N, N]),
    ("no day, no delivery", mandate(way=Way.DONE), [N, N, N, N]),
    ("beyond the months that are asked", mandate(way=Way.DONE, lands="2027-03-01"), [N, N, N, N]),
    (
        "what was taken over counts where it was, and is not late",
        mandate(way=Way.DELIVERED, lands="2026-10-01", delivered_on="2026-11-03"),
        [(1, 0, 0), N, N, N],
    ),
    (
        "work goes on from its first month to its last",
        mandate(starts="2026-12-31", done="2027-01-01", lands="2027-02-01"),
        [N, (0, 0, 1), (0, 0, 1), (1, 0, 0)],
    ),
    (
        "without a day for its end it goes on until the delivery",
        mandate(starts="2027-01-10", lands="2027-02-01"),
        [N, N, (0, 0, 1), (1, 0, 1)],
    ),
    ("work that begins late begins now", mandate(starts="2026-09-01", done="2026-10-01"), [(0, 0, 1), N, N, N]),
    (
        "work that is late goes on now",
        mandate(way=Way.RUNNING, starts="2026-01-01", done="2026-10-01"),
        [(0, 0, 1), N, N, N],
    ),
    ("work that has begun early goes on now", mandate(way=Way.RUNNING, starts="2027-02-01", done="2026-12-03"),
     [(0, 0, 1), (0, 0, 1), N, N]),
    ("without any day nothing is known of the work ahead", mandate(), [N, N, N, N]),
    ("without any day what runs, runs now", mandate(way=Way.RUNNING), [(0, 0, 1), N, N, N]),
]  # fmt: skip


@pytest.mark.parametrize(("landing", "expected"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE])
def test_what_counts_where(landing: Landing, expected: list[tuple[int, int, int]]) -> None:
    assert counted(landing) == expected


def test_a_mandate_counts_once_however_many_of_the_unit_receive_it() -> None:
    assert counted(*[mandate(way=Way.DONE, lands="2026-12-01")] * 2)[1] == (1, 0, 0)


@pytest.mark.parametrize(
    ("day", "hits"),
    [("2026-12-19", 0), ("2026-12-20", 1), ("2027-01-06", 1), ("2027-01-07", 0), ("2026-10-01", 0)],
)
def test_only_a_delivery_on_a_day_of_a_freeze_hits_it(day: str, hits: int) -> None:
    cells = row([mandate(way=Way.DONE, lands=day)], FOUR, TODAY, frozen=[SUMMER])
    assert sum(cell.hits for cell in cells) == hits
    assert [cell.frozen for cell in cells] == [(), (SUMMER,), (SUMMER,), ()]


def test_what_was_taken_over_hits_no_freeze() -> None:
    now = Frozen(NOV, TODAY, "recovery")
    taken = mandate(way=Way.DELIVERED, delivered_on="2026-11-03")
    assert row([taken], FOUR, TODAY, frozen=[now])[0].hits == 0


R1, R2, R3 = Room(1), Room(2, 5), Room(3)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], [None] * 4),
        ([(DEC, R1)], [None, R1, R1, R1]),
        ([(NOV, R1), (JAN, R2)], [R1, R1, R2, R2]),
        ([(JAN, R2), (NOV, R1)], [R1, R1, R2, R2]),
        ([(NOV, R1), (NOV, R3)], [R3] * 4),
    ],
)
def test_what_is_said_last_of_a_month_holds(said: Any, expected: list[Room | None]) -> None:
    assert [room_in(month, said) for month in FOUR] == expected


@pytest.mark.parametrize(
    ("cell", "measure", "verdict"),
    [
        (Cell(NOV, deliveries=3, room=R2), D, Verdict.OVER),
        (Cell(NOV, deliveries=3, room=R2, hits=1), D, Verdict.OVER),
        (Cell(NOV, deliveries=1, room=R2, hits=1), D, Verdict.FROZEN),
        (Cell(NOV, deliveries=1, hits=1), D, Verdict.FROZEN),
        (Cell(NOV, deliveries=2, room=R2), D, Verdict.FULL),
        (Cell(NOV, deliveries=1, room=R2), D, Verdict.ROOM),
        (Cell(NOV, deliveries=1, room=Room(0)), D, Verdict.OVER),
        (Cell(NOV, deliveries=1), D, Verdict.UNSET),
        (Cell(NOV, executions=9, room=R2), D, Verdict.NOTHING),
        (Cell(NOV, executions=6, hits=1, deliveries=1, room=R2), E, Verdict.OVER),
        (Cell(NOV, executions=6, room=R1), E, Verdict.UNSET),
    ],
)
def test_the_verdict_is_the_worst_that_holds(cell: Cell, measure: Measure, verdict: Verdict) -> None:
    assert cell.verdict(measure) is verdict


def test_months_go_on_over_the_year() -> None:
    assert tuple(months(TODAY, 4)) == FOUR
    assert next_month(dt.date(2027, 1, 1)) == FEB


days = st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2029, 1, 1))
landings = st.lists(
    st.builds(Landing, st.just("u"), st.integers(1, 9), st.sampled_from(list(Way)[:3]), days, days, days),
    max_size=12,
    unique_by=lambda landing: landing.directive,
)


@given(landings, st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), st.integers(0, 3))
def test_every_delivery_counts_in_one_month_and_work_in_months_that_follow_each_other(
    some: Sequence[Landing], today: dt.date, fits: int
) -> None:
    ahead = months(today, 60)
    cells = row(some, ahead, today, [(ahead[0], Room(fits, fits))])
    assert sum(c.deliveries for c in cells) == sum(landing.lands is not None for landing in some)
    assert all(c.late <= c.deliveries for c in cells[:1])
    assert not any(c.late for c in cells[1:])
    for landing in some:
        busy = [c.month for c in row([landing], ahead, today) if c.executions]
        assert busy == ahead[ahead.index(busy[0]) :][: len(busy)] if busy else True
        assert not busy or busy[0] >= month_of(today)
    for cell, more in zip(
        cells, row([*some, Landing("u", 10, Way.DONE, lands=today)], ahead, today), strict=True
    ):
        assert more.deliveries >= cell.deliveries
        assert (cell.verdict(D) is Verdict.OVER) == (cell.deliveries > fits)
