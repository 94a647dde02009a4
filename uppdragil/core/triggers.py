"""The triggers behind `append_only`: made after every migrate, and counted.

They are made in post_migrate rather than in migrations, because on SQLite a change of a table's columns
builds the table anew and silently drops its triggers.

SQLite's INSERT OR REPLACE removes the old row without telling the DELETE trigger, so a BEFORE INSERT trigger
refuses a key that exists. PostgreSQL's TRUNCATE passes row triggers by, so a statement trigger refuses it.
A refused statement is an IntegrityError on both, and its text begins with "append-only".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper, truncate_name
from django.utils.translation import gettext as _

from .append_only import AppendOnly, append_only_models

FUNCTION = "append_only_refuse"
FUNCTION_BODY = """
BEGIN
    RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
"""
ACTIONS = {"sqlite": ("update", "delete", "insert"), "postgresql": ("update", "delete", "truncate")}


def trigger_name(connection: BaseDatabaseWrapper, table: str, action: str) -> str:
    """append_only_ACTION_TABLE, cut to what the database can hold."""
    return truncate_name(f"append_only_{action}_{table}", connection.ops.max_name_length())


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger anew on the append-only tables that exist."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that an append-only table of this database lacks.

    One with the right name that does something else is missing too: on SQLite its text is compared, on
    PostgreSQL whether it is enabled, calls our function and has a condition only where one belongs.
    """
    present = (
        _present_sqlite(connection) if connection.vendor == "sqlite" else _present_postgresql(connection)
    )
    return [name for name, statement in _triggers(connection).items() if present.get(name) != statement]


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install_triggers(connections[using])


def check_triggers(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """System check (`check --database default`).

    A warning and no error, since migrate stops at errors and it is migrate that repairs this.
    """
    missing = [name for alias in databases or () for name in missing_triggers(connections[alias])]
    if not missing:
        return []
    text = _("Evidence is not protected, these triggers are missing: %(names)s.") % {
        "names": ", ".join(missing)
    }
    hint = _("Find out who removed them and verify the audit chain; migrate installs them again.")
    return [Warning(text, hint=hint, id="core.W001")]


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name -> CREATE statement, for the append-only tables that exist."""
    build = _sqlite_trigger if connection.vendor == "sqlite" else _postgresql_trigger
    tables = set(connection.introspection.table_names())
    return {
        trigger_name(connection, model._meta.db_table, action): build(connection, model, action)
        for model in append_only_models()
        if model._meta.db_table in tables
        for action in ACTIONS[connection.vendor]
    }


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    if connection.vendor == "postgresql":
        head = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
        yield f"{head} AS $${FUNCTION_BODY}$$"
    for name, statement in _triggers(connection).items():
        if connection.vendor == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}"
        yield statement


def _unless_permitted(model: type[AppendOnly], action: str) -> str:
    if action != "update" or not model.permitted_update:
        return ""
    return f"WHEN (({model.permitted_update}) IS NOT TRUE) "


def _postgresql_trigger(connection: BaseDatabaseWrapper, model: type[AppendOnly], action: str) -> str:
    quote, table = connection.ops.quote_name, model._meta.db_table
    return (
        f"CREATE OR REPLACE TRIGGER {quote(trigger_name(connection, table, action))}"
        f" BEFORE {action.upper()} ON {quote(table)}"
        f" FOR EACH {'STATEMENT' if action == 'truncate' else 'ROW'} {_unless_permitted(model, action)}"
        f"EXECUTE FUNCTION {FUNCTION}()"
    )


def _sqlite_trigger(connection: BaseDatabaseWrapper, model: type[AppendOnly], action: str) -> str:
    quote, table = connection.ops.quote_name, model._meta.db_table
    when = _unless_permitted(model, action)
    if action == "insert":
        when = f"WHEN {_key_exists(connection, table)} "
    return (
        f"CREATE TRIGGER {quote(trigger_name(connection, table, action))}"
        f" BEFORE {action.upper()} ON {quote(table)} {when}"
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {action.upper()} on {table} is refused'); END"
    )


def _key_exists(connection: BaseDatabaseWrapper, table: str) -> str:
    """SQL that is true when a row with NEW's rowid, or with NEW's value of a unique index, is stored.

    Read from the database, so that a unique index counts however it was made. A partial index compares
    only rows for which its condition holds, the new one included. Raises NotImplementedError for an
    index on an expression.
    """
    quote = connection.ops.quote_name
    tests = [f"EXISTS (SELECT 1 FROM {quote(table)} WHERE rowid = NEW.rowid)"]
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({quote(table)})")
        new_row = ", ".join(f"NEW.{quote(row[1])} AS {quote(row[1])}" for row in cursor.fetchall())
        for index, condition in _unique_indexes(cursor, quote(table)):
            cursor.execute(f"PRAGMA index_info({quote(index)})")
            columns = [row[2] for row in cursor.fetchall()]
            if None in columns:
                raise NotImplementedError(f"append-only {table}: unique index {index} is on an expression")
            same = " AND ".join(f"{quote(c)} = NEW.{quote(c)}" for c in columns)
            if condition:
                same += f" AND ({condition}) AND EXISTS (SELECT 1 FROM (SELECT {new_row}) WHERE {condition})"
            tests.append(f"EXISTS (SELECT 1 FROM {quote(table)} WHERE {same})")
    return " OR ".join(tests)


def _unique_indexes(cursor: CursorWrapper, table: str) -> list[tuple[str, str]]:
    """Name and condition ("" for a whole index) of each unique index, a primary key's included."""
    cursor.execute(f"PRAGMA index_list({table})")
    names = [name for _seq, name, unique, _origin, _partial in cursor.fetchall() if unique]
    found = []
    for name in names:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s", [name])
        parts = re.split(r"\bWHERE\b", cursor.fetchone()[0] or "", maxsplit=1)
        found.append((name, parts[1].strip() if len(parts) > 1 else ""))
    return found


def _present_sqlite(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _present_postgresql(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Names of enabled triggers that call our function, with the statement that would make them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgqual IS NOT NULL FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgenabled IN ('O', 'A') AND p.proname = %s AND p.prosrc = %s",
            [FUNCTION, FUNCTION_BODY],
        )
        conditional = dict(cursor.fetchall())
    expected = _triggers(connection).items()
    return {
        name: statement for name, statement in expected if conditional.get(name) == (" WHEN " in statement)
    }
