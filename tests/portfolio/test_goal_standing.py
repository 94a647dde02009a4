"""How an impact goal stands: by the share of the way, its date, and what is missing. Pure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.portfolio.benefits.schedule import EARLY, HALF_YEAR, next_day
from uppdragil.portfolio.benefits.sentences import GROUNDS, STATES, ground
from uppdragil.portfolio.benefits.standing import Aim, Point, State, Verdict, expected, judge, percent, share

DAY = dt.timedelta(days=1)
BP3 = dt.date(2026, 1, 1)
DUE = BP3 + 400 * DAY
HALFWAY = BP3 + 200 * DAY


def stands(*values: str | None, on: dt.date = HALFWAY, today: dt.date = HALFWAY, **aim: Any) -> Verdict:
    """A goal from 60 down to 20, measured each day before `on`, the last value then."""
    numbers = [None if v is None else Decimal(v) for v in values]
    points = [Point(on - n * DAY, v) for n, v in enumerate(reversed(numbers))]
    usual = {"baseline": Decimal(60), "target": Decimal(20), "due": DUE, "delivered": BP3}
    return judge(Aim(**usual | aim), points, today)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ((), State.UNMEASURED),
        (("60",), State.BEHIND),  # half the time has gone, and nothing has happened
        (("44.1",), State.BEHIND),
        (("44",), State.ON_WAY),  # two fifths: a tenth behind the line at most
        (("20",), State.REACHED),
        (("5",), State.REACHED),  # past it
        (("70",), State.BEHIND),  # the wrong way
        (("20", "50"), State.BEHIND),  # the last value counts
        ((None,), State.NOT_JUDGED),
    ],
)
def test_a_goal_that_goes_down_stands_by_its_last_value(values: Any, state: State) -> None:
    assert stands(*values).state is state


@pytest.mark.parametrize(
    ("aim", "value", "state", "why"),
    [
        ({"baseline": Decimal(20), "target": Decimal(60)}, "44", State.ON_WAY, "line"),
        ({"target": None}, "44", State.NOT_JUDGED, "no_target"),
        ({"baseline": None}, "44", State.NOT_JUDGED, "no_baseline"),
        ({"baseline": None}, "20", State.REACHED, "reached"),
        ({"target": Decimal(60)}, "60", State.REACHED, "reached"),
        ({"target": Decimal(60)}, "61", State.BEHIND, "not_kept"),
        ({"due": None}, "59", State.ON_WAY, "no_due"),
        ({"due": None}, "60", State.BEHIND, "no_due"),
        ({"delivered": None}, "60", State.ON_WAY, "line"),  # before BP3 nobody expects an effect
    ],
)
def test_missing_and_equal_numbers_are_judged_as_far_as_they_tell(
    aim: Any, value: str, state: State, why: str
) -> None:
    verdict = stands(value, **aim)
    assert (verdict.state, verdict.ground) == (state, why)


@pytest.mark.parametrize(
    ("value", "measured", "state"),
    [
        ("30", DUE - EARLY - DAY, State.OVERDUE),
        ("30", DUE - EARLY, State.BEHIND),  # measured at its date, and not there
        ("20", DUE - EARLY, State.REACHED),
        ("20", DUE - EARLY - DAY, State.OVERDUE),  # it was, a month before: nobody knows of the date
    ],
)
def test_when_its_date_has_passed_a_goal_is_reached_missed_or_overdue(
    value: str, measured: dt.date, state: State
) -> None:
    assert stands(value, on=measured, today=DUE + DAY).state is state


def test_an_old_value_is_held_against_the_line_of_its_own_day() -> None:
    early = stands("52", on=BP3 + 80 * DAY, today=DUE)
    assert early.state is State.ON_WAY
    with translation.override("sv"):
        assert ground(early) == "20 % av vägen. En rak linje till datumet hade 20 % den dag som mättes."


def test_percent_is_rounded_down_so_that_nothing_is_whole_before_it_is() -> None:
    assert (percent(Decimal("0.999")), percent(Decimal("-0.001"))) == (99, -1)


numbers = st.decimals(-1000, 1000, places=2)
days = st.dates(dt.date(2025, 1, 1), dt.date(2029, 1, 1))
points = st.lists(st.builds(Point, days, st.none() | numbers), max_size=4)
aims = st.builds(Aim, st.none() | numbers, st.none() | numbers, st.none() | days, st.none() | days)


@given(aims, points, days)
def test_every_verdict_has_a_word_and_a_sentence(aim: Aim, seen: list[Point], today: dt.date) -> None:
    verdict = judge(aim, seen, today)
    assert STATES[verdict.state]
    assert verdict.ground in GROUNDS
    assert "%(" not in ground(verdict)


@given(aims, points, days)
def test_down_is_judged_as_up(aim: Aim, seen: list[Point], today: dt.date) -> None:
    def turned(value: Decimal | None) -> Decimal | None:
        return None if value is None else -value

    mirrored = Aim(turned(aim.baseline), turned(aim.target), aim.due, aim.delivered)
    verdict = judge(mirrored, [Point(p.day, turned(p.value)) for p in seen], today)
    same = judge(aim, seen, today)
    assert (verdict.state, verdict.share) == (same.state, same.share)


@given(numbers, numbers, numbers)
def test_the_share_is_whole_at_the_target_and_nothing_at_the_baseline(
    baseline: Decimal, target: Decimal, value: Decimal
) -> None:
    if baseline == target:
        assert share(baseline, target, value) is None
    else:
        assert (share(baseline, target, baseline), share(baseline, target, target)) == (0, 1)


@given(aims, days, days)
def test_what_is_expected_never_falls(aim: Aim, one: dt.date, other: dt.date) -> None:
    first, second = (expected(aim, day) for day in sorted((one, other)))
    assert (first is None) == (aim.due is None)
    assert first is None or (second is not None and 0 <= first <= second <= 1)


@pytest.mark.parametrize(
    ("due", "measured", "asked"),
    [
        (DUE, None, BP3 + HALF_YEAR),
        (DUE, BP3 + HALF_YEAR - EARLY, BP3 + 2 * HALF_YEAR),
        (DUE, BP3 + 2 * HALF_YEAR - EARLY, DUE),
        (DUE, DUE - EARLY, None),
        (BP3 + 100 * DAY, None, BP3 + 50 * DAY),  # less than a year left: halfway
        (BP3 + 60 * DAY, None, BP3 + 60 * DAY),  # so near that halfway is a month before
        (BP3 - 9 * DAY, None, BP3),  # its date had passed at the delivery
        (None, BP3 + 3 * HALF_YEAR, BP3 + 4 * HALF_YEAR),
    ],
)
def test_a_value_is_asked_for_every_half_year_and_at_the_date(
    due: dt.date | None, measured: dt.date | None, asked: dt.date | None
) -> None:
    assert next_day(due, BP3, measured) == asked


@given(days, days)
def test_whoever_measures_when_asked_is_asked_again_later_and_at_last_not_at_all(
    due: dt.date, delivered: dt.date
) -> None:
    asked = [next_day(due, delivered, None)]
    while day := asked[-1]:
        asked.append(next_day(due, delivered, day))
    found = [day for day in asked if day]
    assert found[-1] == max(due, delivered)
    assert all(later - earlier > EARLY for earlier, later in pairwise(found))
