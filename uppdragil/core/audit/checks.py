"""Verifications that are kept, so that the next one knows how far the chain once reached."""

from __future__ import annotations

import datetime as dt
import time

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from uppdragil.core.models import AuditCheck
from uppdragil.core.triggers import missing_triggers

from .chain import Head
from .checking import Problem, Verification, verify
from .evidence import Evidence, Finding, Wrong, evidence
from .writing import Actor

SYSTEM = Actor("UPPDRAGiL")
MOST_FINDINGS = 100  # rows that a kept check names


def check(*, actor: Actor, now: dt.datetime) -> AuditCheck:
    """Walk the whole chain for `actor`, compare the rows of evidence with it, and keep what was found."""
    return _check(AuditCheck.Cause.BUTTON, actor, now)


def check_of_the_night(*, now: dt.datetime) -> AuditCheck:
    """The check of this day: made now, or the one that was made already. Safe to repeat."""
    night = localdate(now)
    made = AuditCheck.objects.filter(night=night).first()
    if made:
        return made
    try:
        return _check(AuditCheck.Cause.NIGHT, SYSTEM, now, night)
    except IntegrityError:  # another timer was faster
        return AuditCheck.objects.get(night=night)


def last_check() -> AuditCheck | None:
    """The newest verification that was kept; None before the first one."""
    return AuditCheck.objects.first()


def furthest_head() -> Head | None:
    """The furthest head that any whole chain had when it was checked."""
    seen = AuditCheck.objects.filter(problem="", seq__gt=0).order_by("-seq").first()
    return Head(seen.seq, seen.hash) if seen else None


def found(kept: AuditCheck) -> Verification:
    """What the check found, as `verify` gave it."""
    return Verification(
        events=kept.events,
        head=Head(kept.seq, kept.hash),
        tombstones=kept.tombstones,
        first_broken=kept.first_broken,
        problem=Problem(kept.problem) if kept.problem else None,
    )


def found_of_rows(kept: AuditCheck) -> Evidence:
    """What the comparison of the rows found, as `evidence` gave it, but for the findings past MOST_FINDINGS."""
    findings = tuple(Finding(row, Wrong(wrong)) for row, wrong in kept.findings)
    return Evidence(kept.rows, kept.uncovered, findings)


def _check(
    cause: AuditCheck.Cause, actor: Actor, now: dt.datetime, night: dt.date | None = None
) -> AuditCheck:
    known, begun = furthest_head(), time.monotonic()
    result, rows = verify(expect=known), evidence()
    kept = AuditCheck(
        at=now,
        milliseconds=round((time.monotonic() - begun) * 1000),
        cause=cause,
        night=night,
        actor_name=actor.name,
        actor_uid=actor.uid,
        events=result.events,
        tombstones=result.tombstones,
        seq=result.head.seq,
        hash=result.head.hash,
        known_seq=known.seq if known else 0,
        known_hash=known.hash if known else "",
        problem=result.problem or "",
        first_broken=result.first_broken,
        missing_triggers=", ".join(missing_triggers(connection)),
        rows=rows.rows,
        uncovered=rows.uncovered,
        wrong=len(rows.findings),
        findings=[[finding.row, finding.wrong] for finding in rows.findings[:MOST_FINDINGS]],
    )
    with transaction.atomic():
        kept.save()
    return kept
