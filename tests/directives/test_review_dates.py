"""R1, R2, R12 and R19: the dates of gates."""

from __future__ import annotations

import pytest

from tests.directives.mandates import FACTS, activity, clashing, day, found, milestone, plan
from uppdragil.directives.content import DirectiveContent, GatePlan, Milestone
from uppdragil.directives.review import Place, ReviewFacts, Severity, apply

SPAN = plan("BP2", "2027-06-14", "2027-06-18")


def with_milestone(date: str | None) -> DirectiveContent:
    return DirectiveContent(gate_plans=(SPAN,), milestones=(milestone("BP2", date),))


@pytest.mark.parametrize(
    ("date", "severity"),
    [
        (None, None),
        ("2027-06-18", None),
        ("2027-06-14", Severity.WARNING),
        ("2027-06-16", Severity.WARNING),
        ("2027-06-11", Severity.ERROR),
        ("2027-06-21", Severity.ERROR),
    ],
)
def test_a_milestones_own_date_is_held_against_the_span(date: str | None, severity: Severity | None) -> None:
    assert [f.severity for f in found(with_milestone(date), "R1")] == ([severity] if severity else [])


def test_two_dates_name_both_places_and_both_dates() -> None:
    (finding,) = found(with_milestone("2027-06-30"), "R1")
    assert finding.places == (Place("gate_plans", "planbp2", "end"), Place("milestones", "milebp2", "date"))
    assert (finding.params["end"], finding.params["milestone"]) == ("2027-06-18", "2027-06-30")


def test_chapter_5s_date_can_be_used() -> None:
    content = with_milestone("2027-06-30")
    after = apply(content, found(content, "R1")[0].fixes[0])
    assert after.gate_plans == content.gate_plans
    assert after.milestones[0].date is None


def test_the_milestones_date_can_be_used() -> None:
    content = with_milestone("2027-06-30")
    after = apply(content, found(content, "R1")[0].fixes[1])
    assert (after.gate_plans[0].start, after.gate_plans[0].end) == (day("2027-06-30"), day("2027-06-30"))
    assert after.milestones[0].date is None


def test_a_gate_without_a_planned_date_clashes_with_nothing() -> None:
    content = DirectiveContent(
        gate_plans=(GatePlan(uid="plan1", gate="BP2"),), milestones=(milestone("BP2", "2027-06-30"),)
    )
    assert found(content, "R1") == []


def test_a_gate_that_stands_twice_in_chapter_5_can_take_either_date() -> None:
    other = plan("BP2", "2027-06-30").model_copy(update={"uid": "other"})
    content = DirectiveContent(gate_plans=(SPAN, other))
    (finding,) = found(content, "R1")
    spans = [{(p.start, p.end) for p in apply(content, fix).gate_plans} for fix in finding.fixes]
    assert spans == [{(SPAN.start, SPAN.end)}, {(other.start, other.end)}]


def test_a_gate_that_stands_twice_in_9_1_only_is_found() -> None:
    two = (milestone("BP2", "2027-06-30"), Milestone(uid="other", gate="BP2", date=day("2027-06-29")))
    (finding,) = found(DirectiveContent(milestones=two), "R1")
    assert finding.params["kind"] == "milestones"


def test_a_gate_that_passed_others_is_reported_once() -> None:
    (finding,) = found(clashing(), "R2")
    assert (finding.params["gate"], finding.params["other"]) == ("BP0", "BP1")
    assert finding.places == (Place("milestones", "milebp0", "date"), Place("milestones", "milebp1", "date"))


def test_two_sources_with_the_same_broken_order_give_one_finding() -> None:
    plans = (plan("BP1", "2027-03-01"), plan("BP2", "2027-02-01"), plan("BP3", "2027-04-01"))
    content = DirectiveContent(gate_plans=plans, milestones=tuple(milestone(p.gate, None) for p in plans))
    (finding,) = found(content, "R2")
    assert {finding.params["gate"], finding.params["other"]} == {"BP1", "BP2"}


def test_gates_on_the_same_day_are_in_order() -> None:
    content = DirectiveContent(gate_plans=tuple(plan(gate, "2027-03-01") for gate in FACTS.gates))
    assert found(content, "R2") == []


def test_an_order_that_no_source_has_right_offers_no_fix() -> None:
    content = DirectiveContent(gate_plans=(plan("BP1", "2027-03-01"), plan("BP2", "2027-02-01")))
    (finding,) = found(content, "R2")
    assert finding.fixes == ()


@pytest.mark.parametrize("chapter", ["gate_plans", "activities"])
def test_a_span_that_ends_before_it_begins_can_be_turned(chapter: str) -> None:
    row = {
        "gate_plans": plan("BP1", "2027-03-05", "2027-03-01"),
        "activities": activity("act1", "2027-03-05", "2027-03-01"),
    }[chapter]
    content = DirectiveContent.model_validate({chapter: (row,)})
    (finding,) = found(content, "R2")
    turned = getattr(apply(content, finding.fixes[0]), chapter)[0]
    assert (turned.start, turned.end) == (day("2027-03-01"), day("2027-03-05"))


def test_a_gate_on_a_day_off_moves_to_the_next_workday() -> None:
    content = DirectiveContent(
        gate_plans=(plan("BP1", "2027-01-06"),), milestones=(milestone("BP1", "2027-01-06"),)
    )
    (finding,) = found(content, "R12")
    assert (finding.severity, finding.params["holiday"]) == (Severity.WARNING, "Trettondedag jul")
    after = apply(content, finding.fixes[0])
    assert {after.gate_plans[0].start, after.gate_plans[0].end} == {day("2027-01-07")}
    assert found(after, "R1", "R12") == []


def test_an_activity_that_ends_on_a_day_off_is_a_hint() -> None:
    (finding,) = found(DirectiveContent(activities=(activity("act1", None, "2027-06-26"),)), "R12")
    assert finding.severity is Severity.HINT


def test_a_span_that_begins_on_a_day_off_does_not_begin_after_it_ends() -> None:
    content = DirectiveContent(gate_plans=(plan("BP1", "2027-02-06", "2027-02-07"),))
    first = next(f for f in found(content, "R12") if f.places[0].field == "start")
    after = apply(content, first.fixes[0]).gate_plans[0]
    assert after.start == after.end == day("2027-02-08")


def test_a_decided_gate_is_not_asked_to_move() -> None:
    content = DirectiveContent(gate_plans=(plan("BP1", "2027-01-06"),))
    decided = ReviewFacts(FACTS.gates, "BP2", decided=frozenset({"BP1"}))
    assert found(content, "R12", facts=decided) == []


def test_a_passed_gate_without_a_decision_is_found() -> None:
    content = DirectiveContent(gate_plans=(plan("BP0", "2024-01-12"), plan("BP1", "2024-01-15")))
    live = ReviewFacts(FACTS.gates, "BP2")
    (finding,) = found(content, "R19", facts=live)
    assert (finding.severity, finding.params["gate"]) == (Severity.WARNING, "BP0")


@pytest.mark.parametrize("facts", [FACTS, ReviewFacts(FACTS.gates, "BP2", decided=frozenset({"BP0"}))])
def test_a_passed_gate_is_fine_when_decided_or_imported(facts: ReviewFacts) -> None:
    content = DirectiveContent(gate_plans=(plan("BP0", "2024-01-12"),))
    assert found(content, "R19", facts=facts) == []
