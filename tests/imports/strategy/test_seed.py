"""The customer's own strategy, read whole: exact figures of both editions, and what is found in each area."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from uppdragil.imports.readers import read_file
from uppdragil.imports.strategy.recogniser import Recognised, recognise
from uppdragil.strategy.content import StrategyContent


@pytest.fixture
def found(seeds: Path) -> Recognised:
    return recognise(read_file(next(seeds.glob("002_*.txt"))))


def activities(content: StrategyContent) -> list[dict[int, int]]:
    """Per area, the number of activities of each year's sub-goal."""
    return [{goal.year: len(goal.activities) for goal in area.sub_goals} for area in content.areas]


def test_both_editions_have_their_years_and_six_areas(found: Recognised) -> None:
    assert [(e.first_year, e.last_year, len(e.areas)) for e in found.editions] == [
        (2024, 2027, 6),
        (2025, 2028, 6),
    ]


def test_every_area_has_its_sub_goals_with_their_activities(found: Recognised) -> None:
    first, second = found.editions
    assert activities(first) == [
        {2024: 5, 2025: 4, 2026: 0},
        {2024: 3, 2025: 0, 2026: 0},
        {2024: 0, 2025: 0, 2026: 0},
        {2024: 3, 2025: 3, 2026: 0},
        {2024: 3, 2025: 1, 2026: 0},
        {2024: 1, 2025: 0, 2026: 0},
    ]
    assert activities(second) == [
        {2025: 4, 2026: 4},
        {2024: 3, 2025: 3, 2026: 0},
        {2025: 4, 2026: 1},
        {2024: 3, 2025: 4, 2026: 0},
        {2025: 2, 2026: 2},
        {2025: 1, 2026: 0},
    ]


def test_the_sub_goals_that_are_worded_are_counted_by_year(found: Recognised) -> None:
    worded = [Counter(g.year for area in e.areas for g in area.sub_goals if g.text) for e in found.editions]
    assert worded == [{2024: 6, 2025: 6, 2026: 6}, {2024: 2, 2025: 6, 2026: 1}]


def test_the_regional_goals_are_read_as_numbers_lists_and_spans(found: Recognised) -> None:
    first, second = ([area.regional_goals for area in e.areas] for e in found.editions)
    assert first == [(4, 5), (), (), (), (), ()]
    assert second == [(1, 2, 3, 4, 5, 6, 7), (5,), (3,), (7,), (3, 7), (5,)]


def test_strategies_foundations_and_states_are_there(found: Recognised) -> None:
    first, second = found.editions
    assert [(len(a.strategies), len(a.foundations)) for a in first.areas] == [(3, 2)] + [(0, 0)] * 5
    assert [len(a.strategies) for a in second.areas] == [4, 3, 2, 3, 4, 3]
    assert [len(a.foundations) for a in second.areas] == [2, 2, 1, 2, 2, 2]
    assert all(area.current_state and area.target_state for area in second.areas)
    assert {area.target_year for e in found.editions for area in e.areas} == {2027}


def test_where_table_and_card_differ_both_are_kept(found: Recognised) -> None:
    first, second = found.editions
    assert len(first.areas[0].sub_goals[0].other_wordings[0].activities) == 6
    others = [[len(g.other_wordings) for g in area.sub_goals] for area in second.areas]
    assert others == [[1, 0], [0, 0, 0], [1, 0], [0, 0, 0], [1, 0], [1, 0]]


def test_the_findings_of_each_area(found: Recognised) -> None:
    by_area: dict[tuple[str, str], list[str]] = {}
    for finding in found.findings:
        place = finding.places[0]
        by_area.setdefault((place.edition, place.area), []).append(str(finding.rule))
    assert [sorted(rules) for rules in by_area.values()] == [
        ["S1", "S6", "S8"],
        ["S2", "S8"],
        ["S6", "S8"],
        ["S3", "S3", "S6", "S8"],
        ["S6", "S8"],
        ["S1", "S1", "S4", "S6"],
        ["S4", "S6", "S7"],
        ["S1", "S1", "S4", "S5"],
        ["S4", "S6", "S7"],
        ["S1", "S4", "S5", "S6"],
        ["S1", "S1", "S4", "S6"],
    ]


def test_only_the_working_note_has_no_place(found: Recognised) -> None:
    assert [line.line for line in found.unplaced] == [84]
    kinds = Counter(str(line.kind) for line in found.ignored)
    assert kinds == {"heading": 35, "table_head": 2, "instruction": 1, "navigation": 1, "dated": 1}
