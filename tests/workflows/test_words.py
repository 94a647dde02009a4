"""What is typed into a move: kept as far as it belongs there, bounded, and free of what no store can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import (
    TODAY,
    at,
)
from tests.workflows.test_deciders import reasons
from uppdragil.gates import values

pytestmark = pytest.mark.django_db


def test_a_proposal_keeps_only_what_belongs_to_it() -> None:
    made = at("bp1")
    extra = {"nonsense": values.Answer(values.Value.YES)}
    proposal = made.proposal()
    untidy = replace(
        proposal,
        answers={**proposal.answers, **extra},
        conditions=(values.Condition("x", "y", None),),
        postponed_to=TODAY,
        meeting=values.Meeting(TODAY, "§ 1", "z"),
    )

    decision = made.decide(proposal=untidy).decision

    assert decision
    assert (decision.postponed_to, decision.met_on, decision.conditions.count()) == (
        None,
        None,
        0,
    )
    assert b"nonsense" not in bytes(decision.proposal.data)


def test_characters_that_no_store_can_hold_are_dropped() -> None:
    made = at("bp1")

    decision = made.decide(proposal=made.proposal(motivation="Ja\x00 tack\ud800")).decision

    assert decision
    assert decision.motivation == "Ja tack"
    made.pause(reason="Vi\x00 väntar\udfff")
    made.resume()
    made.stop(reason="Nu\x00 räcker det")


def test_a_text_without_end_is_refused() -> None:
    made = at("bp1")

    assert set(reasons(made.decide, proposal=made.proposal(motivation="x" * 300_000))) == {"text_too_long"}
    assert set(reasons(made.pause, reason="x" * 300_000)) == {"text_too_long"}
    assert set(reasons(made.stop, reason="x" * 300_000)) == {"text_too_long"}


def test_last_words_without_end_are_refused() -> None:
    made = at("realisation")
    words = {goal.uid: "x" * 300_000 for goal in made.content.impact_goals}

    assert set(reasons(made.close, last_words=words)) == {"text_too_long"}
