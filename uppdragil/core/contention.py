"""Telling "others hold on to it, try again" from what is really broken."""

from __future__ import annotations

from django.db import OperationalError

# PostgreSQL: serialization failure, deadlock, lock not available.
_STATES = {"40001", "40P01", "55P03"}


def is_contention(error: OperationalError) -> bool:
    """Whether the database only says that somebody else was faster, or held a lock for too long."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _STATES if state else "locked" in str(error)  # SQLite has words only
