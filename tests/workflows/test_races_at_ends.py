"""Races of the moves that end, stop or step aside: stop, close, resume, jäv, what comes of a condition, adoption."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.evidence.rows import tell_the_board
from tests.factories import NOW, Cast, Mandate, at, content, person
from tests.workflows.test_adopting import adopted
from tests.workflows.test_conditions import LATER, note, with_a_condition
from tests.workflows.test_races import assert_whole, decide, gates, refusals
from tests.workflows.test_recusing import recuse
from uppdragil.decisions.models import ConditionNote, Decision, DelegationReport, Recusal
from uppdragil.decisions.services import Authentication
from uppdragil.directives.models import Directive
from uppdragil.directives.services import NumberTaken
from workflows.telling import NotTold

pytestmark = pytest.mark.django_db(transaction=True)
State = ConditionNote.State


def running(phase: str) -> Mandate:
    """A mandate that came to `phase` the short way."""
    cast = Cast()
    return adopted(phase, cast, content=content(cast.roles()))


def at_bp1() -> Mandate:
    mandate = running("preparation")
    mandate.submit()
    return mandate


def test_a_mandate_is_stopped_before_the_decision_or_after_it(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        mandate = at_bp1()
        round_, proposal, owner = mandate.round, mandate.proposal(), mandate.cast.owner

        results = race(lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r), mandate.stop)

        decided = Decision.objects.filter(round=round_).exists()
        assert mandate.phase == "stopped"
        assert decided == (refusals(results) == [])
        assert Decision.objects.filter(directive=mandate.directive).count() == decided


def test_a_mandate_that_is_stopped_twice_is_stopped_once(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        mandate = at_bp1()

        results = race(mandate.stop, mandate.stop)

        assert refusals(results) == [{"ended"}]
        assert mandate.phase == "stopped"


def test_a_mandate_that_is_closed_twice_is_closed_once(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        mandate = running("realisation")

        results = race(mandate.close, mandate.close)

        assert refusals(results) == [{"ended"}]
        assert mandate.phase == "closed"


def test_a_mandate_is_stopped_whether_or_not_it_is_withdrawn_first(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        mandate = at_bp1()

        results = race(mandate.withdraw, mandate.stop)

        assert refusals(results) in ([], [{"ended"}])
        assert mandate.phase == "stopped"
        assert mandate.round is None


def test_a_mandate_that_is_paused_twice_is_paused_once(race: Any, rounds: int) -> None:
    mandate = at("bp1")
    for _ in range(rounds):
        results = race(mandate.pause, mandate.pause)

        assert refusals(results) == [{"paused"}]
        assert_whole(mandate)
        mandate.resume()


def test_a_pause_that_is_ended_twice_is_ended_once(race: Any, rounds: int) -> None:
    mandate = at("bp1")
    for _ in range(rounds):
        mandate.pause()

        results = race(mandate.resume, mandate.resume)

        assert refusals(results) == [{"not_paused"}]
        assert not Directive.objects.get(pk=mandate.directive.pk).paused


def test_a_decision_waits_for_the_end_of_the_pause_or_is_refused(race: Any, rounds: int) -> None:
    for mandate in gates(lambda: at("bp1"), rounds):
        mandate.pause()
        round_, proposal, owner = mandate.round, mandate.proposal("rework"), mandate.cast.owner

        results = race(
            lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r), lambda m=mandate: m.resume()
        )

        decided = not mandate.phase.startswith("bp")
        assert refusals(results) == ([] if decided else [{"paused"}])
        assert_whole(mandate)


def test_jav_that_is_declared_twice_is_stored_once(race: Any, rounds: int) -> None:
    first, second = person("Olle"), person("Oda")
    for mandate in gates(lambda: at("bp1", Cast(owners=(first, second))), rounds):
        round_ = mandate.round

        results = race(lambda m=mandate: recuse(m, first), lambda m=mandate: recuse(m, first))

        assert refusals(results) == [{"recused"}]
        assert Recusal.objects.filter(round=round_).count() == 1
        decide(mandate, second, mandate.proposal(), round_)
        assert_whole(mandate)


def test_a_condition_that_two_meet_is_met_once_and_opened_again_once(race: Any, rounds: int) -> None:
    mandate = with_a_condition()
    lead, owner = mandate.cast.lead, mandate.cast.owner
    for i in range(1, rounds + 1):
        mandate.now = NOW + dt.timedelta(minutes=i)
        state, who = (State.MET, lead) if i % 2 else (State.REOPENED, owner)

        results = race(*[lambda s=state, w=who: note(mandate, s, w)] * 2)

        assert len(refusals(results)) == 1
        assert ConditionNote.objects.count() == i


def test_a_condition_is_met_before_the_next_gate_passes_or_it_waits(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        mandate = with_a_condition()
        mandate.now = LATER
        mandate.submit()
        proposal = mandate.proposal()

        results = race(
            lambda m=mandate: note(m, State.MET, m.cast.lead),
            lambda m=mandate, y=proposal: m.decide(proposal=y),
        )

        waited = mandate.phase == "bp1"
        assert refusals(results) == ([{"condition_due"}] if waited else [])
        assert_whole(mandate)


def test_a_condition_is_met_or_waived(race: Any, rounds: int) -> None:
    mandate = with_a_condition()
    lead, owner = mandate.cast.lead, mandate.cast.owner
    for i in range(1, rounds + 1):
        mandate.now = NOW + dt.timedelta(minutes=2 * i)
        proof = Authentication("password", mandate.now)

        results = race(
            lambda: note(mandate, State.MET, lead),
            lambda p=proof: note(mandate, State.WAIVED, owner, authentication=p),
        )

        assert refusals(results) == [{"condition_settled"}]
        mandate.now += dt.timedelta(minutes=1)
        note(mandate, State.REOPENED, owner)
        assert ConditionNote.objects.count() == 2 * i


def test_two_who_adopt_under_one_number_adopt_one(race: Any, rounds: int) -> None:
    cast = Cast()
    for i in range(rounds):
        said = content(cast.roles(), number=f"U 2019-{i:03}")

        results = race(*[lambda c=said: adopted("execution", cast, content=c)] * 2)

        assert len([one for one in results if isinstance(one, NumberTaken)]) == 1
        assert Directive.objects.filter(number=said.number).count() == 1


def test_a_board_that_two_tell_of_a_decision_is_told_once(race: Any, rounds: int) -> None:
    for mandate in gates(lambda: at("bp1"), rounds):
        mandate.decide("rework")
        decision = mandate.directive.decisions.latest("pk")

        results = race(*[lambda d=decision: tell_the_board(d)] * 2)

        assert [one.code for one in results if isinstance(one, NotTold)] == ["told"]
        assert DelegationReport.objects.filter(decision=decision).count() == 1
