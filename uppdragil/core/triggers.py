"""The triggers behind `append_only`: made after every migrate, and counted.

They are made in post_migrate rather than in migrations, because on SQLite a change of a table's columns
builds the table anew and silently drops its triggers.

SQLite's INSERT OR REPLACE removes the old row without telling the DELETE trigger, so a BEFORE INSERT trigger
refuses a key that exists. PostgreSQL's TRUNCATE passes row triggers by, so a statement trigger refuses it.
A row that another table excludes (`AppendOnly.excluded_by`) is refused by a trigger of its own; on PostgreSQL it
first takes an advisory lock on what must not agree, so that two transactions at once do not pass each other by:
one of 1,024, since a transaction that writes thousands of rows would fill the server's table of locks.
A refused statement is an IntegrityError on both, and its text begins with "append-only".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
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
EXCLUDE_FUNCTION = "append_only_exclude"
# Arguments: the other table, then the columns in which the two must not agree.
EXCLUDE_BODY = """
DECLARE
    own jsonb := to_jsonb(NEW);
    same text := '';
    key text := '';
    found boolean;
BEGIN
    FOR i IN 1 .. TG_NARGS - 1 LOOP
        same := same || format('%s%I = %L', CASE WHEN i > 1 THEN ' AND ' ELSE '' END, TG_ARGV[i], own ->> TG_ARGV[i]);
        key := key || '|' || coalesce(own ->> TG_ARGV[i], '');
    END LOOP;
    PERFORM pg_advisory_xact_lock(hashtext('append_only_exclude'), hashtext(key) & 1023);
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %s)', TG_ARGV[0], same) INTO found;
    IF found THEN
        RAISE EXCEPTION 'append-only: a row of % excludes this one of %', TG_ARGV[0], TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
"""
FUNCTIONS = {FUNCTION: FUNCTION_BODY, EXCLUDE_FUNCTION: EXCLUDE_BODY}
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


def drop_before_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Receiver of pre_migrate. SQLite builds no table anew while another table's trigger speaks of it."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in _present_sqlite(connection):
            if name.startswith("append_only_exclude_"):
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


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
    models = [model for model in append_only_models() if model._meta.db_table in tables]
    found = {
        trigger_name(connection, model._meta.db_table, action): build(connection, model, action)
        for model in models
        for action in ACTIONS[connection.vendor]
    }
    return found | {
        trigger_name(connection, model._meta.db_table, "exclude"): _exclusion(connection, model)
        for model in models
        if model.excluded_by and _other_table(model) in tables
    }


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    if connection.vendor == "postgresql":
        for function, body in FUNCTIONS.items():
            head = f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql"
            yield f"{head} AS $${body}$$"
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


def _other_table(model: type[AppendOnly]) -> str:
    assert model.excluded_by is not None
    return apps.get_model(model.excluded_by[0])._meta.db_table


def _exclusion(connection: BaseDatabaseWrapper, model: type[AppendOnly]) -> str:
    """The trigger that refuses a row which a row of the other table excludes."""
    assert model.excluded_by is not None
    quote, table, other = connection.ops.quote_name, model._meta.db_table, _other_table(model)
    columns = [str(f.column) for f in model._meta.concrete_fields if f.name in model.excluded_by[1]]
    head = f"TRIGGER {quote(trigger_name(connection, table, 'exclude'))} BEFORE INSERT ON {quote(table)}"
    if connection.vendor == "postgresql":
        given = ", ".join(f"'{word}'" for word in (other, *columns))
        return f"CREATE OR REPLACE {head} FOR EACH ROW EXECUTE FUNCTION {EXCLUDE_FUNCTION}({given})"
    same = " AND ".join(f"{quote(c)} = NEW.{quote(c)}" for c in columns)
    return (
        f"CREATE {head} WHEN EXISTS (SELECT 1 FROM {quote(other)} WHERE {same})"
        f" BEGIN SELECT RAISE(ABORT, 'append-only: a row of {other} excludes this one of {table}'); END"
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
    """Names of enabled triggers that call our functions, with the statement that would make them."""
    present: set[tuple[str, str, bool, str]] = set()
    with connection.cursor() as cursor:
        for function, body in FUNCTIONS.items():
            cursor.execute(
                "SELECT t.tgname, p.proname, t.tgqual IS NOT NULL, encode(t.tgargs, 'escape')"
                " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE t.tgenabled IN ('O', 'A') AND p.proname = %s AND p.prosrc = %s",
                [function, body],
            )
            present |= set(cursor.fetchall())
    return {
        name: statement
        for name, statement in _triggers(connection).items()
        if (name, *_called(statement)) in present
    }


def _called(statement: str) -> tuple[str, bool, str]:
    """What a CREATE TRIGGER calls: the function, whether on a condition, and the arguments as PostgreSQL keeps them."""
    function, arguments = re.findall(r"EXECUTE FUNCTION (\w+)\((.*)\)$", statement)[0]
    kept = "".join(f"{word}\\000" for word in re.findall(r"'([^']*)'", arguments))
    return function, " WHEN " in statement, kept
