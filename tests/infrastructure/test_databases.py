"""The test databases themselves: see support/databases.py."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import TransactionTestCase

from tests.support.databases import LeftOpenError, SqliteDatabase
from tests.support.processes import manage

REFUSING_TRIGGER = {
    "sqlite": [
        "CREATE TRIGGER refuse BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$",
        "CREATE TRIGGER refuse BEFORE DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse()",
        "CREATE TRIGGER refuse_all BEFORE TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse()",
    ],
}


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tables() -> list[str]:
    return connection.introspection.table_names()


def hang_up() -> None:
    connection.close()


@pytest.fixture
def evidence(transactional_db: None) -> None:
    """A committed row in a table that refuses to lose it."""
    execute("CREATE TABLE evidence (id integer)", *REFUSING_TRIGGER[connection.vendor])
    execute("INSERT INTO evidence VALUES (1)")


def end_committing_test() -> None:
    TransactionTestCase("__init__")._fixture_teardown()


def test_a_committing_test_leaves_no_row_that_refuses_deletion(evidence: None) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute("DELETE FROM evidence")

    end_committing_test()

    assert "evidence" not in tables()


def test_the_restored_database_is_migrated(evidence: None) -> None:
    end_committing_test()

    assert "django_migrations" in tables()


def test_a_connection_held_by_another_thread_sees_the_restored_database(evidence: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL ends such connections")

    with ThreadPoolExecutor(1) as thread:
        before = thread.submit(tables).result()
        end_committing_test()
        after = thread.submit(tables).result()
        thread.submit(hang_up).result()

    assert "evidence" in before
    assert "evidence" not in after


def test_it_gives_up_when_a_thread_keeps_a_write_transaction_open(
    transactional_db: None, django_db_setup: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL ends such connections")

    with ThreadPoolExecutor(1) as thread:
        thread.submit(execute, "BEGIN IMMEDIATE").result()
        with monkeypatch.context() as short:  # not for the restore after the test
            short.setattr("tests.support.databases.LOCK_SECONDS", 0.5)
            with pytest.raises(LeftOpenError):
                django_db_setup.restore()
        thread.submit(hang_up).result()


@pytest.mark.django_db
def test_the_real_server_is_postgresql_17() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("runs on PostgreSQL")

    assert connection.pg_version // 10000 == 17


def test_a_process_of_its_own_works_on_the_tests_database(evidence: None) -> None:
    shown = manage(
        "shell", "-v0", "-c", "from django.db import connection as c; print(c.introspection.table_names())"
    )

    assert "'evidence'" in shown.stdout, shown.stderr
