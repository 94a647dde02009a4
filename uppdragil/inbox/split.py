"""Rounds that ended since those who decide did not agree: told to all of them for a while."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q
from django.utils.timezone import localdate

from uppdragil.decisions.models import Decision, SignOff
from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import RoleAssignment
from uppdragil.organisation import roles
from uppdragil.organisation.models import Holding, Person

TOLD_FOR = dt.timedelta(days=14)


def split_decisions(person: Person, now: dt.datetime) -> list[Decision]:
    """Where `person` confirmed in the round, or is an owner; the newest first. Three queries at most."""
    day = localdate(now)
    positions = Holding.objects.filter(roles.on(day), person=person).values("position__uid")
    held = Q(holder_kind="person", holder_id=person.uid) | Q(holder_kind="position", holder_id__in=positions)
    owned = RoleAssignment.objects.filter(held, role=Role.OWNER)
    part = Q(round__in=SignOff.objects.filter(person=person).values("round"))
    rows = Decision.objects.annotate(ways=Count("round__sign_offs__proposal", distinct=True)).filter(
        part | Q(directive__in=owned.values("directive")),
        ways__gt=1,
        decided_at__gte=now - TOLD_FOR,
        directive__in=policies.readable(person, day),
    )
    rows = rows.select_related("round", "directive__edition")
    return list(rows.prefetch_related("round__sign_offs__proposal").order_by("-decided_at"))
