"""Reading how the money stands: of one mandate, of a page of them, and summed by focus area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation.models import Person

from .models import MoneyState
from .sentences import AMOUNTS


@dataclass(frozen=True)
class Sums:
    """Amounts in öre of the mandates of one focus area ("" without one), or of all; 0 where nothing was told."""

    area: str
    mandates: int
    framed: int
    frame: int
    activated: int
    identified: int
    outcome: int


def last_states(directives: Iterable[Directive | int]) -> dict[int, MoneyState]:
    """How the money of each mandate stands, by primary key; one query however many."""
    rows = MoneyState.objects.filter(directive__in=list(directives))
    return {row.directive_id: row for row in rows.filter(pk=_last("pk", "directive"))}


def states(directive: Directive) -> QuerySet[MoneyState]:
    """Everything told of a mandate, how it stands first."""
    return MoneyState.objects.filter(directive=directive).order_by("-on", "-pk")


def by_area(person: Person, day: dt.date) -> list[Sums]:
    """The money of the mandates that `person` sees and that have not ended, by focus area; one query."""
    cards = policies.cards(person, day).exclude(directive__phase__in=ENDED_PHASES)
    told = cards.annotate(**{f"last_{name}": _last(name, "directive") for name in AMOUNTS})
    rows = (
        told.order_by()
        .values("area")
        .annotate(
            mandates=Count("pk"),
            framed=Count("pk", filter=Q(frame__isnull=False)),
            all_frame=Sum("frame"),
            **{f"all_{name}": Sum(f"last_{name}") for name in AMOUNTS},
        )
    )
    found = [_sums(dict(row)) for row in rows]
    return sorted(found, key=lambda sums: (not sums.area, -sums.frame, sums.area))


def total(sums: Iterable[Sums]) -> Sums:
    """All of them together."""
    listed = list(sums)
    names = ("mandates", "framed", "frame", *AMOUNTS)
    return Sums("", *(sum(getattr(one, name) for one in listed) for name in names))


def _sums(row: dict[str, Any]) -> Sums:
    amounts = [row[f"all_{name}"] or 0 for name in ("frame", *AMOUNTS)]
    return Sums(row["area"], row["mandates"], row["framed"], *amounts)


def _last(name: str, directive: str) -> Subquery:
    """Of the last state of `directive`; NULL where there is none."""
    rows = MoneyState.objects.filter(directive=OuterRef(directive)).order_by("-on", "-pk")
    return Subquery(rows.values(name)[:1])
