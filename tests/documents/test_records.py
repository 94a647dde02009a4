"""From a decision to its sealed record: enqueued with it, made once, in one language, found intact."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tests import factories as f
from tests.documents.pdf_tools import text_of
from uppdragil.core import audit
from uppdragil.core.canonical import sha256
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Decision
from uppdragil.documents import records
from uppdragil.documents.models import DecisionRecord
from uppdragil.documents.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def decided() -> Decision:
    f.at("preparation")
    return Decision.objects.get()


def work() -> None:
    """The worker, until nothing waits."""
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)


def waiting() -> int:
    return DBTaskResult.objects.filter(status="READY").count()


def test_the_worker_makes_a_record_that_is_intact_and_names_the_decision(decided: Decision) -> None:
    work()
    record = DecisionRecord.objects.get(decision=decided)
    found = verify(bytes(record.pdf))
    assert found.intact
    assert found.demo
    assert found.decided is not None
    assert (found.decided.number, found.decided.gate) == (decided.directive.number, "BP0")


def test_the_chain_has_the_hash_of_the_record(decided: Decision) -> None:
    work()
    record = DecisionRecord.objects.get(decision=decided)
    payload = AuditEvent.objects.get(verb="record.made").payload
    assert record.sha256 == sha256(bytes(record.pdf))
    assert record.sha256.encode() in bytes(payload.body)
    assert audit.verify().ok


def test_a_record_names_the_event_of_its_decision_by_which_the_chain_can_be_checked(
    decided: Decision,
) -> None:
    event = AuditEvent.objects.get(verb="gate.decided")

    record = records.gather(decided)

    assert record.event == f"{event.seq}:{event.hash}"
    call_command("audit_verify", "--expect", record.event)


def test_a_record_of_a_later_round_names_its_own_event() -> None:
    made = f.at("bp1")
    for _ in range(2):
        made.decide("rework")
        made.submit()
    made.decide("rework")
    events = [records.gather(decision).event for decision in Decision.objects.order_by("pk")]
    assert events == [
        f"{seq}:{hash_}"
        for seq, hash_ in AuditEvent.objects.filter(verb="gate.decided")
        .order_by("seq")
        .values_list("seq", "hash")
    ]


def test_a_record_that_is_made_after_a_disposal_names_no_event(decided: Decision) -> None:
    event = AuditEvent.objects.get(verb="gate.decided")
    with transaction.atomic():
        audit.dispose(seqs=[event.seq], reason="Beslut 3", actor=audit.SYSTEM, now=f.NOW)
    assert records.gather(decided).event == ""


def test_a_decision_that_is_rolled_back_leaves_no_task() -> None:
    made = f.at("bp1")
    before = waiting()
    with transaction.atomic():
        made.decide()
        assert waiting() == before + 2  # the record, and the letters
        transaction.set_rollback(True)
    assert waiting() == before


def test_making_a_record_again_gives_the_one_that_is_there(decided: Decision) -> None:
    first = records.make(decided, f.NOW)
    assert records.make(decided, f.NOW).pk == first.pk
    assert AuditEvent.objects.filter(verb="record.made").count() == 1


def test_two_workers_at_once_make_one_record(decided: Decision) -> None:
    gate = threading.Barrier(2)

    def make() -> int:
        try:
            connection.ensure_connection()
            gate.wait(30)
            return records.make(Decision.objects.get(pk=decided.pk), f.NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = [one.result(120) for one in [pool.submit(make) for _ in range(2)]]
    assert len(set(made)) == 1
    assert DecisionRecord.objects.count() == 1
    assert AuditEvent.objects.filter(verb="record.made").count() == 1


def test_the_sweep_makes_what_is_missing_once(decided: Decision, capsys: Any) -> None:
    for said in ("1 protokoll togs fram.", "0 protokoll togs fram."):
        with translation.override("sv"):
            call_command("build_records")
        assert said in capsys.readouterr().out
    assert DecisionRecord.objects.count() == 1


def test_a_record_that_cannot_be_made_does_not_keep_the_others_from_being_made(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    f.at("execution")
    broken = Decision.objects.order_by("pk")[0]
    gather = records.gather

    def fails_for_one(decision: Decision) -> Any:
        if decision.pk == broken.pk:
            raise ValueError("a broken font")
        return gather(decision)

    monkeypatch.setattr(records, "gather", fails_for_one)
    with pytest.raises(SystemExit):
        call_command("build_records")
    assert list(DecisionRecord.objects.values_list("decision__gate", flat=True)) == ["BP1"]
    assert "BP0" in capsys.readouterr().err


@pytest.fixture
def _a_fixed_time() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.mark.usefixtures("_a_fixed_time")
def test_the_language_of_whoever_asks_does_not_change_the_record(decided: Decision, tmp_path: Path) -> None:
    with translation.override("en"):
        text = text_of(bytes(records.make(decided, f.NOW).pdf), tmp_path)
    assert "Beslutsprotokoll" in text
    assert "Lösenord" in text


def test_a_record_holds_the_version_answers_conditions_and_every_confirmation() -> None:
    owners = (f.person("Olle"), f.person("Oda"))
    made = f.at("bp1", f.Cast(owners=owners))
    proposal = made.proposal("conditional")
    for owner in owners:
        made.decide(by=owner, proposal=proposal)
    decision = Decision.objects.get(gate="BP1")
    record = records.gather(decision)
    assert sha256(record.version_bytes) == record.sha256 == decision.version_sha256
    assert [s.name for s in record.sign_offs] == [o.name for o in owners]
    assert [c.text for c in record.conditions] == ["Beräkna kostnaden"]
    assert len(record.answers) == len(made.directive.edition.spec.gate("BP1").checklist)


def test_a_round_that_one_turned_down_records_what_each_confirmed() -> None:
    owners = (f.person("Olle"), f.person("Oda"))
    made = f.at("bp1", f.Cast(owners=owners))
    made.decide(by=owners[0])
    made.decide("no", by=owners[1])
    record = records.gather(Decision.objects.get(gate="BP1"))
    assert [s.outcome for s in record.sign_offs] == ["JA", "NEJ"]
