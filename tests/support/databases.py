"""The tests' databases: one template per session, a copy for each worker, restored after each committing test.

Django empties the tables after a test that commits (TransactionTestCase). That cannot work here: evidence
tables refuse DELETE and TRUNCATE by triggers, and the model editions would be gone. So the worker's whole
database is copied again from the template, which holds migrated tables and the published editions.
"""

from __future__ import annotations

import fcntl
import io
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK_SECONDS = 20.0


class LeftOpenError(Exception):
    """A test left a write transaction open in another thread, so its database cannot be restored."""


class Database:
    """One worker's database. `folder` is shared by the session's workers; `worker` tells them apart."""

    def __init__(self, connection: BaseDatabaseWrapper, folder: Path, worker: str) -> None:
        self.connection, self.folder, self.worker = connection, folder, worker

    def prepare(self) -> None:
        """Build the session's template if no other worker has, then point the connection at an own copy."""
        with _only_one(self.folder / "template.lock"):
            built = self.folder / "template.built"
            if not built.exists():
                self._build_template()
                built.touch()
        self.connection.settings_dict["NAME"] = self.name
        self.restore()

    def _build_template(self) -> None:
        self.connection.settings_dict["TEST"]["NAME"] = self.template
        self.connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        call_command("load_editions", stdout=io.StringIO())
        self.connection.close()

    @property
    def template(self) -> str:
        raise NotImplementedError

    @property
    def name(self) -> str:
        raise NotImplementedError

    def restore(self) -> None:
        """Make the worker's database a fresh copy of the template. Raises LeftOpenError."""
        raise NotImplementedError

    def drop(self) -> None:
        """Leave nothing of the worker's database behind."""


class SqliteDatabase(Database):
    """A file, since threads and the live server cannot share SQLite's memory databases."""

    @property
    def template(self) -> str:
        return str(self.folder / "template.sqlite3")

    @property
    def name(self) -> str:
        return str(self.folder / f"{self.worker}.sqlite3")

    def restore(self) -> None:
        # SQLite's own backup writes inside a transaction: connections that other threads hold stay usable.
        self.connection.close()
        target = sqlite3.connect(self.name, timeout=0.2)  # seconds for each try within LOCK_SECONDS
        with closing(sqlite3.connect(self.template)) as source, closing(target):
            source.backup(target, progress=_give_up_after(LOCK_SECONDS))


class PostgresDatabase(Database):
    @property
    def template(self) -> str:
        return f"{self._prefix}_template"

    @property
    def name(self) -> str:
        return f"{self._prefix}_{self.worker}"

    def __init__(self, connection: BaseDatabaseWrapper, folder: Path, worker: str) -> None:
        super().__init__(connection, folder, worker)
        self._prefix = f"test_{connection.settings_dict['NAME']}"

    def restore(self) -> None:
        self.drop()
        self._execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY')

    def drop(self) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        self.connection.close()
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def worker_database(connection: BaseDatabaseWrapper, folder: Path, worker: str) -> Database:
    """The worker's database for the connection's vendor."""
    kind = PostgresDatabase if connection.vendor == "postgresql" else SqliteDatabase
    return kind(connection, folder, worker)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _give_up_after(seconds: float) -> Callable[[int, int, int], None]:
    """sqlite3's backup waits for a lock for ever; this ends it."""
    deadline = time.monotonic() + seconds

    def progress(status: int, remaining: int, total: int) -> None:
        if time.monotonic() > deadline:
            raise LeftOpenError("a write transaction is still open in another thread or process")

    return progress
