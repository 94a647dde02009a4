"""The graph itself, and what the database refuses whatever the program does."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from viewflow import this
from viewflow.workflow import lock
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.models import Task

from tests.factories import NOW, Mandate, at
from uppdragil.decisions import services as decisions
from uppdragil.decisions.models import Decision, Proposal, SignOff
from uppdragil.directives.phases import (
    ENDED_PHASES,
    GATE_PHASES,
    UNDECIDED_PHASES,
    WAYS,
    WORK_PHASES,
    Phase,
    entries,
    gates_behind,
)
from uppdragil.editions.services import current
from workflows.fitness import gates
from workflows.flows import FLOWS
from workflows.mandate import MandateFlow
from workflows.models import DirectiveProcess
from workflows.nodes import Finish, Stage

PLACES = {
    name: [node for node in flow.instance.nodes() if isinstance(node, Stage | Finish)]
    for name, flow in FLOWS.items()
}
every_flow = pytest.mark.parametrize("name", FLOWS)
AHEAD = ("submit", "yes", "close")


def test_every_phase_is_a_place_of_some_graph() -> None:
    assert {place.phase for places in PLACES.values() for place in places} == set(Phase)


@every_flow
def test_no_phase_is_two_places_of_a_graph(name: str) -> None:
    phases = [place.phase for place in PLACES[name]]

    assert len(phases) == len(set(phases))


@every_flow
def test_gates_are_the_phases_with_a_gate_and_ends_are_the_finishes(name: str) -> None:
    phases = {place.phase for place in PLACES[name]}

    assert {p.phase for p in PLACES[name] if getattr(p, "gate", None)} == phases & set(GATE_PHASES)
    assert {p.phase for p in PLACES[name] if isinstance(p, Finish)} == set(ENDED_PHASES)


@every_flow
def test_work_is_left_by_submitting_or_ends(name: str) -> None:
    working = [place for place in PLACES[name] if place.phase in WORK_PHASES]

    assert all(set(place.edges) == {"submit", "stop", "supersede"} for place in working)


@every_flow
def test_a_gates_phase_is_its_code(name: str) -> None:
    assert all(p.phase == p.gate.lower() for p in PLACES[name] if getattr(p, "gate", None))


@every_flow
def test_every_place_can_be_reached_and_left(name: str) -> None:
    reached, waiting = set(), [FLOWS[name].instance.draft]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += getattr(node, "edges", {}).values()

    assert reached == set(PLACES[name])


@every_flow
def test_the_way_is_the_one_through_every_gate(name: str) -> None:
    gone = [FLOWS[name].instance.draft]
    while edges := getattr(gone[-1], "edges", {}):
        gone += [edges[outcome] for outcome in AHEAD if outcome in edges]

    assert tuple(place.phase for place in gone) == WAYS[name]


@every_flow
def test_who_is_taken_in_enters_at_the_stages_after_a_gate(name: str) -> None:
    assert {stage: node.phase for stage, node in FLOWS[name].instance.adopt.edges.items()} == {
        stage: stage for stage in entries(name)
    }


@every_flow
def test_nothing_is_decided_up_to_the_first_gate(name: str) -> None:
    before = [place for place in WAYS[name] if not gates_behind(name, place)]

    assert set(before) == set(WAYS[name]) & set(UNDECIDED_PHASES)


@every_flow
def test_the_flow_is_locked_while_it_moves(name: str) -> None:
    assert isinstance(FLOWS[name].lock_impl, lock.SelectForUpdateLock)


def test_an_outcome_without_an_edge_is_refused() -> None:
    stage = Stage(Phase.DRAFT).on("submit", this.bp0)

    with pytest.raises(FlowRuntimeError):
        stage.edge("yes")


def task_of(mandate: Mandate) -> Task:
    return Task.objects.get(process=mandate.directive.process, finished__isnull=True)


def execute(task: Task) -> None:
    """What the engine's own pages would do."""
    with task.activation() as activation:
        activation.run(None)
        activation.execute()


@pytest.mark.django_db
def test_a_stage_is_not_left_without_an_outcome() -> None:
    mandate = at("bp1")

    with pytest.raises(FlowRuntimeError), transaction.atomic():
        execute(task_of(mandate))

    assert mandate.phase == "bp1"
    assert task_of(mandate).flow_task.name == "bp1"


@pytest.mark.django_db
def test_a_directive_has_one_process_for_life() -> None:
    mandate = at("draft")

    with pytest.raises(IntegrityError), transaction.atomic():
        DirectiveProcess.objects.create(directive=mandate.directive, flow_class=MandateFlow)


@pytest.mark.django_db
def test_the_database_refuses_a_second_open_round() -> None:
    mandate = at("bp1")
    round_ = mandate.round
    assert round_

    with pytest.raises(IntegrityError), transaction.atomic():
        decisions.open_round(
            directive=mandate.directive,
            gate=round_.spec,
            version=round_.version,
            lead=round_.lead,
            body=None,
            due=None,
            now=NOW,
        )


def sign_off(mandate: Mandate, **given: object) -> SignOff:
    round_ = mandate.round
    assert round_
    proposal, _ = Proposal.objects.get_or_create(
        round=round_, sha256="0" * 64, defaults={"outcome": "yes", "data": b"{}", "made_at": NOW}
    )
    values = {
        "round": round_, "proposal": proposal, "person": mandate.cast.owner, "lead": round_.lead, "name": "x",
        "capacities": [], "method": "password", "authenticated_at": NOW, "at": NOW,
    }  # fmt: skip
    return SignOff.objects.create(**values | given)


@pytest.mark.django_db
def test_the_database_refuses_a_sign_off_by_the_lead() -> None:
    mandate = at("bp1")

    with pytest.raises(IntegrityError), transaction.atomic():
        sign_off(mandate, person=mandate.cast.lead)


@pytest.mark.django_db
def test_the_database_keeps_one_sign_off_per_person_and_round() -> None:
    mandate = at("bp1")
    sign_off(mandate)

    with pytest.raises(IntegrityError), transaction.atomic():
        sign_off(mandate)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [Proposal, SignOff, Decision])
def test_the_database_refuses_to_change_evidence(kind: type) -> None:
    at("preparation")
    stored = kind._base_manager.latest("pk")

    with pytest.raises(IntegrityError), transaction.atomic():
        kind._base_manager.filter(pk=stored.pk)._raw_delete("default")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["uppdragil-3.0", "uppdragshandling"])
def test_every_gate_phase_has_a_gate_in_the_edition(key: str) -> None:
    spec = current(key).spec

    assert tuple(gates(spec.flow)) == spec.gate_codes
