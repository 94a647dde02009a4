"""What holds for any facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.gates.test_rules import AT_GATE, LEAD, NOW, OFFICE, OTHER, OWNER, STRANGER, TODAY, TOMORROW, gate
from uppdragil.editions.spec import Deciders, Outcome
from uppdragil.gates import rules
from uppdragil.gates.values import Action, Answer, Condition, Facts, Meeting, Proposal, Seat, Value

PEOPLE = (LEAD, OWNER, OTHER, OFFICE, STRANGER)
people = st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple)
seats = st.lists(st.tuples(people, st.integers(1, 4)), max_size=3, unique_by=lambda seat: seat[1]).map(
    lambda drawn: tuple(Seat("owner", f"Title {i}", holders, f"r{i}") for holders, i in drawn)
)
confirmed_seats = st.sets(st.integers(1, 4), max_size=3).map(
    lambda drawn: frozenset(Seat("owner", f"Title {i}", (), f"r{i}").key for i in drawn)
)
recused = st.sets(st.sampled_from([p.uid for p in PEOPLE]), max_size=2).map(frozenset)
texts = st.sampled_from(("", " ", "Because"))
answers = st.builds(Answer, st.none() | st.sampled_from(Value), texts)
conditions = st.lists(
    st.builds(Condition, texts, texts, st.none() | st.sampled_from((TODAY, TOMORROW))), max_size=2
)
proposals = st.builds(
    Proposal,
    st.sampled_from(Outcome),
    st.fixed_dictionaries({"must": answers, "may": answers}) | st.just({}),
    texts,
    conditions.map(tuple),
    st.none() | st.sampled_from((TODAY, TOMORROW)),
    st.none() | st.builds(Meeting, st.none() | st.just(TODAY), texts, texts),
)
facts = st.builds(
    Facts,
    actor=st.sampled_from(PEOPLE),
    today=st.just(TODAY),
    now=st.just(NOW),
    phase=st.sampled_from(("draft", "bp1", "realisation")),
    work_stage=st.booleans(),
    ended=st.booleans(),
    paused=st.booleans(),
    gate=st.sampled_from(Deciders).map(gate),
    leads=people,
    owners=people,
    office=people,
    seats=seats,
    body_named=st.booleans(),
    body_names_official=st.booleans(),
    round_open=st.booleans(),
    seen=st.booleans(),
    submitter=st.none() | st.sampled_from(PEOPLE),
    confirmed=st.sets(st.sampled_from([p.uid for p in PEOPLE]), max_size=2).map(frozenset),
    confirmed_seats=confirmed_seats,
    recused=recused,
    standing=st.none() | proposals.filter(lambda p: p.outcome.passes),
    proposal=proposals,
    authenticated_at=st.none() | st.just(NOW) | st.just(NOW - dt.timedelta(hours=1)),
    reason=texts,
    wake_on=st.none() | st.just(TOMORROW),
)
actions = st.sampled_from(Action)


@given(facts)
def test_who_leads_or_led_at_the_submission_never_decides_or_stops(f: Facts) -> None:
    if f.actor in (*f.leads, f.submitter):
        assert rules.unmet(Action.DECIDE, f)
        assert rules.unmet(Action.STOP, f)


@given(facts)
def test_nobody_decides_without_a_seat(f: Facts) -> None:
    if not any(f.actor in seat.holders for seat in f.seats):
        assert rules.unmet(Action.DECIDE, f)


@given(facts, actions)
def test_what_has_ended_never_moves_again(f: Facts, action: Action) -> None:
    assert [u.code for u in rules.unmet(action, replace(f, ended=True))] == ["ended"]


@given(facts)
def test_a_paused_directive_is_neither_submitted_nor_decided_nor_closed(f: Facts) -> None:
    for action in (Action.SUBMIT, Action.DECIDE, Action.WITHDRAW, Action.CLOSE):
        assert rules.unmet(action, replace(f, paused=True))


@given(facts)
def test_a_no_to_a_required_question_never_passes(f: Facts) -> None:
    assert f.proposal
    answered = replace(f.proposal, answers={**f.proposal.answers, "must": Answer(Value.NO, "Because")})
    if answered.outcome.passes:
        assert rules.unmet(Action.DECIDE, replace(f, proposal=answered))


@given(facts)
def test_a_yes_differing_from_the_standing_one_is_never_confirmed(f: Facts) -> None:
    if f.standing and f.proposal and f.proposal.outcome.passes and f.proposal != f.standing:
        assert rules.unmet(Action.DECIDE, f)


@given(facts)
def test_a_round_passes_only_when_every_seat_is_confirmed(f: Facts) -> None:
    assert f.proposal
    acting = {seat.key for seat in f.seats if f.actor in seat.holders}
    every = {seat.key for seat in f.needed_seats} <= f.confirmed_seats | acting

    ends = rules.ending(f)

    assert ends == (f.proposal.outcome if every or not f.proposal.outcome.passes else None)


@given(facts)
def test_an_outcome_that_does_not_pass_ends_the_round_at_once(f: Facts) -> None:
    if f.proposal and not f.proposal.outcome.passes:
        assert rules.ending(f) is f.proposal.outcome


# At a gate where only people and seats may stand in the way.
at_gate = st.builds(
    lambda drawn, actor, held: replace(AT_GATE, actor=actor, seats=held, **drawn),
    st.fixed_dictionaries(
        {
            "leads": people,
            "submitter": st.none() | st.sampled_from(PEOPLE),
            "confirmed": st.sets(st.sampled_from([p.uid for p in PEOPLE]), max_size=2).map(frozenset),
            "confirmed_seats": confirmed_seats,
            "recused": recused,
        }
    ),
    st.sampled_from((OWNER, OTHER)),
    seats,
)


@given(at_gate)
def test_an_allowed_yes_leaves_no_seat_that_nobody_can_confirm(f: Facts) -> None:
    if rules.unmet(Action.DECIDE, f):
        return
    for seat in f.open_seats:
        others = [
            w
            for w in seat.holders
            if w not in f.barred and w.uid not in f.confirmed and w.uid not in f.recused
        ]
        assert f.actor in seat.holders or others, seat


@given(at_gate)
def test_who_declared_jäv_never_decides_and_a_yes_still_needs_every_role(f: Facts) -> None:
    if f.actor.uid in f.recused:
        assert rules.unmet(Action.DECIDE, f)
        assert rules.unmet(Action.STOP, f)
    assert {seat.role for seat in f.needed_seats} == {seat.role for seat in f.seats}
    assert all(f.is_out(seat) for seat in f.seats if seat not in f.needed_seats)


@given(at_gate)
def test_a_round_that_jäv_ends_has_been_confirmed_in_every_seat_that_is_left(f: Facts) -> None:
    f = replace(f, standing=f.proposal)

    ends = rules.ending_without(f)

    left = replace(f, recused=f.recused | {f.actor.uid})
    keys = {seat.key for seat in left.needed_seats}
    assert (ends is not None) == (keys <= f.confirmed_seats)


@given(facts, actions)
def test_the_reasons_do_not_depend_on_the_order_of_people(f: Facts, action: Action) -> None:
    turned = replace(f, leads=f.leads[::-1], owners=f.owners[::-1], seats=f.seats[::-1])

    assert {u.code for u in rules.unmet(action, f)} == {u.code for u in rules.unmet(action, turned)}
