"""Walking the chain: is every event as it was written, and if not, which is the first that is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import OperationalError

from uppdragil.core.models import AuditEvent, AuditHead, AuditPayload

from .chain import START, Head, event_hash, payload_hash
from .writing import DISPOSED, announced

PAGE = 250  # events in memory at a time, each with at most MAX_PAYLOAD bytes


class Problem(StrEnum):
    """Why a chain is broken."""

    SEQ_GAP = "seq_gap"  # the event is missing, or has another number
    PREV_HASH = "prev_hash"  # it does not follow the event before it
    HASH = "hash"  # a column was changed
    UNREADABLE = "unreadable"  # a column holds what was never written there
    PAYLOAD_MISSING = "payload_missing"
    PAYLOAD_HASH = "payload_hash"  # the payload or its salt was changed
    DISPOSAL_UNANNOUNCED = "disposal_unannounced"  # a tombstone whose time and reason no later event tells of
    HEAD_MISSING = "head_missing"
    HEAD_MISMATCH = "head_mismatch"  # the head names another hash for the last event
    CUT_OFF = "cut_off"  # the head, or one from outside, is further on than the last event
    AFTER_HEAD = "after_head"  # events that the head knows nothing of
    OTHER_HEAD = "other_head"  # a head from outside names another hash for this event


@dataclass(frozen=True)
class Verification:
    """What a walk found. `head` is the last event that holds; `events` were walked and hold."""

    events: int
    head: Head
    tombstones: int
    first_broken: int | None = None
    problem: Problem | None = None

    @property
    def ok(self) -> bool:
        return self.problem is None


def verify(*, since: Head | None = None, expect: Head | None = None, page: int = PAGE) -> Verification:
    """Walk the chain to its end, or to the first event that is not as it was written.

    `since`: a head from outside; the walk begins at its event and trusts what lies before. `expect`: a
    head from outside that the walk must meet, at `since` or after it. Others may append meanwhile.
    Memory is bounded: `page` events, and one number per disposal that is not announced yet.
    Two queries per page. Raises ValueError when `expect` lies before `since`.
    """
    if since and expect and expect.seq < since.seq:
        raise ValueError("the expected head lies before the head to begin with")
    walk = _Walk(anchors=[anchor for anchor in (since, expect) if anchor])
    try:
        walk.run(start=since.seq if since else 0, page=page)
    except _BrokenError as broken:
        return Verification(walk.events, walk.head, walk.tombstones, broken.seq, broken.problem)
    return Verification(walk.events, walk.head, walk.tombstones)


class _BrokenError(Exception):
    def __init__(self, problem: Problem, seq: int | None) -> None:
        self.problem, self.seq = problem, seq


@dataclass
class _Walk:
    anchors: list[Head]
    head: Head = START
    events: int = 0
    tombstones: int = 0
    unannounced: dict[int, tuple[dt.datetime, str]] = field(default_factory=dict)

    def run(self, start: int, page: int) -> None:
        if start > 1:
            self._begin_at(start)
        else:
            self._meet_anchors()
        while True:
            # The head before the page: when the page is empty, nothing can have come in between.
            stored = AuditHead.objects.first()
            if not (rows := _page(self.head, page)):
                break
            for event in rows:
                self._step(event)
        self._finish(stored)

    def _begin_at(self, seq: int) -> None:
        """Trust the event before `seq`, so far as the event `seq` names it."""
        self.head = Head(seq - 1, "")
        for event in _page(self.head, 1):
            self.head = Head(seq - 1, event.prev_hash)

    def _step(self, event: AuditEvent) -> None:
        seq = self.head.seq + 1
        if problem := _problem_of(event, self.head):
            raise _BrokenError(problem, seq)
        if event.payload.disposed_at is not None:
            self.tombstones += 1
            self.unannounced[seq] = (event.payload.disposed_at, event.payload.disposed_reason)
        elif event.verb == DISPOSED:
            self._hear(event, seq)
        self.head = Head(seq, event.hash)
        self._meet_anchors()
        self.events += 1

    def _hear(self, disposal: AuditEvent, seq: int) -> None:
        try:
            seqs, reason = announced(disposal.payload)
            for emptied in seqs:
                if self.unannounced.get(emptied) == (disposal.at, reason):
                    del self.unannounced[emptied]
        except (KeyError, TypeError, ValueError, RecursionError) as error:  # dispose() did not write it
            raise _BrokenError(Problem.UNREADABLE, seq) from error

    def _meet_anchors(self) -> None:
        for anchor in self.anchors:
            if anchor.seq == self.head.seq and anchor.hash != self.head.hash:
                raise _BrokenError(Problem.OTHER_HEAD, anchor.seq)

    def _finish(self, stored: AuditHead | None) -> None:
        last = self.head.seq
        if stored is None:
            raise _BrokenError(Problem.HEAD_MISSING, None)
        if max([stored.seq, *(anchor.seq for anchor in self.anchors)]) > last:
            raise _BrokenError(Problem.CUT_OFF, last + 1)
        if stored.seq < last:
            raise _BrokenError(Problem.AFTER_HEAD, stored.seq + 1)
        if stored.hash != self.head.hash:
            raise _BrokenError(Problem.HEAD_MISMATCH, last)
        if self.unannounced:
            raise _BrokenError(Problem.DISPOSAL_UNANNOUNCED, min(self.unannounced))


def _page(after: Head, size: int) -> list[AuditEvent]:
    """The next events in order; from the very beginning, whatever number comes first."""
    rows = AuditEvent.objects.select_related("payload").order_by("seq")
    if after.seq > 0:
        rows = rows.filter(seq__gt=after.seq)
    try:
        return list(rows[:size])
    # SQLite keeps any value in any column: a date that is none, text that is no UTF-8.
    except (TypeError, ValueError, OverflowError, OperationalError) as error:
        if isinstance(error, OperationalError) and "decode" not in str(error):
            raise
        if size == 1:
            raise _BrokenError(Problem.UNREADABLE, after.seq + 1) from error
        return _page(after, size // 2)


def _problem_of(event: AuditEvent, before: Head) -> Problem | None:
    if event.seq != before.seq + 1:
        return Problem.SEQ_GAP
    if event.prev_hash != before.hash:
        return Problem.PREV_HASH
    try:
        if event_hash(event) != event.hash:
            return Problem.HASH
    except (AttributeError, TypeError, ValueError, OverflowError):
        return Problem.UNREADABLE
    return _payload_problem(event)


def _payload_problem(event: AuditEvent) -> Problem | None:
    payload: AuditPayload | None = getattr(event, "payload", None)
    if payload is None:
        return Problem.PAYLOAD_MISSING
    salt, body, disposed = payload.salt, payload.body, payload.disposed_at is not None
    if salt is None or body is None:
        return None if disposed and salt is body else Problem.PAYLOAD_HASH
    try:
        whole = payload_hash(bytes(salt), bytes(body)) == event.payload_hash
    except TypeError:
        return Problem.PAYLOAD_HASH
    return None if whole and not disposed else Problem.PAYLOAD_HASH
