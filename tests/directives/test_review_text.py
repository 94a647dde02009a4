"""R4, R8, R9, R10 and R11: roles, gaps and what was left to fill in."""

from __future__ import annotations

import pytest

from tests.directives.mandates import clashing, found, whole
from uppdragil.directives.content import (
    ChapterNote,
    DecisionSheet,
    DirectiveContent,
    ImpactGoal,
    Milestone,
    Risk,
    Role,
    RoleAssignment,
    Term,
)
from uppdragil.directives.review import Place, Severity, apply


def role(kind: Role, holder: str, uid: str = "role1", **link: str) -> RoleAssignment:
    return RoleAssignment.model_validate({"uid": uid, "role": kind, "holder": holder, **link})


def sheet(owner: str | None, uid: str = "sheet1", gate: str = "BP1") -> DecisionSheet:
    return DecisionSheet(uid=uid, gate=gate, owner=owner)


def owned(holder: str, *owners: str | None) -> DirectiveContent:
    sheets = tuple(sheet(owner, f"sheet{i}", f"BP{i}") for i, owner in enumerate(owners))
    return DirectiveContent(roles=(role(Role.OWNER, holder),), decision_sheets=sheets)


@pytest.mark.parametrize("stated", [None, "", "Direktör Stab", " direktör  stab "])
def test_a_sheet_that_says_the_same_is_fine(stated: str | None) -> None:
    assert found(owned("Direktör Stab", stated), "R4") == []


def test_another_owner_on_the_sheet_is_found_with_both_places() -> None:
    (finding,) = found(owned("Direktör Stab", "Utvecklingsdirektör"), "R4")
    assert finding.severity is Severity.ERROR
    assert finding.places == (Place("roles", "role1", "holder"), Place("decision_sheets", "sheet0", "owner"))


def test_chapter_8s_owner_can_be_used() -> None:
    content = owned("Direktör Stab", "Utvecklingsdirektör")
    after = apply(content, found(content, "R4")[0].fixes[0])
    assert (after.roles, after.decision_sheets[0].owner) == (content.roles, None)


def test_the_sheets_owner_can_be_used_and_loses_the_old_link() -> None:
    linked = role(Role.OWNER, "Direktör Stab", holder_kind="position", holder_id="pos1")
    content = DirectiveContent(roles=(linked,), decision_sheets=(sheet("Utvecklingsdirektör"),))
    after = apply(content, found(content, "R4")[0].fixes[1])
    assert after.roles[0] == role(Role.OWNER, "Utvecklingsdirektör")
    assert after.decision_sheets[0].owner is None


def test_two_owners_in_chapter_8_are_not_overwritten_by_one() -> None:
    roles = (role(Role.OWNER, "A"), role(Role.OWNER, "B", "role2"))
    content = DirectiveContent(roles=roles, decision_sheets=(sheet("C"),))
    (finding,) = found(content, "R4")
    assert len(finding.fixes) == 1


def test_sheets_that_differ_are_found_where_chapter_8_is_silent() -> None:
    content = owned("", "A", "B")
    (finding,) = found(content, "R4")
    after = apply(content, finding.fixes[1])
    assert [s.owner for s in after.decision_sheets] == ["B", "B"]


def test_a_goal_says_all_that_it_lacks_in_one_finding() -> None:
    goal = ImpactGoal(uid="goal1", indicator="Days", baseline=0, measured_by="Controller")
    (finding,) = found(DirectiveContent(impact_goals=(goal,)), "R8")
    assert finding.params["missing"] == ["target", "due"]
    assert finding.places == tuple(Place("impact_goals", "goal1", name) for name in ("target", "due"))


def test_a_risk_needs_a_measure_and_somebody_responsible() -> None:
    (finding,) = found(DirectiveContent(risks=(Risk(uid="risk1", measure=" "),)), "R9")
    assert (finding.severity, finding.params["missing"]) == (Severity.WARNING, ["measure", "owner"])


def test_a_directive_with_every_field_lacks_nothing() -> None:
    assert found(whole(), "R1", "R2", "R3", "R8", "R9", "R11") == []


@pytest.mark.parametrize("holder", ["", " "])
def test_a_missing_receiver_is_a_warning(holder: str) -> None:
    (finding,) = found(DirectiveContent(roles=(role(Role.RECEIVER, holder),)), "R10")
    assert (finding.severity, finding.params["kind"]) == (Severity.WARNING, "none")


LINK = {"holder_kind": "position", "holder_id": "pos1"}


@pytest.mark.parametrize(
    ("receiver", "owner", "same"),
    [
        (role(Role.RECEIVER, "Uppdragsägare"), role(Role.OWNER, "Direktör", "role2"), True),
        (role(Role.RECEIVER, "direktör"), role(Role.OWNER, "Direktör", "role2"), True),
        (role(Role.RECEIVER, "Chef", **LINK), role(Role.OWNER, "Direktör", "role2", **LINK), True),
        (role(Role.RECEIVER, "Chef"), role(Role.OWNER, "Direktör", "role2"), False),
        (role(Role.RECEIVER, "Chef"), role(Role.OWNER, "", "role2"), False),
    ],
)
def test_a_receiver_who_is_the_owner_is_a_hint(
    receiver: RoleAssignment, owner: RoleAssignment, same: bool
) -> None:
    findings = found(DirectiveContent(roles=(receiver, owner)), "R10")
    assert [f.severity for f in findings] == ([Severity.HINT] if same else [])


@pytest.mark.parametrize(
    "text",
    ["?", "Vem??", "Klart ÅÅÅÅ-MM-DD", "beslut yyyy-mm-dd", "TBD", "tbd.", "cirka XX dagar", "N/A", "N/A."],
)
def test_what_was_left_to_fill_in_is_found(text: str) -> None:
    (finding,) = found(DirectiveContent(costs=text), "R11")
    assert finding.places == (Place("costs"),)


@pytest.mark.parametrize("text", ["", "Vem gör vad?", "N/A, ingår i ramen", "Exxon", "maxx", "2027-06-18"])
def test_ordinary_text_is_no_placeholder(text: str) -> None:
    assert found(DirectiveContent(costs=text), "R11") == []


def test_not_applicable_with_a_reason_is_fine() -> None:
    notes = (ChapterNote(chapter="financing", not_applicable="Inga pengar behövs"),)
    assert found(DirectiveContent(financing="N/A", notes=notes), "R11") == []


def test_a_term_may_be_not_applicable() -> None:
    terms = (Term(uid="term1", term="N/A", explanation="Inte tillämpligt"),)
    milestones = (Milestone(uid="mile1", comment="N/A"),)
    assert found(DirectiveContent(terms=terms, milestones=milestones), "R11") == []


def test_the_clashing_mandate_gives_exactly_its_clashes() -> None:
    rules = ("R1", "R2", "R3", "R4", "R14")
    errors = [(f.rule, f.places[0].row) for f in found(clashing(), *rules) if f.severity is Severity.ERROR]
    assert sorted(errors) == [
        ("R1", "planbp0"),
        ("R14", "act2"),
        ("R2", "milebp0"),
        ("R3", "act2"),
        ("R3", "act4"),
        ("R3", "act6"),
        ("R4", "owner1"),
    ]
