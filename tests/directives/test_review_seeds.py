"""The review of the customer's own directive, as the recogniser reads it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from uppdragil.directives.content import DirectiveContent, normalised
from uppdragil.directives.review import Finding, ReviewFacts, Severity, apply, review
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.recogniser import recognise

EDITION = EditionSpec.model_validate_json(
    (Path(__file__).parents[2] / "fixtures" / "editions" / "uppdragil-3.0.json").read_text()
)
FACTS = ReviewFacts.of(EDITION, imported=True)
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def content(seeds: Path) -> DirectiveContent:
    (path,) = seeds.glob("003_*.txt")
    return recognise(path.read_text(encoding="utf-8"), EDITION).content


def errors(content: DirectiveContent) -> list[Finding]:
    return [f for f in review(content, FACTS, TODAY) if f.severity is Severity.ERROR]


def row_number(content: DirectiveContent, uid: str | None) -> int:
    return next(i for _, rows in _chapters(content) for i, row in enumerate(rows, 1) if row.uid == uid)


def _chapters(content: DirectiveContent) -> list[tuple[str, list]]:
    found: dict[str, list] = {}
    for chapter, row in content.all_rows():
        found.setdefault(chapter, []).append(row)
    return list(found.items())


def test_it_finds_exactly_the_errors_that_are_there(content: DirectiveContent) -> None:
    found = [
        (f.rule, [(p.chapter, row_number(content, p.row), p.field) for p in f.places])
        for f in errors(content)
    ]
    assert sorted(found) == [
        ("R1", [("gate_plans", 1, "end"), ("milestones", 1, "date")]),
        ("R14", [("activities", 2, "end"), ("gate_plans", 4, "end")]),
        ("R2", [("milestones", 1, "date"), ("milestones", 2, "date")]),
        ("R3", [("activities", 2, "end"), ("gate_plans", 3, "end")]),
        ("R3", [("activities", 4, "end"), ("gate_plans", 3, "end")]),
        ("R3", [("activities", 6, "end"), ("gate_plans", 3, "end")]),
        ("R4", [("roles", 2, "holder"), ("decision_sheets", 1, "owner")]),
    ]


def test_a_day_inside_the_span_of_bp2_is_a_warning(content: DirectiveContent) -> None:
    warnings = [f for f in review(content, FACTS, TODAY) if f.rule == "R1" and f.severity is Severity.WARNING]
    assert [f.params["gate"] for f in warnings] == ["BP2"]


def test_each_of_its_findings_is_one_that_a_person_looked_at(content: DirectiveContent) -> None:
    found = Counter((f.rule, str(f.severity)) for f in review(content, FACTS, TODAY))
    assert found == {
        ("R1", "error"): 1,  # BP0 in chapter 5 and in 9.1
        ("R2", "error"): 1,  # BP0 after BP1
        ("R3", "error"): 3,
        ("R4", "error"): 1,  # the owner
        ("R14", "error"): 1,
        ("R1", "warning"): 1,  # BP2 on the first day of its span
        ("R8", "warning"): 3,  # none of the impact goals can be measured
        ("R9", "warning"): 4,  # no risk has a measure or an owner
        ("R11", "warning"): 1,  # financing is N/A
        ("R12", "warning"): 5,  # New Year's Day, and four Sundays
        ("R12", "hint"): 4,  # Easter Day three times, New Year's Eve
        ("R6", "hint"): 2,  # FVIS is not explained, RV is not used
        ("R7", "hint"): 2,  # nothing is linked: no activity to a goal, no goal to an effect
        ("R10", "hint"): 1,  # the receiver is the owner
    }


def test_what_is_abbreviated_and_not_explained_and_the_other_way_round(content: DirectiveContent) -> None:
    found = [f.params for f in review(content, FACTS, TODAY) if f.rule == "R6"]
    assert [(p["kind"], p["word"]) for p in found] == [("undefined", "FVIS"), ("unused", "RV")]


def test_its_activities_say_what_its_goals_say_and_are_linked_by_one_press(content: DirectiveContent) -> None:
    (finding,) = [f for f in review(content, FACTS, TODAY) if f.params.get("kind") == "activities_none"]
    linked = apply(content, finding.fixes[0])
    goals = {goal.uid: place for place, goal in enumerate(linked.mandate_goals)}
    assert [[goals[uid] for uid in a.mandate_goals] for a in linked.activities] == [
        [0],
        [1],
        [2],
        [4],
        [3],
        [5],
    ]


def test_the_receiver_is_the_owner(content: DirectiveContent) -> None:
    (finding,) = [f for f in review(content, FACTS, TODAY) if f.rule == "R10"]
    assert (finding.severity, finding.params["kind"]) == (Severity.HINT, "owner")


def test_dates_that_only_repeat_chapter_5_are_no_statement(content: DirectiveContent) -> None:
    assert review(normalised(content), FACTS, TODAY) == review(content, FACTS, TODAY)


def test_settling_leaves_no_error(content: DirectiveContent) -> None:
    settled = 0
    while left := errors(content):
        content = apply(content, left[0].fixes[0])
        settled += 1
    assert settled <= 5  # two dates settle the order, one shortening settles R3 and R14
