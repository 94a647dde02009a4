"""Decisions taken on delegation, of which a board is to be told (anmälan): all but those of a board itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import DecisionBody, Person

from .models import Decision, DelegationReport

OWNERS = "-"  # the filter for decisions that no body took


def delegated(
    directives: QuerySet[Directive],
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    body: str = "",
    told: bool | None = None,
) -> QuerySet[Decision]:
    """Those of `directives`, the newest first. The day is that of the meeting, else of the decision.

    `body`: only those of the body with that name; OWNERS: of those that no body took.
    """
    rows = Decision.objects.filter(directive__in=directives).exclude(body_kind=DecisionBody.Kind.BOARD)
    if first:
        rows = rows.filter(Q(met_on__gte=first) | Q(met_on=None, decided_at__date__gte=first))
    if last:
        rows = rows.filter(Q(met_on__lte=last) | Q(met_on=None, decided_at__date__lte=last))
    if body:
        rows = rows.filter(body="" if body == OWNERS else body)
    if told is not None:
        rows = rows.filter(delegation_report__isnull=not told)
    rows = rows.select_related("directive__edition", "round", "version", "delegation_report")
    return rows.prefetch_related("round__sign_offs").order_by("-decided_at", "-pk")


def bodies() -> list[str]:
    """The names of bodies that have decided on delegation."""
    rows = Decision.objects.exclude(body="").exclude(body_kind=DecisionBody.Kind.BOARD)
    return list(rows.values_list("body", flat=True).distinct().order_by("body"))


def report(
    *,
    decisions: Iterable[Decision],
    body: DecisionBody,
    met_on: dt.date,
    paragraph: str,
    by: Person,
    now: dt.datetime,
) -> list[DelegationReport]:
    """The board was told of these. The database refuses to tell of one twice."""
    return [
        DelegationReport.objects.create(
            decision=d, body=body.name, met_on=met_on, paragraph=paragraph, noted_by=by.name, noted_at=now
        )
        for d in decisions
    ]
