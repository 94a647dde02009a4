"""What the system suggests, and why: a case for and against per judgement."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from uppdragil.directives.content import (
    Activity,
    BudgetRow,
    ChapterNote,
    Delimitation,
    DirectiveContent,
    GatePlan,
    ImpactGoal,
    Inclusion,
    MandateGoal,
    Obligation,
    Period,
    Prerequisite,
    Risk,
    Role,
    RoleAssignment,
    StrategyLink,
)
from uppdragil.editions.spec import EditionSpec
from uppdragil.gates.checks.capacity import Receiving
from uppdragil.gates.prefill import JUDGEMENTS, Controlled, PrefillFacts, Suggestion, suggestions
from uppdragil.gates.requirements import is_filled, missing_chapters
from uppdragil.gates.sentences import GROUNDS, grounds
from uppdragil.gates.values import Value

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "editions" / "uppdragil-3.0.json"
EDITION = EditionSpec.model_validate_json(FILE.read_bytes())
YES, NO = Value.YES, Value.NO
DAY = dt.date(2026, 12, 31)
HOW = ("CLG", "§ 84", dt.date(2026, 9, 15))


def goal(uid: str = "goal", **fields: Any) -> ImpactGoal:
    whole = {
        "indicator": "Days",
        "baseline": Decimal(30),
        "target": Decimal(10),
        "due": DAY,
        "measured_by": "HR",
    }
    return ImpactGoal(uid=uid, **whole | fields)


def roles(*kinds: Role, holder: str = "Somebody") -> tuple[RoleAssignment, ...]:
    return tuple(RoleAssignment(uid=f"role{i}", role=kind, holder=holder) for i, kind in enumerate(kinds))


def acts(*uids: str) -> tuple[Activity, ...]:
    return tuple(Activity(uid=uid, name=uid) for uid in uids)


ALL = (Role.SPONSOR, Role.OWNER, Role.LEAD, Role.RECEIVER, Role.STAKEHOLDER)
RISK = Risk(uid="risk1", text="x", probability=2, consequence=3)
SCOPE = {
    "mandate_goals": (MandateGoal(uid="mg01"),),
    "prerequisites": (Prerequisite(uid="pr01"),),
    "delimitations": (Delimitation(uid="de01"),),
}
FRAME = {
    "gate_plans": (GatePlan(uid="gp01", gate="BP0", start=DAY),),
    "costs": "x",
    "financing": "y",
    "risks": (RISK,),
}
NOTED = (ChapterNote(chapter="delimitations", not_applicable="There are none"),)
HALF = (goal(), goal("goal2", due=None))
ZEROS = (goal(baseline=Decimal(0), target=Decimal(0)),)
TWO_ACTS = {"activities": acts("act1", "act2")}
UNASSESSED = RISK.model_copy(update={"probability": None})
LINKED = {
    "strategy_links": (
        StrategyLink(uid="link1", edition_id="ed1", area_id="a1", area="Vård", goal_id="g1"),
        StrategyLink(uid="link2", edition_id="ed1", area_id="a1", area="Vård"),
    )
}
MONTH = dt.date(2027, 1, 1)
RECEIVED = {
    "roles": roles(Role.RECEIVER),
    "gate_plans": (GatePlan(uid="gp01", gate="BP3", start=dt.date(2027, 1, 28)),),
}
ROOM, FULL, SILENT = (Receiving("Vård", MONTH, 1, fits) for fits in (2, 1, None))
FROZEN = Receiving("Vård", MONTH, 0, 2, ((dt.date(2027, 1, 4), dt.date(2027, 1, 31)),))
UNFIT = (ChapterNote(chapter="strategy_links", not_applicable="Lagkrav"),)
FRAMED = {"budget": (BudgetRow(uid="row1", frame=100),)}
COMMISSIONED = {
    "commission_described": ("description", "purpose"),
    "commission_scoped": ("includes", "shall"),
    "commission_framed": ("timeline", "gate_plans", "costs"),
    "after_described": ("decision_form",),
}
CONVENED = (
    *roles(Role.MEMBER),
    RoleAssignment(uid="lead1", role=Role.LEAD, holder="Jan Stråk", convener=True),
)
# judgement, content, facts, value, code, params that matter
TABLE: list[tuple[str, dict[str, Any], dict[str, Any], Value | None, str, dict[str, Any]]] = [
    ("need_described", {"background": "x", "idea": "y"}, {}, YES, "written", {}),
    ("need_described", {"background": "x"}, {}, NO, "written_not", {"chapters": ("idea",)}),
    ("goals_measurable", {"impact_goals": (goal(),)}, {}, YES, "goals_measurable", {"ready": 1, "total": 1}),
    ("goals_measurable", {"impact_goals": HALF}, {}, NO, "goals_measurable_not", {"ready": 1, "total": 2}),
    ("goals_measurable", {"impact_goals": ZEROS}, {}, YES, "goals_measurable", {}),
    *(("goals_measurable", {"impact_goals": (goal(**{f: None if f in ("baseline", "target") else ""}),)}, {}, NO,
       "goals_measurable_not", {"ready": 0}) for f in ("indicator", "baseline", "target", "measured_by")),
    *(
        (name, said, {}, value, code, params)
        for name, chapter in (
            ("goals_measurable", "impact_goals"),
            ("measuring_planned", "impact_goals"),
            ("activities_done", "activities"),
            ("risks_assessed", "risks"),
        )
        for said, value, code, params in (
            ({}, NO, "written_not", {"chapters": (chapter,)}),
            ({"notes": (ChapterNote(chapter=chapter, not_applicable="Kort"),)}, None, "none_needed", {"why": "Kort"}),
        )
    ),
    ("strategy_linked", LINKED, {}, YES, "strategy_linked", {"areas": ("Vård",), "goals": 1}),
    ("strategy_linked", {}, {}, NO, "strategy_linked_not", {}),
    ("strategy_linked", {"notes": UNFIT}, {}, Value.NA, "strategy_none", {"why": "Lagkrav"}),
    ("scope_documented", SCOPE, {}, YES, "written", {}),
    ("scope_documented", SCOPE | {"delimitations": ()}, {}, NO, "written_not", {"chapters": ("delimitations",)}),
    ("scope_documented", SCOPE | {"delimitations": (), "notes": NOTED}, {}, YES, "written", {}),
    ("people_named", {"roles": roles(Role.OWNER, Role.LEAD)}, {}, YES, "roles", {}),
    ("people_named", {"roles": roles(Role.OWNER)}, {}, NO, "roles_not", {"roles": ("lead",)}),
    ("people_named", {"roles": roles(Role.OWNER, Role.LEAD, holder="")}, {}, NO, "roles_not", {}),
    ("frame_set", FRAME, {}, YES, "written", {}),
    ("frame_set", FRAME | {"costs": ""}, {}, NO, "written_not", {"chapters": ("costs",)}),
    ("ready_to_decide", {}, {}, NO, "no_registry_number", {}),
    ("ready_to_decide", {"registry_number": "RS 1"}, {"errors": 2}, NO, "open_errors", {"count": 2}),
    ("ready_to_decide", {"registry_number": "RS 1"}, {}, None, "ask_controller", {}),
    *(
        (
            "ready_to_decide",
            {"registry_number": "RS 1"},
            {"controlled": Controlled("Karl", DAY, remarks, stands)},
            value,
            code,
            {"name": "Karl", "how": (DAY,)},
        )
        for remarks, stands, value, code in (
            (False, True, YES, "controller_reviewed"),
            (True, True, None, "controller_remarks"),
            (False, False, None, "controller_before"),
            (True, False, None, "controller_before"),
        )
    ),
    ("decided_at_bp0", {}, {"decided": {"BP0": HOW}}, YES, "decided", {"gate": "BP0", "how": HOW}),
    ("decided_at_bp0", {}, {"decided": {"BP1": "x"}}, NO, "decided_not", {"gate": "BP0"}),
    ("directive_complete", {}, {}, YES, "complete", {}),
    ("directive_complete", {}, {"missing_chapters": ("risks",)}, NO, "complete_not", {"chapters": ("risks",)}),
    ("directive_complete", {}, {"errors": 1}, NO, "open_errors", {"count": 1}),
    ("roles_named", {"roles": roles(*ALL)}, {}, YES, "roles", {}),
    ("roles_named", {"roles": roles(*ALL[1:])}, {}, NO, "roles_not", {"roles": ("sponsor",)}),
    ("activities_done", TWO_ACTS, {"done_rows": frozenset({"act1", "act2"})}, YES, "activities_done", {"total": 2}),
    ("activities_done", TWO_ACTS, {"done_rows": frozenset({"act1", "gone"})}, NO, "activities_done_not", {"left": 1}),
    ("changes_decided", {}, {}, YES, "as_baseline", {}),
    ("changes_decided", {}, {"changed_locked": ("costs",)}, NO, "as_baseline_not", {"chapters": ("costs",)}),
    ("risks_assessed", {"risks": (RISK,)}, {}, YES, "risks_assessed", {"total": 1}),
    ("risks_assessed", {"risks": (UNASSESSED,)}, {}, NO, "risks_assessed_not", {"left": 1}),
    ("maintenance_described", {"maintenance": "x"}, {}, None, "maintenance_written", {}),
    ("maintenance_described", {}, {}, NO, "written_not", {"chapters": ("maintenance",)}),
    ("measuring_planned", {"impact_goals": (goal(indicator=""),)}, {}, YES, "measuring_planned", {}),
    ("measuring_planned", {"impact_goals": (goal(due=None),)}, {}, NO, "measuring_planned_not", {"ready": 0}),
    ("outcome_compared", {}, {"outcome": 5}, None, "frame_unstated", {}),
    ("outcome_compared", FRAMED, {}, NO, "outcome_untold", {}),
    ("outcome_compared", FRAMED, {"outcome": 0}, YES, "outcome_compared", {"outcome": 0, "frame": 100}),
    ("registered", {"registry_number": "RS 1"}, {}, None, "registry_number", {"number": "RS 1"}),
    ("registered", {}, {}, NO, "no_registry_number", {}),
    *((name, content, {"receiving": received}, value, code, {}) for name, sure in (
        ("receiver_has_room", YES), ("receiver_confirmed", None)) for content, received, value, code in (
        ({}, (), NO, "receiver_unnamed"),
        ({"roles": roles(Role.RECEIVER, holder="")}, (), NO, "receiver_unnamed"),
        (RECEIVED | {"gate_plans": ()}, (), None, "delivery_undated"),
        (RECEIVED, (), None, "receiver_unit_unknown"),
        (RECEIVED, (ROOM, FULL), NO, "receiver_over"),
        (RECEIVED, (FROZEN,), NO, "receiver_over"),
        (RECEIVED, (ROOM, SILENT), None, "receiver_unset"),
        (RECEIVED, (ROOM,), sure, "receiver_room"),
    )),
    *((name, {}, {}, NO, "written_not", {"chapters": needed}) for name, needed in COMMISSIONED.items()),
    ("commission_described", {"description": "x", "purpose": "y"}, {}, YES, "written", {}),
    ("commission_scoped", {"includes": (Inclusion(uid="in01"),), "shall": (Obligation(uid="sh01"),)}, {}, YES,
     "written", {}),
    ("commission_framed", FRAME | {"timeline": (Period(uid="pe01"),)}, {}, YES, "written", {}),
    ("after_described", {"decision_form": "x"}, {}, YES, "written", {}),
    ("group_named", {"roles": roles(Role.LEAD)}, {}, NO, "group_missing", {}),
    ("group_named", {"roles": roles(Role.MEMBER, holder="")}, {}, NO, "group_missing", {}),
    ("group_named", {"roles": roles(Role.MEMBER)}, {}, NO, "convener_missing", {}),
    ("group_named", {"roles": CONVENED}, {}, None, "group_convened", {}),
    ("no_open_errors", {}, {}, YES, "no_errors", {}),
    ("no_open_errors", {}, {"errors": 2}, NO, "open_errors", {"count": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "facts", "value", "code", "params"), TABLE)
def test_it_suggests(
    name: str,
    content: dict[str, Any],
    facts: dict[str, Any],
    value: Value | None,
    code: str,
    params: dict[str, Any],
) -> None:
    suggestion = JUDGEMENTS[name](DirectiveContent(**content), PrefillFacts(EDITION, "BP0", **facts))

    assert (suggestion.value, suggestion.code) == (value, code)
    assert params.items() <= suggestion.params.items()


def test_every_judgement_is_in_the_table_and_every_ground_has_its_words() -> None:
    assert {row[0] for row in TABLE} == set(JUDGEMENTS)
    assert {row[4] for row in TABLE} == set(GROUNDS)


def test_every_judgement_that_the_edition_names_exists() -> None:
    raw = json.loads(FILE.read_text())
    named = {item["prefill"] for g in raw["gates"] for item in g["checklist"] if item["prefill"]}

    assert named <= set(JUDGEMENTS)


def test_how_a_gate_was_decided_is_said_with_the_day_in_words() -> None:
    said = grounds(Suggestion(YES, "decided", {"gate": "BP0", "how": HOW}), EDITION)

    assert said == "Förslag JA: BP0 är beslutad: CLG, § 84, 15 september 2026."


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (ROOM, "Vård får 2 leveranser i januari 2027 och har plats för 2"),
        (
            Receiving("Vård", MONTH),
            "Vård får 1 leverans i januari 2027 och har inte sagt vad den har plats för",
        ),
        (
            FROZEN,
            "Vård får 1 leverans i januari 2027, har plats för 2 och "
            "dagen ligger i en frysperiod, 4 januari 2027–31 januari 2027",
        ),
    ],
)
def test_what_lands_on_a_unit_is_said_with_its_month_and_its_room(one: Receiving, said: str) -> None:
    whole = grounds(Suggestion(NO, "receiver_over", {"receiving": (one,)}), EDITION)

    assert whole == (
        f"Förslag NEJ: mottagarens kapacitet räcker inte: {said} "
        "(räknat: beslutade uppdrag som alla får läsa)."
    )


@pytest.mark.parametrize("gate", EDITION.gate_codes)
def test_a_gate_gets_a_suggestion_for_each_item_that_can_be_judged(gate: str) -> None:
    found = suggestions(DirectiveContent(), PrefillFacts(EDITION, gate))

    assert list(found) == [item.code for item in EDITION.gate(gate).checklist if item.prefill]


def test_a_chapter_is_filled_by_text_rows_or_a_reason_for_none() -> None:
    content = DirectiveContent(costs="x", risks=(RISK,), notes=NOTED)

    assert [is_filled(content, key) for key in ("costs", "risks", "delimitations", "financing")] == [
        True
    ] * 3 + [False]


def test_a_chapter_of_blanks_is_not_filled() -> None:
    assert not is_filled(DirectiveContent(costs=" \n"), "costs")


def test_a_time_plan_that_dates_only_some_gates_is_missing() -> None:
    assert "gate_plans" in missing_chapters(DirectiveContent(**FRAME), EDITION, "BP0")


def test_requirements_add_up_from_gate_to_gate() -> None:
    plans = tuple(GatePlan(uid=f"gp0{i}", gate=g, start=DAY) for i, g in enumerate(EDITION.gate_codes))
    content = DirectiveContent(**FRAME | {"gate_plans": plans})

    at_bp0, at_bp1 = (missing_chapters(content, EDITION, code) for code in ("BP0", "BP1"))

    assert at_bp0 == (
        "background",
        "impact_goals",
        "mandate_goals",
        "prerequisites",
        "delimitations",
        "roles",
    )
    assert at_bp1 == (*at_bp0, "milestones", "activities", "communication", "reporting")
