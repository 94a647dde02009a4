"""The floor's database: a connection per thread, and the SQL that both databases read."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

_of_thread = threading.local()


def _connected() -> Any:
    if not hasattr(_of_thread, "connection"):
        url = os.environ["FLOOR_URL"]
        if url.startswith("sqlite:///"):
            connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            connection.execute("PRAGMA synchronous=NORMAL")
        else:
            connection = psycopg.connect(url, autocommit=True)
        _of_thread.connection = connection
    return _of_thread.connection


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Every row. The places of values are written %s."""
    connection = _connected()
    if isinstance(connection, sqlite3.Connection):
        sql = sql.replace("%s", "?").replace(" FOR UPDATE", "")
    found = connection.execute(sql, values)
    return found.fetchall() if found.description else []


def asked_for(table: str, words: str, stem: str) -> list[tuple[Any, ...]]:
    """The id of every row with a word that begins so; SQLite has the words in a table of their own, `words`."""
    if isinstance(_connected(), sqlite3.Connection):
        return ask(f"SELECT rowid FROM {words} WHERE {words} MATCH %s", f'"{stem}" *')
    return ask(f"SELECT id FROM {table} WHERE words @@ %s::tsquery", f"'{stem}':*")


@contextmanager
def writing() -> Iterator[None]:
    """One transaction."""
    ask("BEGIN IMMEDIATE" if isinstance(_connected(), sqlite3.Connection) else "BEGIN")
    try:
        yield
    except BaseException:
        ask("ROLLBACK")
        raise
    ask("COMMIT")
