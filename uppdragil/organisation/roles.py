"""Who is behind a name: positions and units resolved to people on a given day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import reduce, wraps
from operator import or_
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db.models import Q, QuerySet

from uppdragil.core.swedish import folded

from .models import DecisionBody, Duty, Holding, Membership, Person, Substitution
from .standing import RECORDING, Holder, Standing, standing

T = TypeVar("T")
P = ParamSpec("P")


def _once(ask: Callable[Concatenate[Person, P], T]) -> Callable[Concatenate[Person, P], T]:
    """Ask the database once per person instance and arguments: an instance lives as long as its request."""

    @wraps(ask)
    def remembered(person: Person, *args: P.args, **named: P.kwargs) -> T:
        known: dict[Any, T] = person.__dict__.setdefault("_asked", {})
        key = (ask.__name__, *args, *named.items())
        if key not in known:
            known[key] = ask(person, *args, **named)
        return known[key]

    return remembered


def on(day: dt.date) -> Q:
    """The periods that hold on `day`."""
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))


def people(holders: Iterable[Holder], day: dt.date) -> dict[Holder, list[Person]]:
    """The people who act for each holder on `day`, by name; two queries however many holders.

    A unit acts through nobody: it can be informed, it cannot decide.
    """
    wanted = set(holders)
    found: dict[Holder, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(
        uid__in=[uid for kind, uid in wanted if kind == "person"], active=True
    ):
        found["person", person.uid].append(person)
    positions = [uid for kind, uid in wanted if kind == "position"]
    held = Holding.objects.filter(on(day), position__uid__in=positions, person__active=True)
    for holding in held.select_related("person", "position").order_by("person__name"):
        found["position", holding.position.uid].append(holding.person)
    return found


def positions_by_name(day: dt.date) -> list[tuple[str, str]]:
    """Who holds what on `day`: the name of a person as it is searched, and the uid of a position. One query."""
    held = Holding.objects.filter(on(day), person__active=True)
    return [(folded(name), uid) for name, uid in held.values_list("person__name", "position__uid")]


def informed(holders: Iterable[Holder], day: dt.date) -> list[Person]:
    """Whom to tell on behalf of `holders`, each once; three queries.

    Those who act for them; for a unit its people who have an account and a mail address.
    """
    wanted = set(holders)
    acting = [person for behind in people(wanted, day).values() for person in behind]
    units = [uid for kind, uid in wanted if kind == "unit"]
    reached = Person.objects.filter(unit__uid__in=units, active=True, user__is_active=True).exclude(email="")
    return list({person.pk: person for person in (*acting, *reached)}.values())


def substitutes(holders: Iterable[Holder], day: dt.date) -> dict[Holder, list[Substitution]]:
    """Who stands in for each person or position on `day`; one query however many. Never chained."""
    wanted = set(holders)
    uids = [[uid for kind, uid in wanted if kind == k] for k in ("person", "position")]
    rows = Substitution.objects.filter(
        on(day), Q(person__uid__in=uids[0]) | Q(position__uid__in=uids[1]), substitute__active=True
    ).select_related("person", "position", "substitute")
    found: dict[Holder, list[Substitution]] = defaultdict(list)
    for row in rows.order_by("substitute__name", "pk"):
        if row.person:
            found["person", row.person.uid].append(row)
        elif row.position:
            found["position", row.position.uid].append(row)
    return found


@_once
def _standing(person: Person, day: dt.date) -> Standing:
    return standing(person, day)


def stood_in_for(person: Person, day: dt.date) -> Mapping[Holder, str]:
    """Those whom `person` is substitute for on `day`, each with the name of whose place it is.

    A substitute for a person also acts for the positions that the person holds.
    """
    return _standing(person, day).instead


def seats(person: Person, instead: Iterable[Holder], day: dt.date) -> QuerySet[Membership]:
    """The seats of `person` in bodies on `day`, and those in which they record for one of `instead`."""
    people_ = [uid for kind, uid in instead if kind == "person"]
    recording = Q(person__uid__in=people_, person__active=True, seat__in=RECORDING)
    return Membership.objects.filter(on(day), Q(person=person) | recording)


def bodies(person: Person, day: dt.date) -> frozenset[int]:
    """The bodies, by primary key, in which `person` has a seat on `day`, or records for somebody."""
    return _standing(person, day).bodies


def acts_as(person: Person, day: dt.date) -> set[Holder]:
    """Every name under which `person` acts on `day`: self and positions held."""
    return {("person", person.uid), *(("position", uid) for uid in _standing(person, day).positions)}


def holders_of(person: Person, day: dt.date) -> set[Holder]:
    """Every name under which `person` acts or is reached on `day`: self, positions held, own unit."""
    return acts_as(person, day) | ({("unit", person.unit.uid)} if person.unit else set())


def named(holders: Iterable[Holder]) -> Q:
    """A condition on rows with `holder_kind` and `holder_id`: those that name one of `holders`."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, uid in holders:
        by_kind[kind].append(uid)
    return reduce(or_, (Q(holder_kind=k, holder_id__in=uids) for k, uids in by_kind.items()), Q(pk__in=()))


def registrars(body: DecisionBody, day: dt.date) -> list[Person]:
    """Those who may record what a body decides: its chair and its secretary on `day`."""
    rows = body.memberships.filter(on(day), seat__in=RECORDING, person__active=True).select_related("person")
    return [m.person for m in rows.order_by("person__name")]


def members(body: DecisionBody, first: dt.date, last: dt.date) -> list[Membership]:
    """Those who decide in the body, chair and members, on any day from `first` to `last`; the chair first."""
    seats = [Membership.Seat.CHAIR, Membership.Seat.MEMBER]
    rows = body.memberships.filter(
        Q(starts__lte=last) & (Q(ends__isnull=True) | Q(ends__gte=first)), seat__in=seats, person__active=True
    )
    return list(rows.select_related("person__unit", "person__user").order_by("seat", "person__name", "pk"))


def has_duty(person: Person, *kinds: Duty.Kind) -> bool:
    """Whether `person` has any of these duties. The rows are read once per person instance."""
    return any(kind in kinds for kind, _unit in _duties(person))


def controls(person: Person) -> frozenset[str]:
    """The units whose controller `person` is, by uid; asked as `has_duty` is."""
    return frozenset(unit for kind, unit in _duties(person) if kind == Duty.Kind.CONTROLLER and unit)


@_once
def _duties(person: Person) -> frozenset[tuple[str, str | None]]:
    return frozenset(person.duties.values_list("kind", "unit__uid"))


def with_duty(kind: Duty.Kind) -> list[Person]:
    """The people who have a duty, by name."""
    return list(Person.objects.filter(duties__kind=kind, active=True).distinct().order_by("name"))


def boards(person: Person, day: dt.date) -> list[DecisionBody]:
    """The boards (nämnder) that `person` records for: all for the office, else where they are chair or secretary."""
    found = DecisionBody.objects.filter(kind=DecisionBody.Kind.BOARD, active=True)
    if not has_duty(person, Duty.Kind.OFFICE):
        mine = Membership.objects.filter(on(day), person=person, seat__in=RECORDING)
        found = found.filter(pk__in=mine.values("body"))
    return list(found)
