"""What the search needs of each database beside its models: made after every migrate, as triggers are.

PostgreSQL keeps the words as a tsvector with a GIN index. SQLite keeps them as text, and finds them by an FTS5 table
over that column, which triggers keep; a change of the rows' columns builds their table anew and silently drops
these. FTS5's tokenizer is `ascii`: it parts at spaces and leaves every letter beyond ASCII as it is, so that å is
never a, whatever Unicode that version of SQLite knows.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper


class Table(NamedTuple):
    """A table of rows with an `id`, what is `said` and the `words` that they are found by.

    `words`: SQLite's FTS5 table over these. `columns`: those of a row, but for `words`.
    """

    name: str
    words: str
    columns: tuple[str, ...]


PASSAGES = Table("search_passage", "search_words", ("id", "directive_id", "decided", "chapter", "said"))
PAPERS = Table("search_paper", "search_paper_words", ("id", "item_id", "point_id", "day", "said"))
TABLES = (PASSAGES, PAPERS)


def install(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Make what is not there yet; False where the rows' tables themselves are not: their migration was not run."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        if not all(table.name in there for table in TABLES):
            return False
        for table in TABLES:
            for statement in (
                _postgresql(cursor, table) if connection.vendor == "postgresql" else _sqlite(table)
            ):
                cursor.execute(statement)
    return True


def refresh(using: str = DEFAULT_DB_ALIAS) -> None:
    """Find by the words as they are kept, whatever was found by before."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table.words} ({table.words}) VALUES ('rebuild')")


def _sqlite(table: Table) -> tuple[str, ...]:
    name, words = table.name, table.words
    add = f"INSERT INTO {words} (rowid, words) VALUES (new.id, new.words);"
    take = f"INSERT INTO {words} ({words}, rowid, words) VALUES ('delete', old.id, old.words);"
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {words}"
        f" USING fts5(words, content = '{name}', content_rowid = 'id', tokenize = 'ascii')",
        f"CREATE TRIGGER IF NOT EXISTS {words}_come AFTER INSERT ON {name} BEGIN {add} END",
        f"CREATE TRIGGER IF NOT EXISTS {words}_go AFTER DELETE ON {name} BEGIN {take} END",
        f"CREATE TRIGGER IF NOT EXISTS {words}_change AFTER UPDATE OF words ON {name} BEGIN {take} {add} END",
    )


def _postgresql(cursor: CursorWrapper, table: Table) -> tuple[str, ...]:
    """None where the words are a tsvector already: to say so again would write the table anew."""
    cursor.execute(f"SELECT pg_typeof((NULL::{table.name}).words)::text")
    if cursor.fetchone() == ("tsvector",):
        return ()
    return (
        f"ALTER TABLE {table.name} ALTER COLUMN words TYPE tsvector USING words::tsvector",
        f"CREATE INDEX IF NOT EXISTS {table.name}_words ON {table.name} USING gin (words)",
    )
