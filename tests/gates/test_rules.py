"""Every reason, given and not given."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from uppdragil.editions.spec import Deciders, EditionSpec, GateSpec, ItemSpec, Outcome
from uppdragil.gates import rules, values
from uppdragil.gates.sentences import _MADE, REASONS
from uppdragil.gates.values import (
    Action,
    Answer,
    Condition,
    Dissent,
    Facts,
    Meeting,
    Proposal,
    Seat,
    Substitute,
    Value,
    Who,
    names,
)

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
TODAY, TOMORROW, YESTERDAY = (dt.date(2026, 3, day) for day in (2, 3, 1))
LEAD, OWNER, OTHER, OFFICE, STRANGER, SECRETARY = (
    Who(name.lower(), name) for name in ("Lead", "Owner", "Other", "Office", "Stranger", "Secretary")
)
DEPUTY = Substitute(Who("deputy", "Deputy"), "Owner", "§ 4")
ITEMS = (ItemSpec(code="must", text="Must?"), ItemSpec(code="may", text="May?", required=False))
WORDS = dict.fromkeys(Outcome, "word")


def gate(deciders: Deciders = Deciders.OWNERS, **fields: Any) -> GateSpec:
    values = {"code": "BP1", "name": "Start", "decides": "That it starts", "checklist": ITEMS}
    return GateSpec(**values | {"deciders": deciders, "outcomes": WORDS, "consequences": WORDS} | fields)


YES = {"must": Answer(Value.YES), "may": Answer(Value.YES)}
SEATS = (Seat("owner", "Director", (OWNER,), "r1"), Seat("owner", "Chief", (OTHER,), "r2"))
BASE = Facts(
    actor=OWNER, today=TODAY, now=NOW, gate=gate(), leads=(LEAD,), owners=(OWNER, OTHER), office=(OFFICE,), seats=SEATS
)  # fmt: skip
AT_WORK = replace(BASE, actor=LEAD, phase="preparation", work_stage=True)
AT_GATE = replace(
    BASE, phase="bp1", round_open=True, submitter=LEAD, proposal=Proposal(Outcome.YES, YES), authenticated_at=NOW
)  # fmt: skip
ALLOWED: dict[Action, Facts] = {
    Action.SUBMIT: AT_WORK,
    Action.WITHDRAW: replace(AT_GATE, actor=LEAD),
    Action.DECIDE: AT_GATE,
    Action.PAUSE: replace(BASE, reason="Waiting", wake_on=TOMORROW),
    Action.RESUME: replace(BASE, paused=True),
    Action.STOP: replace(BASE, reason="Not needed", authenticated_at=NOW),
    Action.CLOSE: replace(BASE, phase="realisation"),
    Action.CHANGE: replace(AT_WORK, locked=True),
    Action.MEET: replace(AT_WORK, condition_open=True, reason="Done"),
    Action.REOPEN: replace(BASE, reason="Not done"),
    Action.WAIVE: replace(BASE, condition_open=True, reason="Not needed", authenticated_at=NOW),
    Action.SUBMIT_CHANGE: replace(
        AT_WORK, locked=True, change_begun=True, changed=("costs",), reason="Dearer"
    ),
    Action.RECUSE: replace(AT_GATE, proposal=None, reason="A sister of mine leads it"),
}
CONDITION = Condition("Count the cost", "Lena", TOMORROW)
CONDITIONAL = Proposal(Outcome.CONDITIONAL, YES, conditions=(CONDITION,))
POSTPONED = Proposal(Outcome.POSTPONE, motivation="Later", postponed_to=TOMORROW)
AT_BODY = replace(
    AT_GATE,
    actor=SECRETARY,
    gate=gate(Deciders.BODY),
    seats=(Seat("registrar", "CLG", (SECRETARY,)),),
    body_names_official=True,
    proposal=Proposal(Outcome.YES, YES, meeting=Meeting(TODAY, "§ 84", "Olle", ("Olle", "Oda"))),
)


def proposing(proposal: Proposal, **fields: Any) -> Facts:
    return replace(AT_GATE, proposal=proposal, **fields)


def meeting(**fields: Any) -> Facts:
    given = replace(Meeting(TODAY, "§ 84", "Olle", ("Olle", "Oda")), **fields)
    return replace(AT_BODY, proposal=Proposal(Outcome.YES, YES, meeting=given))


def answering(**answers: Answer) -> Facts:
    return proposing(Proposal(Outcome.YES, YES | answers))


def asked(due: dt.date) -> values.OpenCondition:
    return values.OpenCondition("c1", "Reckon the cost", "Economist", due)


def on(action: Action, **fields: Any) -> Facts:
    return replace(ALLOWED[action], **fields)


S, W, D, P, R, T, C = list(Action)[:7]
A, U = Action.CHANGE, Action.SUBMIT_CHANGE
M, O, V = Action.MEET, Action.REOPEN, Action.WAIVE  # noqa: E741
J = Action.RECUSE
OUT = frozenset({"owner"})
# action, facts, the codes of every reason
TABLE: list[tuple[Action, Facts, set[str]]] = [
    *((action, facts, set()) for action, facts in ALLOWED.items()),
    *((action, replace(facts, ended=True), {"ended"}) for action, facts in ALLOWED.items()),
    *((action, on(action, paused=True), {"paused"}) for action in (S, W, D, P, C, A, U, J)),
    *((action, on(action, actor=STRANGER), {"not_decider"}) for action in (D, T, J)),
    *((action, on(action, recused=OUT), {"recused"}) for action in (D, T, J, V)),
    *((action, on(action, recused=frozenset({"other"})), set()) for action in (D, T, J)),
    *((action, on(action, actor=STRANGER), {"not_owner_or_office"}) for action in (P, R)),
    *((action, on(action, actor=OFFICE), set()) for action in (P, R)),
    *((action, on(action, actor=OWNER), {"not_lead"}) for action in (S, W, A, U)),
    (S, on(S, work_stage=False), {"not_in_work_stage"}),
    (S, on(S, missing_chapters=("risks", "costs")), {"chapter_missing"}),
    (S, on(S, errors=("gate_plans",)), {"open_error"}),
    (S, on(S, seats=(Seat("owner", "Director", ()),)), {"role_unlinked"}),
    (S, on(S, seats=(Seat("owner", "Director", (LEAD,)),)), {"lead_in_seat"}),
    (S, on(S, seats=(Seat("owner", "Director", (LEAD, OWNER)),)), set()),
    (S, on(S, body_named=False), {"body_not_named"}),
    (W, on(W, round_open=False), {"no_open_round"}),
    (W, on(W, seen=False), {"round_changed"}),
    (W, on(W, confirmed=frozenset({"other"})), {"confirming_has_begun"}),
    (D, on(D, round_open=False), {"no_open_round"}),
    (D, on(D, round_open=False, actor=STRANGER), {"no_open_round"}),
    (D, on(D, seen=False), {"round_changed"}),
    (D, on(D, actor=LEAD), {"not_decider", "lead_decides"}),
    (D, on(D, leads=(LEAD, OWNER)), {"lead_decides", "lead_in_seat"}),
    (D, on(D, submitter=OWNER), {"lead_decides", "lead_in_seat"}),
    (D, on(D, confirmed=frozenset({"owner"}), confirmed_seats=frozenset({SEATS[0].key})), {"already_confirmed"}),
    (D, on(D, seats=(*SEATS, Seat("owner", "Vacant", ()))), {"role_unlinked"}),
    (D, on(D, seats=(*SEATS, Seat("owner", "x", (LEAD,)))), {"lead_in_seat"}),
    (
        D,
        on(D, seats=(*SEATS, Seat("owner", "x", (OTHER,), "r3")), confirmed=frozenset({"other"}),
           confirmed_seats=frozenset({SEATS[1].key})),
        {"holder_has_confirmed"},
    ),
    (
        D,
        on(D, seats=(*SEATS, Seat("owner", "x", (LEAD, OTHER), "r3")), confirmed=frozenset({"other"}),
           confirmed_seats=frozenset({SEATS[1].key})),
        {"holder_has_confirmed"},
    ),
    (D, on(D, seats=SEATS[1:], actor=OTHER, recused=OUT), set()),
    (D, on(D, seats=(*SEATS, Seat("receiver", "x", (OWNER,))), actor=OTHER, recused=OUT), {"seat_recused"}),
    (D, on(D, seats=(*SEATS, Seat("receiver", "x", (OWNER, LEAD))), actor=OTHER, recused=OUT), {"seat_recused"}),
    (
        D,
        on(D, seats=(*SEATS, Seat("receiver", "x", (OWNER,), substitutes=(DEPUTY,))), actor=OTHER, recused=OUT),
        set(),
    ),
    (D, on(D, seats=(*SEATS, Seat("owner", "x", ())), actor=OTHER, recused=OUT), {"role_unlinked"}),
    (D, on(D, actor=DEPUTY.who, seats=(Seat("owner", "x", (OWNER,), substitutes=(DEPUTY,)), SEATS[1])), set()),
    (D, on(D, authenticated_at=None), {"authentication_not_fresh"}),
    (D, on(D, authenticated_at=NOW - values.FRESH), set()),
    (D, on(D, authenticated_at=NOW - values.FRESH - dt.timedelta(seconds=1)), {"authentication_not_fresh"}),
    (D, on(D, authenticated_at=NOW + dt.timedelta(seconds=1)), {"authentication_not_fresh"}),
    (D, on(D, gate=gate(outcomes={Outcome.NO: "NEJ"})), {"outcome_not_offered"}),
    (D, on(D, standing=ALLOWED[D].proposal), set()),
    (D, on(D, standing=CONDITIONAL), {"proposal_differs"}),
    (D, proposing(POSTPONED, standing=CONDITIONAL), set()),
    (D, proposing(Proposal(Outcome.YES)), {"answer_missing"}),
    (D, answering(must=Answer(None, "hm")), {"answer_missing"}),
    (D, answering(must=Answer(Value.NO, "Sorry")), {"required_no"}),
    (D, answering(may=Answer(Value.NO)), {"motivation_missing"}),
    (D, answering(may=Answer(Value.NO, " ")), {"motivation_missing"}),
    (D, answering(may=Answer(Value.NO, "Because")), set()),
    (D, answering(must=Answer(Value.NA)), {"motivation_missing"}),
    (D, answering(must=Answer(Value.NA, "Not here")), set()),
    (D, proposing(Proposal(Outcome.NO)), {"reason_missing"}),
    (D, proposing(Proposal(Outcome.NO, motivation="\n")), {"reason_missing"}),
    *((D, proposing(Proposal(o, motivation="Why")), set()) for o in (Outcome.NO, Outcome.REWORK)),
    (D, proposing(POSTPONED), set()),
    (D, proposing(replace(POSTPONED, postponed_to=None)), {"postpone_date"}),
    (D, proposing(replace(POSTPONED, postponed_to=TODAY)), {"postpone_date"}),
    (D, proposing(CONDITIONAL), set()),
    (D, proposing(replace(CONDITIONAL, conditions=())), {"condition_missing"}),
    (D, proposing(replace(CONDITIONAL, conditions=(CONDITION,) * 51)), {"too_many_conditions"}),
    (D, proposing(replace(CONDITIONAL, conditions=(Condition("x", "", TODAY),))), {"condition_not_whole"}),
    (D, proposing(replace(CONDITIONAL, conditions=(Condition("x", "y", None),))), {"condition_not_whole"}),
    (D, proposing(replace(CONDITIONAL, conditions=(Condition("x", "y", YESTERDAY),))), {"condition_past"}),
    (D, proposing(replace(CONDITIONAL, conditions=(Condition("x", "y", TODAY),))), set()),
    (D, AT_BODY, set()),
    (D, replace(AT_BODY, proposal=Proposal(Outcome.YES, YES)), {"meeting_missing", "official_missing"}),
    (D, meeting(date=None), {"meeting_missing"}),
    (D, meeting(paragraph=" "), {"meeting_missing"}),
    (D, meeting(date=TOMORROW), {"meeting_ahead"}),
    (D, replace(meeting(date=YESTERDAY), submitted_on=YESTERDAY), set()),
    (D, replace(meeting(date=YESTERDAY), submitted_on=TODAY), {"meeting_before_submission"}),
    (D, meeting(official=" "), {"official_missing"}),
    (D, meeting(present=()), {"official_absent"}),
    (D, meeting(present=(), recused=("Olle",)), {"official_recused"}),
    (D, meeting(recused=("Oda",)), {"recused_present"}),
    (D, meeting(recused=("Ola",)), set()),
    (D, meeting(dissent=(Dissent("Oda", "Too dear"),)), set()),
    (D, meeting(dissent=(Dissent("Ola"),)), {"dissenter_absent"}),
    (D, meeting(dissent=(Dissent(" ", "Too dear"),)), {"dissent_unnamed"}),
    (D, replace(meeting(present=(), official=""), body_names_official=False), set()),
    (D, replace(meeting(official=""), body_names_official=False), set()),
    (D, proposing(Proposal(Outcome.YES, YES, motivation="x" * (values.MAX_WRITTEN + 1))), {"text_too_long"}),
    (P, on(P, reason=" "), {"reason_missing"}),
    (P, on(P, reason="x" * (values.MAX_WRITTEN + 1)), {"text_too_long"}),
    (P, on(P, wake_on=None), {"wake_date"}),
    (P, on(P, wake_on=TODAY), {"wake_date"}),
    (R, on(R, paused=False), {"not_paused"}),
    (T, on(T, reason=""), {"reason_missing"}),
    (T, on(T, authenticated_at=None), {"authentication_not_fresh"}),
    (T, on(T, actor=LEAD), {"not_decider", "lead_decides"}),
    (T, on(T, paused=True), set()),
    (T, on(T, actor=OFFICE), {"not_decider"}),
    (T, on(T, actor=OFFICE, seats=()), set()),
    (T, on(T, actor=STRANGER, seats=()), {"not_decider"}),
    (J, on(J, round_open=False), {"no_open_round"}),
    (J, on(J, seen=False), {"round_changed"}),
    (J, on(J, actor=LEAD), {"not_decider", "lead_decides"}),
    (J, on(J, confirmed=OUT), {"already_confirmed"}),
    (J, on(J, authenticated_at=None), {"authentication_not_fresh"}),
    (J, on(J, reason=" "), {"reason_missing"}),
    (J, on(J, reason="x" * (values.MAX_WRITTEN + 1)), {"text_too_long"}),
    (C, on(C, phase="handover"), {"not_in_realisation"}),
    (C, on(C, actor=LEAD), {"not_owner"}),
    (C, on(C, goals_without_last_word=2), {"last_word_missing"}),
    (C, on(C, last_words=values.MAX_WRITTEN + 1), {"text_too_long"}),
    (S, on(S, round_open=True), {"change_open"}),
    *((a, on(a, work_stage=False), {"not_in_work_stage"}) for a in (A, U)),
    *((a, on(a, locked=False), {"nothing_locked"}) for a in (A, U)),
    (A, on(A, round_open=True), set()),
    (U, on(U, change_begun=False), {"no_change"}),
    (U, on(U, round_open=True), {"change_open"}),
    (U, on(U, seen=False), {"change_altered"}),
    (U, on(U, changed=()), {"nothing_changed"}),
    (U, on(U, reason=" "), {"reason_missing"}),
    (U, on(U, reason="x" * (values.MAX_WRITTEN + 1)), {"text_too_long"}),
    (U, on(U, owner_stated=False), {"owner_missing"}),
    (U, on(U, errors=("gate_plans",)), {"open_error"}),
    (U, on(U, missing_chapters=("costs",)), {"chapter_missing"}),
    (U, on(U, seats=(Seat("sponsor", "", ()),)), {"role_unlinked"}),
    (U, on(U, body_named=False), {"body_not_named"}),
    *((a, on(a, replaces=values.Replaced("U 1")), set()) for a in (S, D)),
    *((a, on(a, replaces=values.Replaced("U 1", ended=True)), {"supersedes_ended"}) for a in (S, D)),
    *((a, on(a, replaces=values.Replaced(missing=True)), {"supersedes_unknown"}) for a in (S, D)),
    (S, on(S, replaces=values.Replaced(itself=True)), {"supersedes_itself"}),
    (D, proposing(POSTPONED, replaces=values.Replaced("U 1", ended=True)), set()),
    *((D, on(D, conditions=(asked(day),)), {"condition_due"}) for day in (YESTERDAY, TODAY)),
    (D, on(D, conditions=(asked(TOMORROW),)), set()),
    (D, proposing(POSTPONED, conditions=(asked(TODAY),)), set()),
    (C, on(C, conditions=(asked(TOMORROW),)), {"condition_left"}),
    (M, on(M, condition_open=False), {"condition_settled"}),
    (M, on(M, actor=STRANGER), {"not_responsible"}),
    (M, on(M, actor=OTHER, responsibles=(OTHER,)), set()),
    (M, on(M, reason=" "), {"evidence_missing"}),
    (M, on(M, reason="", evidence="https://example.org"), set()),
    (M, on(M, ended=True), {"ended"}),
    (O, on(O, condition_open=True), {"condition_not_settled"}),
    (O, on(O, actor=LEAD), {"not_decider"}),
    (O, on(O, actor=OFFICE), set()),
    (O, on(O, reason=""), {"reason_missing"}),
    (V, on(V, actor=OFFICE), {"not_decider"}),
    (V, on(V, leads=(OWNER,)), {"lead_decides"}),
    (V, on(V, authenticated_at=None), {"authentication_not_fresh"}),
    (V, on(V, condition_open=False), {"condition_settled"}),
]  # fmt: skip


@pytest.mark.parametrize(("action", "facts", "reasons"), TABLE)
def test_it_gives_exactly_these_reasons(action: Action, facts: Facts, reasons: set[str]) -> None:
    assert {unmet.code for unmet in rules.unmet(action, facts)} == reasons


def test_the_table_has_every_reason_that_has_a_sentence() -> None:
    # Those come from the database, and from the meeting in the room.
    known = {*REASONS, *_MADE} - {"busy", "meeting_changed"}

    assert {code for _, _, codes in TABLE for code in codes} == known


def test_each_reason_stands_by_itself() -> None:
    facts = on(S, missing_chapters=("risks", "costs"), errors=("gate_plans",))

    found = rules.unmet(S, facts)

    assert [(u.code, u.where, u.who) for u in found] == [
        ("chapter_missing", "risks", ("Lead",)),
        ("chapter_missing", "costs", ("Lead",)),
        ("open_error", "gate_plans", ("Lead",)),
    ]


@pytest.mark.parametrize(
    ("action", "facts", "who"),
    [
        (D, on(D, actor=STRANGER), ("Owner", "Other")),
        (D, on(D, leads=(OWNER,), seats=SEATS), ("Other",)),
        (D, on(D, seats=(*SEATS, Seat("owner", "Vacant", ()))), ("Lead", "Office")),
        (P, on(P, paused=True), ("Owner", "Other", "Office")),
        (D, answering(must=Answer(Value.NO, "Sorry")), ("Lead",)),
    ],
)
def test_it_says_who_can_fix_it(action: Action, facts: Facts, who: tuple[str, ...]) -> None:
    assert rules.unmet(action, facts)[0].who == who


def test_a_reason_says_who_can_be_asked() -> None:
    two = Who("u1", "Lena"), Who("u2", "Lena")
    found = values.Unmet("paused", (*names(two), *names(two[:1]), "Somebody"))
    assert found.who == ("Lena", "Lena", "Lena", "Somebody")
    assert found.who_uids == ("u1", "u2")


def test_bp0_cannot_pass_without_an_answer_on_the_receivers_capacity() -> None:
    """The half of R10 (domain section 5) that is on the checklist, see directives.review.roles."""
    edition = EditionSpec.model_validate_json(
        (settings.BASE_DIR / "fixtures/editions/uppdragil-3.0.json").read_bytes()
    )
    bp0 = edition.gate("BP0")
    answers = {item.code: Answer(Value.YES) for item in bp0.checklist if item.code != "receiver"}
    (unmet,) = rules.unmet(
        Action.DECIDE, replace(AT_BODY, gate=bp0, proposal=replace(AT_BODY.proposal, answers=answers))
    )
    assert (unmet.code, unmet.where) == ("answer_missing", "item:receiver")
    assert "kapacitet" in unmet.params["question"]
