"""Every edge of the graph, driven by the service."""

from __future__ import annotations

import datetime as dt

import pytest
from viewflow.workflow.models import Task

from tests.factories import NOW, TODAY, WAY, Mandate, at
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Decision, Round
from uppdragil.directives import canonical
from uppdragil.directives.services import content_of
from workflows import service
from workflows.mandate import MandateFlow
from workflows.nodes import Stage

pytestmark = pytest.mark.django_db

GATES = {
    "bp0": ("draft", "preparation"),
    "bp1": ("preparation", "execution"),
    "bp2": ("execution", "handover"),
    "bp3": ("handover", "realisation"),
}
ENDINGS = {"yes": "after", "conditional": "after", "rework": "before", "postpone": "stays", "no": "stopped"}


def open_tasks(mandate: Mandate) -> list[str]:
    tasks = Task.objects.filter(process=mandate.directive.process, finished__isnull=True)
    return [task.flow_task.name for task in tasks]


def codes(refused: pytest.ExceptionInfo[service.Refused]) -> set[str]:
    return {reason.code for reason in refused.value.unmet}


@pytest.mark.parametrize("phase", WAY)
def test_the_ordinary_way_passes_every_place(phase: str) -> None:
    mandate = at(phase)

    assert mandate.phase == phase
    assert open_tasks(mandate) == ([] if phase == "closed" else [phase])
    assert audit.verify().ok


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("outcome", ENDINGS)
def test_each_outcome_leads_to_its_place(gate: str, outcome: str) -> None:
    mandate = at(gate)
    before, after = GATES[gate]

    mandate.decide(outcome)

    places = {"after": after, "before": before, "stays": gate, "stopped": "stopped"}
    assert mandate.phase == places[ENDINGS[outcome]]
    assert Decision.objects.latest("pk").outcome == outcome


@pytest.mark.parametrize("gate", GATES)
def test_a_withdrawn_submission_goes_back_to_work(gate: str) -> None:
    mandate = at(gate)

    mandate.withdraw()

    assert mandate.phase == GATES[gate][0]
    assert Round.objects.latest("pk").ending == Round.Ending.WITHDRAWN


@pytest.mark.parametrize("gate", GATES)
def test_a_submission_after_rework_opens_the_next_round_of_the_gate(gate: str) -> None:
    mandate = at(gate)
    mandate.decide("rework")

    again = mandate.submit()

    assert (again.number, again.version.number) == (
        2,
        Round.objects.earliest("pk").version.number + WAY.index(gate) // 2 + 1,
    )


@pytest.mark.parametrize("phase", [phase for phase in WAY if phase != "closed"])
def test_it_can_be_stopped_in_every_stage(phase: str) -> None:
    mandate = at(phase)
    by = mandate.cast.secretary if phase == "bp0" else mandate.cast.owner

    mandate.stop(by=by)

    assert (mandate.phase, open_tasks(mandate), mandate.round) == ("stopped", [], None)


@pytest.mark.parametrize("phase", ["closed", "stopped"])
def test_what_has_ended_is_left_alone(phase: str) -> None:
    mandate = at(phase)

    for move in (mandate.submit, mandate.pause, mandate.stop, mandate.close):
        with pytest.raises(service.Refused) as refused:
            move()
        assert codes(refused) == {"ended"}


def test_a_postponed_round_is_followed_by_one_with_that_date_on_the_same_version() -> None:
    mandate = at("bp1")
    first = mandate.round

    mandate.decide("postpone")

    second = mandate.round
    assert first
    assert second
    assert second.uid != first.uid
    assert second.due == TODAY + dt.timedelta(days=14)
    assert (second.version, second.lead, second.number) == (first.version, first.lead, 2)


def test_the_round_before_a_postponement_can_no_longer_be_decided() -> None:
    mandate = at("bp1")
    first = mandate.round
    assert first
    mandate.decide("postpone")

    with pytest.raises(service.Refused) as refused:
        mandate.decide(round_uid=first.uid)

    assert codes(refused) == {"round_changed"}


def test_a_postponed_body_gate_keeps_its_body() -> None:
    mandate = at("bp0")
    mandate.decide("postpone")

    mandate.decide("yes")

    assert mandate.phase == "preparation"


@pytest.mark.parametrize("outcome", ENDINGS)
def test_only_a_passing_outcome_sets_the_baseline(outcome: str) -> None:
    mandate = at("bp1")
    before = mandate.directive.baseline
    round_ = mandate.round
    assert round_

    mandate.decide(outcome)

    mandate.directive.refresh_from_db()
    assert mandate.directive.baseline == (round_.version if outcome in ("yes", "conditional") else before)


def test_a_decision_is_bound_to_the_bytes_that_were_submitted() -> None:
    mandate = at("bp1")

    decision = mandate.decide().decision

    assert decision
    assert decision.version_sha256 == decision.version.sha256
    assert bytes(decision.version.data) == canonical.to_bytes(mandate.content)
    assert content_of(decision.version) == mandate.content


def test_a_conditional_yes_keeps_each_condition() -> None:
    mandate = at("bp1")

    decision = mandate.decide("conditional").decision

    assert decision
    kept = [(c.text, c.responsible, c.due) for c in decision.conditions.all()]
    assert kept == [("Beräkna kostnaden", "Lena", TODAY + dt.timedelta(days=14))]


@pytest.mark.parametrize("phase", ["draft", "bp1", "execution", "realisation"])
def test_a_paused_directive_goes_on_where_it_was(phase: str) -> None:
    mandate = at(phase)

    mandate.pause()
    mandate.resume()

    assert (mandate.phase, mandate.directive.paused, open_tasks(mandate)) == (phase, False, [phase])
    mandate.onward()


def test_a_paused_directive_refuses_decisions_submissions_and_closing() -> None:
    for phase in ("bp1", "execution", "realisation"):
        mandate = at(phase)
        mandate.pause()
        with pytest.raises(service.Refused) as refused:
            mandate.onward()
        assert codes(refused) == {"paused"}


def test_a_stopped_directive_is_no_longer_paused() -> None:
    mandate = at("execution")
    mandate.pause()

    mandate.stop()

    assert (mandate.phase, mandate.directive.paused) == ("stopped", False)


def test_closing_keeps_the_owners_last_words() -> None:
    mandate = at("closed")

    comments = set(mandate.directive.progress.values_list("comment", flat=True))
    assert comments == {"Målet är nått"}


def test_closing_asks_for_a_word_on_each_goal() -> None:
    mandate = at("realisation")

    with pytest.raises(service.Refused) as refused:
        mandate.close(last_words={mandate.content.impact_goals[0].uid: "Nått"})

    assert [r.params for r in refused.value.unmet] == [{"count": 1}]


def test_entering_a_stage_is_dated_when_it_happened() -> None:
    assert at("draft").directive.phase_since == NOW

    mandate = at("draft")
    mandate.submit(now=NOW + dt.timedelta(days=3))

    mandate.directive.refresh_from_db()
    assert mandate.directive.phase_since == NOW + dt.timedelta(days=3)


def test_each_move_is_in_the_chain_with_who_did_it() -> None:
    mandate = at("preparation")

    told = list(AuditEvent.objects.filter(subject=mandate.directive.uid).values_list("verb", "actor_name"))
    lead, secretary = mandate.cast.lead.name, mandate.cast.secretary.name
    assert told == [
        ("directive.created", lead),
        ("round.opened", lead),
        ("round.confirmed", secretary),
        ("gate.decided", secretary),
    ]


def test_the_system_can_start_a_directive() -> None:
    mandate = at("draft")

    service.start(
        content=mandate.content.model_copy(update={"number": ""}),
        edition=mandate.directive.edition,
        by=None,
        now=NOW,
    )

    assert AuditEvent.objects.latest("seq").actor_name


def test_every_edge_of_the_graph_is_one_that_the_tests_above_walk() -> None:
    stages = {node.name: set(node.edges) for node in MandateFlow.instance.nodes() if isinstance(node, Stage)}

    work = {
        name: {"submit", "stop", "supersede"} for name in ("draft", "preparation", "execution", "handover")
    }
    gates = {name: {*ENDINGS, "withdraw", "stop", "supersede"} for name in GATES}
    assert stages == work | gates | {"realisation": {"close", "stop", "supersede"}}
