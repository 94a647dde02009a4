from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from tests.core.audit_chains import ACTOR, NOW, append, chain, tampering
from uppdragil.core import audit
from uppdragil.core.audit import Problem
from uppdragil.core.models import AuditEvent, AuditPayload

pytestmark = pytest.mark.django_db

EMPTIED = "salt = NULL, body = NULL, disposed_at = CURRENT_TIMESTAMP, disposed_reason = 'rule 7'"


def dispose(*seqs: int, reason: str = "rule 7") -> AuditEvent:
    with transaction.atomic():
        return audit.dispose(seqs=seqs, reason=reason, actor=ACTOR, now=NOW)


def test_a_disposed_payload_leaves_a_tombstone_and_a_whole_chain() -> None:
    chain(4)

    dispose(2, 3)

    found = audit.verify()
    assert (found.ok, found.events, found.tombstones) == (True, 5, 2)


def test_nothing_of_the_contents_is_left() -> None:
    chain(1)

    dispose(1)

    tombstone = AuditPayload.objects.get(event=1)
    assert (tombstone.salt, tombstone.body) == (None, None)
    assert (tombstone.disposed_at, tombstone.disposed_reason) == (NOW, "rule 7")


def test_the_disposal_is_an_event_of_its_own() -> None:
    chain(2)

    event = dispose(2)

    assert (event.seq, event.verb) == (3, audit.DISPOSED)
    assert bytes(event.payload.body) == b'{"reason":"rule 7","seqs":[2]}'


@pytest.mark.parametrize(
    "seqs", [(), (9,), (1, 9), (2,)], ids=["none", "unknown", "one unknown", "disposed already"]
)
def test_it_refuses_events_that_have_nothing_to_dispose_of(seqs: tuple[int, ...]) -> None:
    chain(2)
    dispose(2)

    with pytest.raises(ValueError, match="dispos"):
        dispose(*seqs)

    assert audit.verify().tombstones == 1


def test_it_refuses_to_dispose_of_a_disposal() -> None:
    chain(1)
    event = dispose(1)

    with pytest.raises(ValueError, match="dispos"):
        dispose(event.seq)


def test_it_refuses_a_disposal_without_a_reason() -> None:
    chain(1)

    with pytest.raises(ValueError, match="reason"):
        dispose(1, reason=" ")


def test_the_database_lets_a_disposal_through_and_verify_misses_its_event() -> None:
    chain(3)

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_auditpayload SET {EMPTIED} WHERE event_id = 2")

    found = audit.verify()
    assert (found.problem, found.first_broken) == (Problem.DISPOSAL_UNANNOUNCED, 2)


@pytest.mark.parametrize(
    "change",
    [
        "body = body",
        "salt = NULL",
        "salt = NULL, body = NULL",
        "disposed_reason = 'rule 7'",
        "salt = NULL, body = NULL, disposed_at = CURRENT_TIMESTAMP, disposed_reason = ''",
        "salt = NULL, disposed_at = CURRENT_TIMESTAMP, disposed_reason = 'rule 7'",
        "body = NULL, disposed_at = CURRENT_TIMESTAMP, disposed_reason = 'rule 7'",
        f"{EMPTIED}, event_id = 99",
    ],
)
def test_the_database_refuses_every_other_change(change: str) -> None:
    append()

    with (
        pytest.raises(Exception, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE core_auditpayload SET {change} WHERE event_id = 1")


@pytest.mark.parametrize("column", [field.column for field in AuditPayload._meta.concrete_fields])
def test_the_database_refuses_to_touch_a_tombstone(column: str) -> None:
    append()
    dispose(1)

    with (
        pytest.raises(Exception, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE core_auditpayload SET {column} = {column} WHERE event_id = 1")


def test_a_payload_has_no_column_that_a_disposal_could_change_unseen() -> None:
    """A new column must be named in permitted_update, and here."""
    columns = {field.column for field in AuditPayload._meta.concrete_fields}

    assert columns == {"event_id", "salt", "body", "disposed_at", "disposed_reason"}
    assert all(f"NEW.{column} " in AuditPayload.permitted_update for column in columns)


def test_a_filled_tombstone_is_found() -> None:
    chain(2)
    dispose(1)

    with tampering() as cursor:
        cursor.execute(
            "UPDATE core_auditpayload SET disposed_at = NULL, disposed_reason = '', salt = %s, body = %s"
            " WHERE event_id = 1",
            [b"s" * 32, b"{}"],
        )
        found = audit.verify()

    assert (found.problem, found.first_broken) == (Problem.PAYLOAD_HASH, 1)


def test_it_refuses_events_at_once_that_contradict_each_other_about_a_row() -> None:
    """In one payload only one of the digests would be left, and the contradiction would be gone."""
    rows = {"a_table:1": "1" * 64}
    append(payload={"rows": rows})
    append(payload={"rows": {"a_table:1": "2" * 64}})

    with pytest.raises(ValueError, match="contradict"):
        dispose(1, 2)
    told = dispose(1)

    assert json.loads(bytes(told.payload.body))["rows"] == rows
