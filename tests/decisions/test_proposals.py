"""What is put forward, kept while it is prepared, and frozen when somebody confirms it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, TODAY, Cast, at, person
from tests.gates.test_prefill import EDITION
from tests.strategies import texts
from uppdragil.core.canonical import sha256
from uppdragil.decisions import services
from uppdragil.decisions.models import DraftAnswer, Proposal, Round
from uppdragil.editions.spec import Outcome
from uppdragil.gates import values
from uppdragil.gates.values import Answer, Condition, Meeting, Value

answers = st.builds(Answer, st.none() | st.sampled_from(Value), texts, texts)
days = st.none() | st.dates()
proposals = st.builds(
    values.Proposal,
    st.sampled_from(Outcome),
    st.dictionaries(st.sampled_from(("need", "form", "people")), answers),
    texts,
    st.lists(st.builds(Condition, texts, texts, days), max_size=3).map(tuple),
    days,
    st.none() | st.builds(Meeting, days, texts, texts),
)
YES = {"need": Answer(Value.YES), "form": Answer(Value.YES)}


@given(proposals)
def test_a_proposals_bytes_say_all_of_it(proposal: values.Proposal) -> None:
    assert services.proposal_from(services.proposal_bytes(proposal)) == proposal


@given(proposals, proposals)
def test_two_proposals_share_their_bytes_only_when_they_are_equal(
    one: values.Proposal, other: values.Proposal
) -> None:
    assert (services.proposal_bytes(one) == services.proposal_bytes(other)) == (one == other)


def test_the_order_of_answers_makes_no_difference() -> None:
    turned = dict(reversed(YES.items()))

    assert services.proposal_bytes(values.Proposal(Outcome.YES, YES)) == services.proposal_bytes(
        values.Proposal(Outcome.YES, turned)
    )


@given(proposals)
def test_tidying_twice_is_tidying_once(proposal: values.Proposal) -> None:
    for gate in EDITION.gates:
        once = services.tidy(proposal, gate)
        assert services.tidy(once, gate) == once
        assert once.outcome == proposal.outcome


@pytest.mark.django_db
def test_the_first_confirmation_freezes_the_proposal_and_the_second_uses_it() -> None:
    owners = person("Olle"), person("Oda")
    made = at("bp1", Cast(owners=owners))
    round_, proposal = made.round, made.proposal()
    for owner in owners:
        made.decide(by=owner, proposal=proposal)

    frozen = Proposal.objects.get(round=round_)

    assert frozen.sign_offs.count() == 2
    assert frozen.sha256 == sha256(bytes(frozen.data))
    assert services.proposal_from(bytes(frozen.data)) == proposal


@pytest.mark.django_db
def test_answers_are_frozen_with_question_and_suggestion_in_the_checklists_order() -> None:
    made = at("bp1")
    gate = made.directive.edition.spec.gate("BP1")
    made.decide(suggested={"complete": "Förslag JA: allt finns"})

    frozen = list(Proposal.objects.latest("pk").answers.all())

    assert [(a.item, a.question) for a in frozen] == [(i.code, i.text) for i in gate.checklist]
    assert {a.item: a.suggested for a in frozen if a.suggested} == {"complete": "Förslag JA: allt finns"}


@pytest.mark.django_db
def test_a_no_keeps_the_answers_that_were_given() -> None:
    made = at("bp1")

    made.decide("no", proposal=made.proposal("no", answers={"complete": Answer(Value.NO, "Kapitel 7")}))

    assert [(a.item, a.value) for a in Proposal.objects.latest("pk").answers.all()] == [("complete", "no")]


@pytest.mark.django_db
def test_drafts_are_kept_item_by_item_and_the_latest_counts() -> None:
    made = at("bp1")
    round_: Round = made.round  # type: ignore[assignment]
    services.save_drafts(round_=round_, answers=YES, by=made.cast.lead, now=NOW)
    other = {"form": Answer(None, "Vet\x00 inte")}
    services.save_drafts(round_=round_, answers=other, by=made.cast.owner, now=NOW + dt.timedelta(hours=1))

    kept = {d.item: (d.value, d.motivation, d.by) for d in DraftAnswer.objects.filter(round=round_)}

    assert kept == {"need": ("yes", "", made.cast.lead), "form": ("", "Vet inte", made.cast.owner)}


@pytest.mark.django_db
def test_a_draft_decision_is_kept_for_its_own_decider_though_it_is_not_whole() -> None:
    made = at("bp1")
    round_: Round = made.round  # type: ignore[assignment]
    draft = values.Proposal(
        Outcome.CONDITIONAL, conditions=(Condition("Kost\x00nad", "", None),), postponed_to=TODAY
    )
    services.save_draft_decision(round_=round_, proposal=draft, by=made.cast.owner, now=NOW)

    kept = services.draft_decision(round_, made.cast.owner)

    assert kept == replace(draft, conditions=(Condition("Kostnad", "", None),))
    assert services.draft_decision(round_, made.cast.lead) is None


@pytest.mark.django_db
def test_rounds_of_one_gate_are_numbered() -> None:
    made = at("bp1")
    made.decide("rework")
    made.submit()
    made.withdraw()
    made.submit()

    assert list(Round.objects.filter(gate="BP1").values_list("number", "ending")) == [
        (1, "decided"),
        (2, "withdrawn"),
        (3, ""),
    ]
