"""Adding to the chain, and emptying payloads whose time is over."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db import transaction
from django.db.models import QuerySet

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.canonical import canonical_json
from uppdragil.core.models import AuditEvent, AuditHead, AuditPayload

from .chain import event_hash, payload_hash
from .evidence import ROWS, digests, rows_told

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

MAX_PAYLOAD = 256 * 1024  # bytes; verification holds a page of payloads in memory
SALT_SIZE = 32  # bytes
DISPOSED = "audit.payload_disposed"


@dataclass(frozen=True)
class Actor:
    """Who did it: the name as it was then, and the person's uid ("" for the system or a stranger)."""

    name: str
    uid: str = ""


@dataclass(frozen=True)
class Entry:
    """What one event says. `verb`: "area.what_happened"; `subject`: a directive's uid or "".

    `payload`: what JSON can carry, at most MAX_PAYLOAD bytes; `rows`: the stored rows of evidence it tells of.
    """

    verb: str
    actor: Actor
    subject: str
    payload: Mapping[str, JSON]
    rows: Iterable[AppendOnly] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """An event of the time `at`, its payload as the exact bytes that the chain will hold."""

    at: dt.datetime
    verb: str
    actor: Actor
    subject: str
    body: bytes


def _salt() -> bytes:
    return secrets.token_bytes(SALT_SIZE)


def append(
    *,
    verb: str,
    actor: Actor,
    subject: str = "",
    payload: Mapping[str, JSON],
    rows: Iterable[AppendOnly] = (),
    now: dt.datetime,
) -> AuditEvent:
    """Write one event, as `append_all` writes several."""
    return append_all([Entry(verb, actor, subject, payload, rows)], now=now)[0]


def append_all(entries: Iterable[Entry], *, now: dt.datetime) -> list[AuditEvent]:
    """Write events at the end of the chain, in the caller's transaction. Always 4 queries. `now` is aware.

    Locks the chain's head, so call it as the last thing of a transaction: a lock taken after it can deadlock.

    Raises ValueError for a naive `now`, text that a database cannot hold or a payload that is too large
    or not JSON; transaction.TransactionManagementError outside an atomic block; AuditHead.DoesNotExist
    when somebody removed the head.
    """
    return append_ready([ready(entry, now) for entry in entries])


def ready(entry: Entry, at: dt.datetime) -> Ready:
    """An event as it will be written; its rows are stored already. Raises as `append_all` does."""
    if entry.verb == DISPOSED:
        raise ValueError("a disposal is written by dispose()")
    return _ready(entry, at)


def append_ready(events: Sequence[Ready], *, salt: Callable[[], bytes] = _salt) -> list[AuditEvent]:
    """Write events, each with its own time, at the end of the chain, as `append_all` does.

    `salt`: only for invented events that are to be the same each time; a foreseeable salt hides no contents.
    """
    head = AuditHead.objects.select_for_update().get()
    written, payloads = [], []
    for one in events:
        grain = salt()
        event = AuditEvent(
            seq=head.seq + 1,
            at=one.at,
            verb=one.verb,
            actor_name=one.actor.name,
            actor_uid=one.actor.uid,
            subject=one.subject,
            payload_hash=payload_hash(grain, one.body),
            prev_hash=head.hash,
        )
        event.hash = event_hash(event)
        head.seq, head.hash = event.seq, event.hash
        written.append(event)
        payloads.append(AuditPayload(event=event, salt=grain, body=one.body))
    AuditEvent.objects.bulk_create(written)
    AuditPayload.objects.bulk_create(payloads)
    AuditHead.objects.filter(pk=head.pk).update(seq=head.seq, hash=head.hash)
    return written


def dispose(*, seqs: Iterable[int], reason: str, actor: Actor, now: dt.datetime) -> AuditEvent:
    """Empty the payloads of the events `seqs` for good, and append the event that says so.

    That event takes over what they say of rows of evidence (`evidence`), digests without contents.
    `reason`: the disposal rule (gallringsbeslut), without personal data. Raises ValueError when it is
    empty, when one of `seqs` does not exist, is disposed of already or is itself a disposal, when they contradict
    each other about a row, or are too many for one event; the caller's transaction must then be rolled back.
    """
    wanted = sorted(set(seqs))
    if not wanted or not reason.strip():
        raise ValueError("a disposal names events and a reason")
    carried = _carried(wanted)
    # A plain queryset: the model's own refuses every update.
    rows: QuerySet[AuditPayload] = QuerySet(AuditPayload)
    rows = rows.filter(event__in=wanted, disposed_at=None).exclude(event__verb=DISPOSED)
    changed = rows.update(salt=None, body=None, disposed_at=now, disposed_reason=reason)
    if changed != len(wanted):
        raise ValueError(f"{len(wanted) - changed} of the events have no payload that can be disposed of")
    said: dict[str, JSON] = {"seqs": wanted, "reason": reason}
    entry = Entry(DISPOSED, actor, "", said | {ROWS: carried} if carried else said)
    return append_ready([_ready(entry, now)])[0]


def _carried(seqs: Sequence[int]) -> dict[str, str]:
    """What the events say of rows. Raises ValueError where two say different things of one."""
    carried: dict[str, str] = {}
    for body in AuditPayload.objects.filter(event__in=seqs).values_list("body", flat=True).iterator():
        for name, said in rows_told(body):
            if carried.setdefault(name, said) != said:
                raise ValueError(f"the events contradict each other about {name}: dispose of one at a time")
    return carried


def announced(payload: AuditPayload) -> tuple[list[int], str]:
    """The events that a disposal's payload says were emptied, and why."""
    said = json.loads(bytes(payload.body or b""))
    return said["seqs"], said["reason"]


def _ready(entry: Entry, at: dt.datetime) -> Ready:
    """With the bytes of its payload and the digests of its rows. Raises ValueError for what no chain holds."""
    _require(entry.verb, entry.actor, entry.subject, at)
    said = digests(entry.rows)
    body = canonical_json({**entry.payload, ROWS: said} if said else dict(entry.payload))
    if len(body) > MAX_PAYLOAD:
        raise ValueError(f"an audit payload has at most {MAX_PAYLOAD} bytes, this one has {len(body)}")
    return Ready(at, entry.verb, entry.actor, entry.subject, body)


def _require(verb: str, actor: Actor, subject: str, now: dt.datetime) -> None:
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit event belongs to the transaction it tells of")
    if now.tzinfo is None:
        raise ValueError("now must know its time zone")
    if not verb or not actor.name:
        raise ValueError("an audit event names a verb and an actor")
    if "\x00" in verb + actor.name + actor.uid + subject:
        raise ValueError("an audit event's text cannot hold the character NUL")
