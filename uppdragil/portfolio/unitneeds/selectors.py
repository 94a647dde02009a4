"""Reading the needs of units: lists, what a mandate took, what nobody has looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Case, F, Q, QuerySet, Value, When

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

from . import policies
from .models import UnitNeed

OPEN = (UnitNeed.State.RAISED, UnitNeed.State.LOOKED_AT)
LOOKED_AT_WITHIN = dt.timedelta(days=14)
"""Two weeks: whoever raises a need should see that it is looked at before they have to ask; the office goes through
what has come in at least every other week."""


def listed(person: Person, day: dt.date, on: Mapping[str, str]) -> QuerySet[UnitNeed]:
    """What `person` sees of the needs, those without an answer first, each longest waiting first.

    `on`: `state` (one of them, or "open"), `unit` (its uid), `q` (words of the need).
    """
    rows = policies.visible(person, day).select_related("unit", "raised_by")
    if state := on.get("state"):
        rows = rows.filter(state__in=OPEN) if state == "open" else rows.filter(state=state)
    if unit := on.get("unit"):
        rows = rows.filter(unit__uid=unit)
    for word in on.get("q", "").split():
        rows = rows.filter(Q(title__icontains=word) | Q(situation__icontains=word))
    waits_first = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))
    return rows.order_by(waits_first, "raised_at", "pk")


def taken_by(directive: Directive) -> QuerySet[UnitNeed]:
    """The needs that `directive` is to meet, then those that are joined with them; the first taken first."""
    rows = UnitNeed.objects.filter(Q(directive=directive) | Q(joined_to__directive=directive))
    return rows.select_related("unit").order_by(F("joined_to").asc(nulls_first=True), "answered_at", "pk")


def unread(person: Person) -> QuerySet[UnitNeed]:
    """The needs of `person` whose answer they have not said they have read."""
    rows = UnitNeed.objects.filter(raised_by=person, answered_at__isnull=False, read_at=None)
    return rows.order_by("answered_at", "pk")


def waiting(now: dt.datetime) -> QuerySet[UnitNeed]:
    """Those that nobody has looked at for too long, the oldest first."""
    rows = UnitNeed.objects.filter(state=UnitNeed.State.RAISED, raised_at__lt=now - LOOKED_AT_WITHIN)
    return rows.select_related("unit").order_by("raised_at", "pk")
