"""Telling "others hold on to it, try again" from what is really broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, transaction

# PostgreSQL: serialization failure, deadlock, lock not available.
_STATES = {"40001", "40P01", "55P03"}


class Busy(Exception):
    """Somebody else held on to what was to be written. Nothing is written; trying again helps."""


def is_contention(error: OperationalError) -> bool:
    """Whether the database only says that somebody else was faster, or held a lock for too long."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _STATES if state else "locked" in str(error)  # SQLite has words only


@contextmanager
def writing() -> Iterator[None]:
    """One transaction, all or nothing. Raises Busy where it could not get, or lost, its locks."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if not is_contention(error):
            raise
        raise Busy from error
