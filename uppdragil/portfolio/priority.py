"""Priority: the order of mandates that a body decided, with date and paragraph. What was decided stays (seed 001).

A body's order holds until it decides the next. A mandate's place is the same for all who see it; a gap between two
places says that one stands there that the reader may not see, and nothing else of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core import audit
from uppdragil.core.append_only import AppendOnly
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.core.values import clean_text
from uppdragil.directives import services
from uppdragil.directives.models import Directive
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Duty, Person

MOST = 500  # mandates in one order
SENTENCES = {
    "not_office": _("The portfolio office notes what a body has decided on the order of the mandates."),
    "empty": _("Give at least one mandate a place."),
    "too_many": _("An order has room for 500 mandates."),
    "twice": _("A mandate stands in the order twice."),
    "future": _("The order was decided on a day that has not come yet. Choose today or an earlier day."),
    "older": _("The body has decided a later order already. Choose its day or a later one."),
    "ended": _("A mandate in the order has ended. Take it out."),
}


class Refused(Coded):
    """The order cannot be noted; `code` is a key of SENTENCES."""

    sentences = SENTENCES


class PriorityOrder(AppendOnly):
    """What `body` decided on `decided_on`; `reference` is the meeting and the paragraph."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="priority_orders")
    decided_on = models.DateField()
    reference = models.TextField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reference=""), name="priority_has_a_reference")]

    def __str__(self) -> str:
        return f"{self.body} {self.decided_on}"


class PriorityPlace(AppendOnly):
    """A mandate's place in an order, from 1."""

    order = models.ForeignKey(PriorityOrder, models.PROTECT, related_name="places")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="priority_places")
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["order", "directive"], name="priority_once_in_an_order"),
            models.UniqueConstraint(fields=["order", "place"], name="priority_place_once"),
            models.CheckConstraint(condition=Q(place__gte=1), name="priority_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.directive}"


def may_note(person: Person) -> bool:
    """The office notes what was decided: it sees every mandate."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def note(
    *,
    body: DecisionBody,
    decided_on: dt.date,
    reference: str,
    order: Sequence[Directive],
    by: Person,
    now: dt.datetime,
) -> PriorityOrder:
    """The order that `body` decided, the first mandate first. Raises Refused or core.contention.Busy."""
    with writing():
        locked = [services.lock(directive) for directive in sorted(order, key=lambda d: d.pk)]
        _ask(body, decided_on, order, locked, by, localdate(now))
        made = PriorityOrder.objects.create(
            body=body, decided_on=decided_on, reference=clean_text(reference).strip(),
            noted_by=by, name=by.name, noted_at=now,
        )  # fmt: skip
        places = PriorityPlace.objects.bulk_create(
            PriorityPlace(order=made, directive=directive, place=at) for at, directive in enumerate(order, 1)
        )
        payload: dict[str, audit.JSON] = {
            "body": str(body), "decided_on": decided_on.isoformat(), "reference": made.reference,
            "mandates": len(places),
        }  # fmt: skip
        actor = services.actor(by)
        audit.append(verb="priority.decided", actor=actor, payload=payload, rows=[made, *places], now=now)
        return made


def _ask(
    body: DecisionBody,
    decided_on: dt.date,
    order: Sequence[Directive],
    locked: Sequence[Directive],
    by: Person,
    today: dt.date,
) -> None:
    last = PriorityOrder.objects.filter(body=body).first()
    unmet = {
        "not_office": not may_note(by),
        "empty": not order,
        "too_many": len(order) > MOST,
        "twice": len({d.pk for d in order}) < len(order),
        "future": decided_on > today,
        "older": last is not None and decided_on < last.decided_on,
        "ended": any(d.ended for d in locked),
    }
    for code, refuses in unmet.items():
        if refuses:
            raise Refused(code)


def current() -> QuerySet[PriorityOrder]:
    """The order of each body that holds."""
    later = PriorityOrder.objects.filter(body=OuterRef("body")).filter(
        Q(decided_on__gt=OuterRef("decided_on")) | Q(decided_on=OuterRef("decided_on"), pk__gt=OuterRef("pk"))
    )
    return PriorityOrder.objects.filter(~Exists(later))


def places(directives: Iterable[Directive]) -> dict[int, PriorityPlace]:
    """The place of each mandate that has one, by its primary key; one query. Of two orders the later decided counts."""
    rows = PriorityPlace.objects.filter(order__in=current(), directive__in=list(directives))
    rows = rows.select_related("order__body").order_by("order__decided_on", "order")
    return {row.directive_id: row for row in rows}


def place_of(directive: str) -> Subquery:
    """The same for an outer query; `directive`: the name of its column."""
    rows = PriorityPlace.objects.filter(order__in=current(), directive=OuterRef(directive))
    return Subquery(rows.order_by("-order__decided_on", "-order").values("place")[:1])
