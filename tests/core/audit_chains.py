"""Chains to test on, and somebody who may do anything with the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.core.triggers import ACTIONS, trigger_name

NOW = dt.datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=dt.UTC)
ACTOR = audit.Actor("Åsa Öberg", "5f1d")


def append(number: int = 1, **given: Any) -> AuditEvent:
    """One event, in a transaction of its own."""
    values = {"verb": "test.done", "actor": ACTOR, "subject": "d1", "payload": {"number": number}, "now": NOW}
    with transaction.atomic():
        return audit.append(**(values | given))


def chain(length: int) -> list[AuditEvent]:
    return [append(number) for number in range(1, length + 1)]


def last_head() -> audit.Head:
    event = AuditEvent.objects.order_by("seq").last()
    return audit.Head(event.seq, event.hash)


@contextmanager
def tampering(tables: Sequence[str] = ("core_auditevent", "core_auditpayload")) -> Iterator[Any]:
    """A cursor without triggers or foreign keys in its way; afterwards all is as it was."""
    connection.check_constraints()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            for action in ACTIONS[connection.vendor]:
                name = trigger_name(connection, table, action)
                cursor.execute(
                    f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
                )
        yield cursor
        transaction.set_rollback(True)


def rewrite_from(cursor: Any, seq: int) -> audit.Head:
    """What a skilled forger does: change an event and recompute every hash after it, and the head."""
    previous = AuditEvent.objects.get(seq=seq - 1).hash
    for event in AuditEvent.objects.filter(seq__gte=seq).order_by("seq"):
        event.prev_hash, event.verb = previous, "test.forged"
        previous = audit.event_hash(event)
        cursor.execute(
            "UPDATE core_auditevent SET verb = %s, prev_hash = %s, hash = %s WHERE seq = %s",
            [event.verb, event.prev_hash, previous, event.seq],
        )
        last = event.seq
    cursor.execute("UPDATE core_audithead SET hash = %s", [previous])
    return audit.Head(last, previous)
