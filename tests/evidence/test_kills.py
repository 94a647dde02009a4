"""kill -9 of server and worker at random while owners decide: what was acknowledged is there, and nothing is half."""

from __future__ import annotations

import json
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from viewflow.workflow.models import Task

from tests.evidence.clients import Owner, Told
from tests.evidence.victims import Killer, running
from tests.factories import Mandate, at, with_account
from tests.support.figures import Figures
from tests.support.processes import manage
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Condition, Decision, Round
from uppdragil.documents.models import DecisionRecord
from uppdragil.documents.verify import verify

DECISIONS = int(os.environ.get("UPPDRAGIL_DECISIONS", "300"))
EACH = 5  # decisions per mandate: postponed until the last
LAST = ("yes", "conditional", "rework", "no")
CLIENTS = 3  # at a time
SEED = int(os.environ.get("UPPDRAGIL_SEED", "20261122"))


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_no_acknowledged_decision_is_lost_and_none_is_half_made(tmp_path: Path, figures: Figures) -> None:
    mandates = [at("bp1") for _ in range(max(1, DECISIONS // EACH))]
    for mandate in mandates:
        with_account(mandate.cast.owner)
    connection.close()
    told = Told()

    with running(tmp_path / "log", SEED) as killer:
        decide_all(mandates, killer, told)
    killed = killer.victims.killed

    assert (killer.failure, told.odd) == (None, [])
    assert_acknowledged_are_stored(told)
    for mandate in mandates:
        assert_whole(mandate)
    swept = assert_every_decision_gets_its_record()
    assert_the_chain_tells_of_every_decision()
    stored = set(Decision.objects.filter(gate="BP1").values_list("round__uid", flat=True))
    assert len(stored) == len(mandates) * EACH
    figures.add(
        f"kill -9: {len(stored)} decisions, {sum(killed.values())} kills ({_kinds(killed)});"
        f" {len(told.acknowledged)} acknowledged, all stored; {len(told.unanswered)} confirmations without an answer,"
        f" of which {len(stored - set(told.acknowledged))} were stored, and the others sent again;"
        f" {swept} of {Decision.objects.count()} records made by the sweep; the chain is whole"
    )


def _kinds(killed: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(killed.items()))


def decide_all(mandates: list[Mandate], killer: Killer, told: Told) -> None:
    def one(number: int) -> None:
        mandate = mandates[number]
        outcomes = ["postpone"] * (EACH - 1) + [LAST[number % len(LAST)]]
        Owner(mandate.cast.owner.uid, killer, told).decide(mandate.directive.uid, outcomes)

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(one, range(len(mandates))))


def assert_acknowledged_are_stored(told: Told) -> None:
    stored = dict(Decision.objects.values_list("round__uid", "outcome"))
    assert {uid: stored.get(uid) for uid in told.acknowledged} == told.acknowledged


def assert_whole(mandate: Mandate) -> None:
    """Its rounds, decisions, confirmations, answers and conditions agree, and so does its place in the flow."""
    (task,) = Task.objects.filter(process=mandate.directive.process, finished__isnull=True) or [None]
    rounds = Round.objects.filter(directive=mandate.directive)
    assert mandate.phase == (task.flow_task.name if task else "stopped")
    assert rounds.filter(ended_at=None).count() == mandate.phase.startswith("bp")
    assert set(rounds.exclude(ended_at=None).values_list("ending", flat=True)) == {Round.Ending.DECIDED}
    for round_ in rounds.exclude(ended_at=None):
        assert_decided(round_)
    assert not mandate.directive.rounds.filter(ended_at=None, sign_offs__isnull=False).exists()
    last = mandate.directive.decisions.latest("pk")
    after = {"yes": "execution", "conditional": "execution", "rework": "preparation", "no": "stopped"}
    assert mandate.phase == after[last.outcome]


def assert_decided(round_: Round) -> None:
    decision, gate = round_.decision, round_.spec
    proposal = round_.proposals.get()
    assert decision.proposal == proposal
    assert [s.proposal for s in round_.sign_offs.all()] == [proposal]
    assert set(proposal.answers.values_list("item", flat=True)) == {item.code for item in gate.checklist}
    conditions = Condition.objects.filter(decision=decision).count()
    assert conditions == (decision.outcome == "conditional")
    assert (decision.version_sha256, decision.outcome) == (round_.version.sha256, proposal.outcome)


def assert_every_decision_gets_its_record() -> int:
    """How many the sweep had to make."""
    before = DecisionRecord.objects.count()
    swept = manage("build_records", timeout=3600)
    assert swept.returncode == 0, swept.stderr
    assert DecisionRecord.objects.count() == Decision.objects.count()
    for record in DecisionRecord.objects.select_related("decision__directive").iterator(20):
        found = verify(bytes(record.pdf))
        assert found.intact
        assert found.decided
        assert (found.decided.number, found.decided.gate) == (
            record.decision.directive.number,
            record.decision.gate,
        )
        assert found.decided.sha256 == record.decision.version_sha256
    return DecisionRecord.objects.count() - before


def assert_the_chain_tells_of_every_decision() -> None:
    for verb, stored in (
        ("gate.decided", Decision.objects.values_list("round__uid", flat=True)),
        ("record.made", DecisionRecord.objects.values_list("decision__round__uid", flat=True)),
    ):
        events = AuditEvent.objects.filter(verb=verb).select_related("payload")
        assert Counter(json.loads(bytes(e.payload.body))["round"] for e in events) == Counter(stored)
    assert audit.verify().ok
    assert audit.evidence().ok
