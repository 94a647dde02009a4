"""Decisions that were taken outside the system: writing them at an adoption, and reading them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from uppdragil.core.scans import Scan
from uppdragil.directives.models import Directive, DirectiveVersion
from uppdragil.gates.adoption import Outside
from uppdragil.organisation.models import Person

from .models import Adoption, OutsideDecision
from .services import Authentication


def note(
    *,
    directive: Directive,
    version: DirectiveVersion,
    phase: str,
    decisions: Iterable[Outside],
    by: Person,
    authentication: Authentication,
    now: dt.datetime,
) -> tuple[Adoption, list[OutsideDecision]]:
    """The adoption and what was told of each gate; `decisions` have passed `gates.adoption`."""
    adoption = Adoption.objects.create(
        directive=directive,
        version=version,
        phase=phase,
        by=by,
        name=by.name,
        title=by.title,
        method=authentication.method,
        authenticated_at=authentication.at,
        at=now,
    )
    return adoption, [_note(directive, told, by, now) for told in decisions]


def _note(directive: Directive, told: Outside, by: Person, now: dt.datetime) -> OutsideDecision:
    assert told.decided_on is not None  # the rules refuse one without
    scan = told.scan if isinstance(told.scan, Scan) else None
    return OutsideDecision.objects.create(
        directive=directive,
        gate=told.gate,
        outcome=told.outcome,
        decided_on=told.decided_on,
        decided_by=told.decided_by,
        reference=told.reference,
        text=told.text,
        link=told.link,
        scan=scan.data if scan else None,
        scan_name=scan.name if scan else "",
        scan_sha256=scan.sha256 if scan else "",
        noted_by=by.name,
        noted_at=now,
    )


def told_of(*directives: Directive) -> QuerySet[OutsideDecision]:
    """What was decided outside the system, in order and without the scans."""
    return OutsideDecision.objects.filter(directive__in=directives).defer("scan")


def by_gate(directives: Sequence[Directive]) -> dict[tuple[int, str], OutsideDecision]:
    """By directive and gate; one query however many."""
    return {(told.directive_id, told.gate): told for told in told_of(*directives)}
