"""The value of an edition: what it refuses, and that its bytes say all of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from pydantic import ValidationError

from uppdragil.strategy.canonical import UnknownSchema, from_bytes, to_bytes
from uppdragil.strategy.content import FocusArea, StrategyContent, SubGoal

from .editions import area, edition, editions


@given(editions())
def test_the_bytes_say_the_whole_edition(content: StrategyContent) -> None:
    assert from_bytes(to_bytes(content)) == content


def test_equal_editions_have_equal_bytes() -> None:
    composed, decomposed = (edition(area("Vård", {2026: text})) for text in ("\u00e9", "e\u0301"))
    assert to_bytes(composed) == to_bytes(decomposed)


def test_bytes_of_a_later_program_are_refused() -> None:
    with pytest.raises(UnknownSchema, match="schema 9"):
        from_bytes(json.dumps({"schema": 9}).encode())


def test_regional_goals_are_sorted_and_once() -> None:
    assert FocusArea(uid="aaaa", name="Vård", regional_goals=(7, 3, 3)).regional_goals == (3, 7)


@pytest.mark.parametrize("goals", [(0,), (8,), (-1,)])
def test_a_regional_goal_is_one_to_seven(goals: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError):
        FocusArea(uid="aaaa", name="Vård", regional_goals=goals)


@pytest.mark.parametrize("years", [(2026, 2026), (2027, 2026)])
def test_an_area_has_one_sub_goal_a_year_in_order(years: tuple[int, int]) -> None:
    goals = tuple(SubGoal(uid=f"goal{at}", year=year) for at, year in enumerate(years))
    with pytest.raises(ValidationError, match="one sub-goal a year"):
        FocusArea(uid="aaaa", name="Vård", sub_goals=goals)


def test_an_edition_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="before it begins"):
        edition(years=(2027, 2026))


def test_two_rows_of_any_level_do_not_share_a_uid() -> None:
    goal = SubGoal(uid="aaaa", year=2026)
    with pytest.raises(ValidationError, match="share a uid"):
        edition(FocusArea(uid="aaaa", name="Vård", sub_goals=(goal,)))
