"""What the search needs of each database beside its model: made after every migrate, as triggers are.

PostgreSQL keeps the words as a tsvector with a GIN index. SQLite keeps them as text, and finds them by an FTS5 table
over that column, which triggers keep; a change of the passages' columns builds their table anew and silently drops
these. FTS5's tokenizer is `ascii`: it parts at spaces and leaves every letter beyond ASCII as it is, so that å is
never a, whatever Unicode that version of SQLite knows.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

from .models import Passage

_ADD = "INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);"
_TAKE = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words);"
SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words"
    " USING fts5(words, content = 'search_passage', content_rowid = 'id', tokenize = 'ascii')",
    "CREATE TRIGGER IF NOT EXISTS search_words_come AFTER INSERT ON search_passage"
    f" BEGIN {_ADD} END",
    "CREATE TRIGGER IF NOT EXISTS search_words_go AFTER DELETE ON search_passage"
    f" BEGIN {_TAKE} END",
    "CREATE TRIGGER IF NOT EXISTS search_words_change AFTER UPDATE OF words ON search_passage"
    f" BEGIN {_TAKE} {_ADD} END",
)  # fmt: skip
POSTGRESQL = (
    "ALTER TABLE search_passage ALTER COLUMN words TYPE tsvector USING words::tsvector",
    "CREATE INDEX IF NOT EXISTS search_passage_words ON search_passage USING gin (words)",
)


def install(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Make what is not there yet; False where the passages themselves are not: their migration was not run."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if Passage._meta.db_table not in connection.introspection.table_names(cursor):
            return False
        for statement in _postgresql(cursor) if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
    return True


def _postgresql(cursor: CursorWrapper) -> tuple[str, ...]:
    """None where the words are a tsvector already: to say so again would write the table anew."""
    cursor.execute("SELECT pg_typeof((NULL::search_passage).words)::text")
    row = cursor.fetchone()
    return () if row == ("tsvector",) else POSTGRESQL


def refresh(using: str = DEFAULT_DB_ALIAS) -> None:
    """Find by the words as they are kept, whatever was found by before."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
