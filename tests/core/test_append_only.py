from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.core.audit_chains import append, tampering
from uppdragil.core.append_only import AppendOnlyViolation, append_only_models
from uppdragil.core.models import AuditEvent, AuditPayload
from uppdragil.core.triggers import ACTIONS, check_triggers, install_triggers, missing_triggers, trigger_name

pytestmark = pytest.mark.django_db

TABLES = ["core_auditevent", "core_auditpayload"]


def refused(statement: str, parameters: tuple[Any, ...] = ()) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, parameters)


@pytest.mark.parametrize("column", [field.column for field in AuditEvent._meta.concrete_fields])
def test_the_database_refuses_to_change_any_column(column: str) -> None:
    append()

    refused(f"UPDATE core_auditevent SET {column} = {column}")


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_delete(table: str) -> None:
    append()

    refused(f"DELETE FROM {table}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("statement", ["TRUNCATE core_auditpayload", "TRUNCATE core_auditevent CASCADE"])
def test_the_database_refuses_to_truncate(statement: str) -> None:
    append()
    connection.check_constraints()

    refused(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_replace_a_row_by_its_key(table: str) -> None:
    append()

    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no rowid")
def test_the_database_refuses_to_replace_a_row_by_its_hidden_number() -> None:
    append()

    columns = "at, verb, actor_name, actor_uid, subject, payload_hash, prev_hash, hash"
    refused(
        f"INSERT OR REPLACE INTO core_auditevent (rowid, seq, {columns})"
        f" SELECT rowid, 99, {columns} FROM core_auditevent"
    )


def test_the_database_refuses_an_upsert() -> None:
    append()

    columns = "seq, at, verb, actor_name, actor_uid, subject, payload_hash, prev_hash, hash"
    refused(
        f"INSERT INTO core_auditevent ({columns}) SELECT {columns} FROM core_auditevent WHERE seq = 1"
        " ON CONFLICT (seq) DO UPDATE SET verb = 'x'"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.save(update_fields=["verb"]),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(verb="x"),
        lambda event: AuditEvent.objects.filter(pk=1).delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
        lambda event: AuditEvent.objects.update_or_create(seq=1, defaults={"verb": "x"}),
        lambda event: AuditPayload.objects.filter(event=event).update(body=b""),
    ],
)
def test_the_program_refuses_early_with_a_sentence(change: Callable[[AuditEvent], Any]) -> None:
    event = AuditEvent.objects.get(pk=append().pk)

    with pytest.raises(AppendOnlyViolation, match="is append-only: a stored row cannot be"):
        change(event)


def test_a_second_row_with_the_same_key_is_an_integrity_error() -> None:
    event = append()

    copy = AuditEvent(seq=event.seq, at=event.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_no_trigger_is_missing_after_migrate() -> None:
    assert {model._meta.db_table for model in append_only_models()} >= set(
        TABLES
    )  # all of them are looked at
    assert missing_triggers(connection) == []
    assert check_triggers(databases=["default"]) == []


def test_dropped_triggers_are_missing_until_they_are_installed_again() -> None:
    expected = [
        trigger_name(connection, table, act) for table in TABLES for act in ACTIONS[connection.vendor]
    ]

    with tampering():
        missing = missing_triggers(connection)
        warnings = check_triggers(databases=["default"])
        install_triggers(connection)
        left = missing_triggers(connection)

    assert missing == expected
    assert warnings[0].id == "core.W001"
    assert left == []


def test_a_trigger_that_does_nothing_is_missing() -> None:
    name = trigger_name(connection, "core_auditevent", "update")
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON core_auditevent BEGIN SELECT 1; END")
        else:
            cursor.execute(f"ALTER TABLE core_auditevent DISABLE TRIGGER {name}")
        missing = missing_triggers(connection)
        transaction.set_rollback(True)

    assert missing == [name]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's triggers are compared by their text")
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NEW; END'",
        "CREATE OR REPLACE TRIGGER append_only_update_core_auditevent BEFORE UPDATE ON core_auditevent"
        " FOR EACH ROW WHEN (false) EXECUTE FUNCTION append_only_refuse()",
    ],
    ids=["function", "condition"],
)
def test_a_trigger_that_was_made_harmless_is_missing(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        missing = missing_triggers(connection)
        transaction.set_rollback(True)

    assert "append_only_update_core_auditevent" in missing
