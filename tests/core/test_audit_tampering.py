"""Somebody with every right on the tables: what the chain shows, and what it cannot."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from tests.core.audit_chains import NOW, chain, last_head, rewrite_from, tampering
from uppdragil.core import audit
from uppdragil.core.audit import Problem, Verification
from uppdragil.core.models import AuditEvent, AuditPayload

pytestmark = pytest.mark.django_db

LENGTH = 6
ROWS = (1, 3, LENGTH)
COLUMNS = [field.column for field in AuditEvent._meta.concrete_fields]


def broken(found: Verification) -> tuple[Problem | None, int | None]:
    return found.problem, found.first_broken


def other_value(column: str) -> Any:
    if column == "seq":
        return 1000
    return NOW + dt.timedelta(microseconds=1) if column == "at" else "f" * 64


def forge(seq: int, verb: str = "test.forged", body: bytes = b"{}") -> None:
    """Insert an event with a right hash of its own, with a right payload."""
    salt = b"s" * 32
    last = AuditEvent.objects.order_by("seq").last()
    event = AuditEvent(seq=seq, at=NOW, verb=verb, actor_name="X", prev_hash=last.hash)
    event.payload_hash = audit.payload_hash(salt, body)
    event.hash = audit.event_hash(event)
    event.save()
    AuditPayload(event=event, salt=salt, body=body).save()


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_found_at_its_row(column: str, row: int) -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute(f"UPDATE core_auditevent SET {column} = %s WHERE seq = %s", [other_value(column), row])
        found = audit.verify()

    assert found.first_broken == row
    assert found.events == row - 1


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("column", ["salt", "body"])
def test_a_changed_payload_is_found_at_its_row(column: str, row: int) -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute(
            f"UPDATE core_auditpayload SET {column} = %s WHERE event_id = %s", [b'{"number":9}', row]
        )
        found = audit.verify()

    assert broken(found) == (Problem.PAYLOAD_HASH, row)


@pytest.mark.parametrize("row", ROWS)
def test_a_deleted_payload_is_found_at_its_row(row: int) -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("DELETE FROM core_auditpayload WHERE event_id = %s", [row])
        found = audit.verify()

    assert broken(found) == (Problem.PAYLOAD_MISSING, row)


@pytest.mark.parametrize("row", ROWS[:-1])
def test_a_deleted_event_is_found(row: int) -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("DELETE FROM core_auditevent WHERE seq = %s", [row])
        found = audit.verify()

    assert broken(found) == (Problem.SEQ_GAP, row)


def test_a_gap_that_was_closed_by_new_numbers_is_found() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("DELETE FROM core_auditevent WHERE seq = 3")
        for seq in range(4, LENGTH + 1):
            cursor.execute("UPDATE core_auditevent SET seq = %s WHERE seq = %s", [seq - 1, seq])
        found = audit.verify()

    assert broken(found) == (Problem.PREV_HASH, 3)


def test_swapped_events_are_found() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        for old, new in ((3, 900), (4, 3), (900, 4)):
            cursor.execute("UPDATE core_auditevent SET seq = %s WHERE seq = %s", [new, old])
        found = audit.verify()

    assert broken(found) == (Problem.PREV_HASH, 3)


def test_swapped_payloads_are_found() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        for old, new in ((3, 900), (4, 3), (900, 4)):
            cursor.execute("UPDATE core_auditpayload SET event_id = %s WHERE event_id = %s", [new, old])
        found = audit.verify()

    assert broken(found) == (Problem.PAYLOAD_HASH, 3)


@pytest.mark.parametrize(
    ("seq", "problem", "place"),
    [
        (0, Problem.SEQ_GAP, 1),
        (LENGTH + 1, Problem.AFTER_HEAD, LENGTH + 1),
        (LENGTH + 2, Problem.SEQ_GAP, LENGTH + 1),
    ],
)
def test_an_event_slipped_in_is_found(seq: int, problem: Problem, place: int) -> None:
    chain(LENGTH)

    with tampering():
        forge(seq)
        found = audit.verify()

    assert broken(found) == (problem, place)


@pytest.mark.parametrize("body", [b"{}", b"[]", b"no json", b'{"seqs":[[1]]}', b'{"seqs":3}', b"[" * 100_000])
def test_a_disposal_that_was_never_written_is_found(body: bytes) -> None:
    chain(LENGTH)

    with tampering():
        forge(LENGTH + 1, audit.DISPOSED, body)
        found = audit.verify()

    assert broken(found) == (Problem.UNREADABLE, LENGTH + 1)


def test_a_changed_head_is_found() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("UPDATE core_audithead SET hash = %s", ["f" * 64])
        found = audit.verify()

    assert broken(found) == (Problem.HEAD_MISMATCH, LENGTH)


def test_a_removed_head_is_found() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("DELETE FROM core_audithead")
        found = audit.verify()

    assert broken(found) == (Problem.HEAD_MISSING, None)


def test_everything_removed_is_found_as_long_as_the_head_stands() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("DELETE FROM core_auditpayload")
        cursor.execute("DELETE FROM core_auditevent")
        found = audit.verify()

    assert broken(found) == (Problem.CUT_OFF, 1)


def cut_off(cursor: Any, after: int) -> None:
    cursor.execute("DELETE FROM core_auditpayload WHERE event_id > %s", [after])
    cursor.execute("DELETE FROM core_auditevent WHERE seq > %s", [after])


def test_a_cut_off_end_is_found_by_the_head() -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cut_off(cursor, after=4)
        found = audit.verify()

    assert broken(found) == (Problem.CUT_OFF, 5)


def test_a_cut_off_end_with_its_head_set_back_is_found_only_by_a_head_from_outside() -> None:
    chain(LENGTH)
    kept = last_head()

    with tampering() as cursor:
        cut_off(cursor, after=4)
        cursor.execute(
            "UPDATE core_audithead SET seq = 4, hash = (SELECT hash FROM core_auditevent WHERE seq = 4)"
        )
        alone, with_head = audit.verify(), audit.verify(expect=kept)

    assert alone.ok  # the chain cannot show it
    assert broken(with_head) == (Problem.CUT_OFF, 5)


def test_a_chain_written_anew_is_found_only_by_a_head_from_outside() -> None:
    chain(LENGTH)
    kept = last_head()

    with tampering() as cursor:
        rewrite_from(cursor, 3)
        alone, with_head = audit.verify(), audit.verify(expect=kept)

    assert alone.ok  # the chain cannot show it
    assert broken(with_head) == (Problem.OTHER_HEAD, LENGTH)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps any value in any column")
@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "'not a date'"),
        ("at", "'2026-13-45 00:00:00'"),
        ("at", "17"),
        ("at", "X'FF'"),
        ("verb", "X'FF'"),
        ("verb", "CAST(X'FF' AS TEXT)"),
        ("seq", "'text'"),
    ],
)
def test_a_value_of_another_type_is_found_at_its_row(column: str, value: str, row: int) -> None:
    chain(LENGTH)

    with tampering() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE core_auditevent SET {column} = {value} WHERE seq = {row}")
        found = audit.verify()
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    assert found.first_broken == row
