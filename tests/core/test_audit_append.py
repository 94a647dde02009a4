from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json

import pytest
from django.db import transaction

from tests.core.audit_chains import ACTOR, NOW, append, chain
from uppdragil.core import audit
from uppdragil.core.models import GENESIS, AuditEvent, AuditHead, AuditPayload

pytestmark = pytest.mark.django_db


def test_it_numbers_events_from_one_without_a_gap() -> None:
    assert [event.seq for event in chain(3)] == [1, 2, 3]


def test_it_binds_each_event_to_the_one_before() -> None:
    first, second = chain(2)

    assert (first.prev_hash, second.prev_hash) == (GENESIS, first.hash)


def test_it_moves_the_head_to_the_last_event() -> None:
    event = chain(2)[-1]

    head = AuditHead.objects.get()
    assert (head.seq, head.hash) == (2, event.hash)


def test_the_hash_can_be_redone_with_nothing_but_json_and_sha256() -> None:
    event = append()

    columns = {
        "actor_name": "Åsa Öberg",
        "actor_uid": "5f1d",
        "at": "2026-03-02T09:30:15.123456+00:00",
        "payload_hash": event.payload_hash,
        "prev_hash": "0" * 64,
        "seq": 1,
        "subject": "d1",
        "verb": "test.done",
    }
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    assert event.hash == hashlib.sha256(text.encode()).hexdigest()


def test_the_hash_covers_every_other_column() -> None:
    columns = {field.name for field in AuditEvent._meta.concrete_fields}

    assert set(audit.HASHED) == columns - {"hash"}


def test_equal_payloads_have_different_hashes_since_each_has_its_salt() -> None:
    first, second = append(7), append(7)

    assert first.payload_hash != second.payload_hash


def test_it_stores_the_exact_bytes_that_were_hashed() -> None:
    event = append(payload={"ö": 1, "a": [None, "x"]})

    stored = AuditPayload.objects.get(event=event)
    assert bytes(stored.body) == '{"a":[null,"x"],"ö":1}'.encode()
    assert hashlib.sha256(bytes(stored.salt) + bytes(stored.body)).hexdigest() == event.payload_hash


def test_it_takes_four_queries_however_long_the_chain_is(django_assert_num_queries) -> None:
    chain(5)

    with django_assert_num_queries(4):
        audit.append(verb="test.done", actor=ACTOR, payload={"a": 1}, now=NOW)


def test_times_of_other_zones_are_the_same_moment_after_storage() -> None:
    append(now=dt.datetime(2026, 3, 2, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))))

    assert audit.verify().ok


def test_a_rolled_back_transaction_leaves_no_gap() -> None:
    append()
    with transaction.atomic():
        audit.append(verb="test.done", actor=ACTOR, payload={}, now=NOW)
        transaction.set_rollback(True)

    assert append().seq == 2
    assert audit.verify().ok


@pytest.mark.parametrize(
    "given",
    [
        {"verb": ""},
        {"verb": audit.DISPOSED},
        {"actor": dataclasses.replace(ACTOR, name="")},
        {"subject": "a\x00b"},
        {"verb": "lone \ud800 surrogate"},
        {"now": dt.datetime(2026, 3, 2)},  # noqa: DTZ001
        {"payload": {"at": NOW}},
        {"payload": {"n": 2**60}},
        {"payload": {"n": float("nan")}},
        {"payload": {"t": "\ud800"}},
        {"payload": {"t": "x" * audit.MAX_PAYLOAD}},
    ],
    ids=str,
)
def test_it_refuses_what_it_cannot_store_exactly(given: dict) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        append(**given)

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_run_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.append(verb="test.done", actor=ACTOR, payload={}, now=NOW)


def test_it_refuses_when_somebody_removed_the_head() -> None:
    AuditHead.objects.all().delete()

    with pytest.raises(AuditHead.DoesNotExist):
        append()
