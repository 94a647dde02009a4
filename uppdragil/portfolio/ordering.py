"""What `overview` says of one directive, said of all of them by the database: when the next gate is, how late.

Days are counted from 0001-01-01, as those of a card are, so that they can be subtracted on every database.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from uppdragil.core.jsontext import JsonText
from uppdragil.decisions.models import Round
from uppdragil.directives import selectors
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.phases import ENDED_PHASES, GATE_PHASES, WAYS
from uppdragil.editions.models import Edition


class Ordinal(Func):
    """A date as `date.toordinal` counts it."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)", **context
        )


def with_days(cards: QuerySet[Card], today: dt.date) -> QuerySet[Any]:
    """Each card with `next_day` and `days_late`, as its `Standing` has them; None where there is none."""
    gates = _next_gates()
    postponed = Round.objects.filter(
        directive=OuterRef("directive"), ended_at=None, change=None, due__isnull=False
    )
    due = Subquery(postponed.values("due")[:1], output_field=DateField())
    at_gate = Case(When(directive__phase__in=GATE_PHASES, then=due))  # elsewhere nothing can be postponed
    planned = Coalesce(Ordinal(at_gate), _day("days", gates))
    decided = _day("directive__baseline__card__days", gates)
    return cards.annotate(next_day=planned).annotate(
        days_late=Greatest(Coalesce(F("next_day"), Value(today.toordinal())), Value(today.toordinal()))
        - decided
    )


def with_gate(cards: QuerySet[Card]) -> QuerySet[Any]:
    """Each card with `gate`, the code of the next gate; None after the last."""
    whens = (When(which, then=Value(gate)) for gate, which in _next_gates().items())
    return cards.annotate(gate=Case(*whens, default=None, output_field=CharField()))


def late(cards: QuerySet[Card], today: dt.date) -> QuerySet[Any]:
    """The live ones that are late against their baseline."""
    return with_days(cards, today).exclude(directive__phase__in=ENDED_PHASES).filter(days_late__gt=0)


def _next_gates() -> dict[str, Q]:
    """By each gate's code, the directives that come to it next: so says the place that they are at."""
    found: dict[str, Q] = defaultdict(Q)
    for edition in Edition.objects.all():
        for phase in WAYS[edition.spec.flow]:
            gate = selectors.next_gate(Directive(edition=edition, phase=phase))
            if gate:
                found[gate] |= Q(directive__edition=edition, directive__phase=phase)
    return found


def _day(days: str, gates: dict[str, Q]) -> Case:
    """The day of the next gate, of the column `days` of a card."""
    return Case(
        *(When(which, then=Cast(JsonText(days, gate), IntegerField())) for gate, which in gates.items()),
        default=None,
        output_field=IntegerField(),
    )
