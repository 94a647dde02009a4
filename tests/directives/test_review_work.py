"""R3 and R14: the work inside its gates."""

from __future__ import annotations

import pytest

from tests.directives.mandates import FACTS, TODAY, activity, clashing, day, found, milestone, plan
from uppdragil.directives.content import Activity, DirectiveContent, Role, RoleAssignment
from uppdragil.directives.review import ReviewFacts, apply, review, to_tell

PLANS = (
    plan("BP0", "2026-12-01"),
    plan("BP1", "2027-01-11"),
    plan("BP2", "2027-06-14", "2027-06-18"),
    plan("BP3", "2027-06-30"),
)


def with_activity(start: str | None, end: str | None) -> DirectiveContent:
    return DirectiveContent(gate_plans=PLANS, activities=(activity("act1", start, end),))


def rules(content: DirectiveContent) -> list[tuple[str, object]]:
    return [(f.rule, f.params.get("kind")) for f in found(content, "R3", "R14")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-01-11", "2027-06-18", []),
        (None, None, []),
        ("2027-01-11", "2027-06-21", [("R3", None)]),
        ("2027-01-11", "2027-07-01", [("R3", None), ("R14", "after")]),
        ("2027-01-08", "2027-06-18", [("R14", "before")]),
        ("2027-07-01", None, [("R14", "after")]),
        (None, "2027-01-08", [("R14", "before")]),
    ],
)
def test_an_activity_is_held_against_the_gates(
    start: str | None, end: str | None, expected: list[tuple[str, object]]
) -> None:
    assert rules(with_activity(start, end)) == expected


@pytest.mark.parametrize("index", [0, 1])
def test_one_fix_settles_both_rules(index: int) -> None:
    content = with_activity("2027-01-11", "2027-07-01")
    after = apply(content, found(content, "R3", "R14")[index].fixes[0])
    assert after.activities[0].end == day("2027-06-18")
    assert rules(after) == []


def test_an_early_activity_can_begin_with_the_work() -> None:
    content = with_activity("2027-01-08", "2027-06-18")
    after = apply(content, found(content, "R14")[0].fixes[0])
    assert after.activities[0].start == day("2027-01-11")


def test_an_activity_that_begins_too_late_cannot_be_shortened() -> None:
    assert {f.fixes for f in found(with_activity("2027-07-01", "2027-07-02"), "R3", "R14")} == {()}


def test_the_gates_milestones_may_stand_outside_the_work() -> None:
    content = DirectiveContent(
        gate_plans=PLANS, milestones=(milestone("BP0", None), milestone("MS1", "2026-12-01"))
    )
    (finding,) = found(content, "R14")
    assert (finding.params["kind"], finding.params["label"]) == ("milestone_before", "MS1")
    assert found(apply(content, finding.fixes[0]), "R14") == []


def test_in_a_model_of_two_gates_work_begins_at_the_first() -> None:
    facts = ReviewFacts(gates=("START", "DONE"), activities_done="DONE")
    content = DirectiveContent(
        gate_plans=(plan("START", "2027-01-11"), plan("DONE", "2027-06-18")),
        activities=(activity("act1", "2027-01-11", "2027-06-18"),),
    )
    assert found(content, "R3", "R14", facts=facts) == []


def test_without_dates_for_the_gates_nothing_is_late() -> None:
    content = DirectiveContent(activities=(activity("act1", "1999-01-01", "2999-01-01"),))
    assert rules(content) == []


def test_a_model_without_gates_is_reviewed_all_the_same() -> None:
    review(clashing(), ReviewFacts(gates=(), activities_done=""), TODAY)


# What is told of it


def told(*activities: Activity) -> list[str]:
    content = DirectiveContent(gate_plans=PLANS, activities=activities)
    facts = ReviewFacts(gates=("BP0", "BP1", "BP2", "BP3"), activities_done="BP2")
    return [f.rule for f in to_tell(review(content, facts, TODAY)) if f.rule in ("R3", "R12")]


SUNDAY, LATE_SUNDAY = "2027-06-13", "2027-06-20"


def test_an_activity_with_an_error_gets_no_advice_beside_it() -> None:
    assert told(activity("act1", "2027-01-11", LATE_SUNDAY)) == ["R3"]


def test_an_activity_without_an_error_gets_its_advice_whatever_the_others_have() -> None:
    assert told(activity("act1", "2027-01-11", LATE_SUNDAY), activity("act2", "2027-01-11", SUNDAY)) == [
        "R3",
        "R12",
    ]


def test_who_is_responsible_is_told_whatever_the_dates_are() -> None:
    late = activity("act1", "2027-01-11", LATE_SUNDAY).model_copy(update={"responsible": "Regionservice"})
    owner = RoleAssignment(uid="role1", role=Role.OWNER, holder="Direktör")
    content = DirectiveContent(gate_plans=PLANS, activities=(late,), roles=(owner,))
    assert "R5" in [f.rule for f in to_tell(review(content, FACTS, TODAY))]


def test_advice_comes_back_when_the_error_is_settled() -> None:
    assert told(activity("act1", "2027-01-11", SUNDAY)) == ["R12"]
