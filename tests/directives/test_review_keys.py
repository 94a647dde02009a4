"""What a finding is about is its key: a dismissal lasts while that is the same, and no longer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consistent import EDITION, Case, broken
from tests.directives.mandates import TODAY, activity, milestone, plan
from uppdragil.directives.content import (
    ROW_CHAPTERS,
    Activity,
    DecisionSheet,
    DirectiveContent,
    ImpactGoal,
    MandateGoal,
    Prerequisite,
    Risk,
    Role,
    RoleAssignment,
    StrategyLink,
    Term,
)
from uppdragil.directives.review import RULES, Other, ReviewFacts, review

FACTS = ReviewFacts.of(EDITION)


def keys(rule: str, content: DirectiveContent, facts: ReviewFacts = FACTS) -> set[str]:
    return {f.key for f in review(content, facts, TODAY) if f.rule == rule}


def said(**chapters: Any) -> DirectiveContent:
    return DirectiveContent(
        **{key: value if key in HEAD else tuple(value) for key, value in chapters.items()}
    )


HEAD = {"background", "registry_number", "costs", "unit", "supersedes", "supersedes_id"}


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
def test_moved_rows_and_other_words_elsewhere_keep_every_key(rule: str, data: st.DataObject) -> None:
    case: Case = data.draw(broken(rule))
    moved = {chapter: tuple(reversed(getattr(case.content, chapter))) for chapter in ROW_CHAPTERS}
    more = (*moved["prerequisites"], Prerequisite(uid="another", text="Ett annat förhållande."))
    after = case.saying(**{**moved, "prerequisites": more, "communication": "Med helt andra ord."})

    def found(one: Case) -> set[str]:
        return {f.key for f in review(one.content, one.facts, one.today)}

    assert found(after) == found(case)


def owner(holder: str) -> RoleAssignment:
    return RoleAssignment(uid="owner", role=Role.OWNER, holder=holder)


def member(holder: str, uid: str = "member") -> RoleAssignment:
    return RoleAssignment(uid=uid, role=Role.MEMBER, holder=holder)


def doing(who: str, name: str = "Bygg", uid: str = "act1") -> Activity:
    return Activity(uid=uid, name=name, responsible=who)


def link(goal_id: str) -> StrategyLink:
    return StrategyLink(uid="link1", edition_id="e1", area_id="a1", area="Vård", goal_id=goal_id, goal="Ett")


GOALS = (MandateGoal(uid="goal1", text="En"), MandateGoal(uid="goal2", text="Två"))
RECEIVER = RoleAssignment(uid="receiver", role=Role.RECEIVER, holder="Chef")

# Rule; a content that has the finding; the same finding in other words or places; what is another one.
SAME_AND_OTHER: list[tuple[str, DirectiveContent, DirectiveContent, DirectiveContent]] = [
    (
        "R1",
        said(gate_plans=[plan("BP1", "2027-01-11")], milestones=[milestone("BP1", "2027-01-12")]),
        said(
            gate_plans=[plan("BP1", "2027-01-11").model_copy(update={"name": "Start"})],
            milestones=[milestone("BP1", "2027-01-12").model_copy(update={"comment": "Kort"})],
        ),
        said(gate_plans=[plan("BP1", "2027-01-11")], milestones=[milestone("BP1", "2027-01-13")]),
    ),
    (
        "R2",
        said(activities=[activity("act1", "2027-02-01", "2027-01-11")]),
        said(activities=[activity("act1", "2027-02-01", "2027-01-11").model_copy(update={"name": "Annat"})]),
        said(activities=[activity("act1", "2027-02-02", "2027-01-11")]),
    ),
    (
        "R4",
        said(roles=[owner("A")], decision_sheets=[DecisionSheet(uid="sheet1", gate="BP1", owner="B")]),
        said(
            roles=[member("D"), owner("A")],
            decision_sheets=[DecisionSheet(uid="sheet1", gate="BP1", owner="B", decision="JA")],
        ),
        said(roles=[owner("C")], decision_sheets=[DecisionSheet(uid="sheet1", gate="BP1", owner="B")]),
    ),
    (
        "R5",
        said(roles=[owner("Chef")], activities=[doing("Regionservice")]),
        said(roles=[owner("Chef")], activities=[doing("Chef", uid="act0"), doing("Regionservice", "Annat", "act9")]),
        said(roles=[owner("Chef")], activities=[doing("Kommunikationsstaben")]),
    ),
    (
        "R6",
        said(background="CLG beslutar"),
        said(costs="Vid nästa CLG"),
        said(background="HSF beslutar"),
    ),
    (
        "R6",
        said(terms=[Term(uid="term1", term="CLG", explanation="Ledningen")]),
        said(terms=[Term(uid="term1", term="CLG", explanation="Gruppen")]),
        said(terms=[Term(uid="term1", term="HSF", explanation="Ledningen")]),
    ),
    (
        "R7",
        said(mandate_goals=GOALS, activities=[doing("", "Bygg").model_copy(update={"mandate_goals": ("goal1",)})]),
        said(
            mandate_goals=[GOALS[1].model_copy(update={"text": "Andra ord"}), GOALS[0]],
            activities=[doing("", "Annat").model_copy(update={"mandate_goals": ("goal1",)})],
        ),
        said(mandate_goals=GOALS, activities=[doing("", "Bygg").model_copy(update={"mandate_goals": ("goal2",)})]),
    ),
    (
        "R8",
        said(impact_goals=[ImpactGoal(uid="goal1", text="En", indicator="Dagar")]),
        said(impact_goals=[ImpactGoal(uid="goal1", text="Andra ord", indicator="Timmar")]),
        said(impact_goals=[ImpactGoal(uid="goal1", text="En")]),
    ),
    (
        "R9",
        said(risks=[Risk(uid="risk1", text="En", owner="Chef")]),
        said(risks=[Risk(uid="risk1", text="Andra ord", owner="Chefen")]),
        said(risks=[Risk(uid="risk1", text="En")]),
    ),
    (
        "R10",
        said(roles=[owner("Chef"), RECEIVER]),
        said(roles=[RECEIVER, owner("Chef"), member("Annan")]),
        said(roles=[owner("Direktör"), RECEIVER.model_copy(update={"holder": "Direktör"})]),
    ),
    ("R11", said(costs="Klart ÅÅÅÅ-MM-DD"), said(costs="Det blir klart ÅÅÅÅ-MM-DD."), said(costs="Vem??")),
    (
        "R12",
        said(activities=[activity("act1", None, "2027-06-13")]),
        said(activities=[activity("act1", None, "2027-06-13").model_copy(update={"name": "Annat"})]),
        said(activities=[activity("act1", None, "2027-06-20")]),
    ),
    (
        "R14",
        said(gate_plans=[plan("BP3", "2027-06-30")], milestones=[milestone("MS1", "2027-07-02")]),
        said(
            gate_plans=[plan("BP3", "2027-06-30")],
            milestones=[milestone("MS1", "2027-07-02").model_copy(update={"decision": "Annat"})],
        ),
        said(gate_plans=[plan("BP3", "2027-06-29")], milestones=[milestone("MS1", "2027-07-02")]),
    ),
    (
        "R15",
        said(roles=[owner("Anna Berg"), member("Anna Berg")]),
        said(roles=[member("Per Lund", "other"), owner("Anna Berg"), member("Anna Berg, samordnare", "another")]),
        said(roles=[owner("Per Lund"), member("Per Lund")]),
    ),
    (
        "R16",
        said(roles=[member("Anders Kullander")], activities=[doing("Ander Kullander")]),
        said(roles=[member("Ander Kullander", "other")], activities=[doing("HR, Anders Kullander", "Annat", "act9")]),
        said(roles=[member("Anders Kullander")], activities=[doing("Anderss Kulander")]),
    ),
    ("R17", said(background="Se kapitel 12."), said(costs="Det står i kapitel 12"), said(background="Se kapitel 13.")),
    (
        "R17",
        said(background="rubriken ”Tidplan och mer”"),
        said(costs="under rubrik ”Tidplan och mer” ovan"),
        said(background="rubriken ”Tidplan och annat”"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "content", "same", "other"), SAME_AND_OTHER)
def test_the_key_is_what_the_finding_is_about(
    rule: str, content: DirectiveContent, same: DirectiveContent, other: DirectiveContent
) -> None:
    before = keys(rule, content)
    assert before
    assert keys(rule, same) == before
    assert not keys(rule, other) & before


OLD, NEW = Other("old", "U 2026-001 Ett"), Other("new", "U 2026-001 Ett")


@pytest.mark.parametrize(
    ("known", "other"),
    [({"same_number": (OLD,)}, {"same_number": (NEW,)}), ({"replaced": OLD}, {"replaced": NEW})],
)
def test_another_mandate_is_another_finding(known: dict[str, Any], other: dict[str, Any]) -> None:
    content = DirectiveContent(registry_number="RS 1", supersedes="U 2026-001")
    before = keys("R13", content, replace(FACTS, **known))
    assert before
    assert keys("R13", content.model_copy(update={"title": "Annan"}), replace(FACTS, **known)) == before
    assert not keys("R13", content, replace(FACTS, **other)) & before


def test_a_link_to_another_goal_is_another_finding() -> None:
    gone = replace(FACTS, strategy={"link1": None})
    first, second = (keys("R18", said(strategy_links=[link(goal)]), gone) for goal in ("goal1", "goal2"))
    assert first
    assert not first & second


def test_every_rule_is_in_the_tables() -> None:
    told_of_elsewhere = {"R3", "R13", "R18", "R19"}  # R3 and R19 are dates of rows, as R14 and R1 are
    assert {rule for rule, *_ in SAME_AND_OTHER} | told_of_elsewhere == set(RULES)
