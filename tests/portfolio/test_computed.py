"""What the figures say: the rules by table, and what holds for any figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portfolio.reports import said
from uppdragil.portfolio.reporting.computed import RULES, Computed, Rated, Situation, Work, better, compute
from uppdragil.portfolio.reporting.content import Aspect, Light
from uppdragil.portfolio.reporting.sentences import GROUNDS, ground, grounds

TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)
LATE, DONE, AHEAD = Work(TODAY - DAY, False), Work(TODAY - DAY, True), Work(TODAY, False)
GREEN, YELLOW, RED = Light


def light(aspect: Aspect, **known: Any) -> Light | None:
    return compute(Situation(TODAY, **known))[aspect].light


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ((), None),
        ((AHEAD,), GREEN),  # its last day is today: it is not late yet
        ((DONE, DONE, AHEAD), GREEN),
        ((LATE, DONE, AHEAD), YELLOW),
        ((LATE, LATE, AHEAD, AHEAD), RED),
        ((LATE,), RED),
        ((Work(None, False),), GREEN),
    ],
)
def test_time_counts_the_activities_that_are_late(activities: Any, expected: Light | None) -> None:
    assert light(Aspect.TIME, activities=activities) is expected


@pytest.mark.parametrize(
    ("days", "expected"), [(None, None), (-40, GREEN), (0, GREEN), (1, YELLOW), (29, YELLOW), (30, RED)]
)
def test_time_follows_the_next_gate_against_the_baseline(days: int | None, expected: Light | None) -> None:
    assert light(Aspect.TIME, gate="BP2", gate_late=days) is expected


def test_a_condition_past_its_day_is_a_deviation_in_time() -> None:
    assert light(Aspect.TIME, activities=(AHEAD,), conditions_late=1) is YELLOW


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ((), None),
        ((AHEAD,), GREEN),
        ((DONE, LATE), YELLOW),
        ((DONE, LATE, LATE), RED),
        ((Work(TODAY + DAY, True), LATE), GREEN),  # one is done ahead of time
    ],
)
def test_result_sets_what_is_done_against_what_should_be(activities: Any, expected: Light | None) -> None:
    assert light(Aspect.RESULT, activities=activities) is expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [({}, GREEN), ({"needs": 1}, YELLOW), ({"needs": 2, "needs_late": 1}, RED), ({"vacant": 1}, YELLOW)],
)
def test_resource_follows_support_needs_and_vacancies(known: Any, expected: Light) -> None:
    assert light(Aspect.RESOURCE, **known) is expected


@pytest.mark.parametrize(
    ("risks", "expected"),
    [
        ((), None),
        ((Rated(9, False),), GREEN),
        ((Rated(10, True), Rated(1, True)), YELLOW),
        ((Rated(10, False),), RED),
        ((Rated(16, True),), RED),
    ],
)
def test_risk_follows_the_highest_and_what_nothing_is_done_about(risks: Any, expected: Light | None) -> None:
    assert light(Aspect.RISK, risks=risks) is expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, None),
        ({"frame": 100}, None),
        ({"frame": 100, "outcome": 50}, GREEN),
        ({"frame": 100, "outcome": 95}, YELLOW),
        ({"frame": 100, "activated": 90, "identified": 20}, YELLOW),
        ({"frame": 100, "outcome": 101}, RED),
    ],
)
def test_cost_sets_what_is_spent_and_planned_against_the_frame(known: Any, expected: Light | None) -> None:
    assert light(Aspect.COST, **known) is expected


@pytest.mark.parametrize("aspect", [Aspect.COST, Aspect.MOOD])
def test_what_has_no_figures_has_no_light(aspect: Aspect) -> None:
    assert compute(Situation(TODAY))[aspect] == Computed()


works = st.builds(Work, st.none() | st.dates(TODAY - 9 * DAY, TODAY + 9 * DAY), st.booleans())
situations = st.builds(
    Situation,
    today=st.just(TODAY),
    activities=st.lists(works, max_size=8).map(tuple),
    gate=st.sampled_from(("", "BP2")),
    gate_late=st.none() | st.integers(-90, 90),
    conditions_late=st.integers(0, 2),
    risks=st.lists(st.builds(Rated, st.integers(1, 25), st.booleans()), max_size=4).map(tuple),
    needs=st.integers(0, 2),
    needs_late=st.integers(0, 2),
    vacant=st.integers(0, 2),
)


@given(situations)
def test_a_light_is_the_worst_of_its_grounds_and_each_ground_has_a_sentence(now: Situation) -> None:
    for aspect, computed in compute(now).items():
        severities = [one.light.severity for one in computed.grounds]
        assert (computed.light.severity if computed.light else None) == max(severities, default=None)
        assert bool(grounds(computed)) == bool(RULES[aspect] and computed.light)
        assert all(one.code in GROUNDS and "%" not in ground(one) for one in computed.grounds)


@given(situations)
def test_what_gets_done_makes_no_light_worse(now: Situation) -> None:
    done = replace(now, activities=tuple(replace(a, done=True) for a in now.activities))
    before, after = compute(now), compute(done)
    for aspect in Aspect:
        assert not better(said(after[aspect].light or GREEN), {aspect: before[aspect]}) or (
            after[aspect].light.severity <= before[aspect].light.severity  # type: ignore[union-attr]
        )


@given(situations, st.sampled_from(Light))
def test_a_light_is_pointed_out_only_where_it_is_better_than_the_figures(
    now: Situation, given_: Light
) -> None:
    figures = compute(now)
    pointed_out = better(said(given_), figures)
    assert all((figures[a].light or GREEN).severity > given_.severity for a in pointed_out)
    assert not better(said(RED), figures)
