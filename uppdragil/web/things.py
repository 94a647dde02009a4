"""The kinds of records that the office keeps: what each list shows, what each form asks.

One pattern for all: `web.organisation` has the views, this module what differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from uppdragil.organisation import roles
from uppdragil.organisation.models import (
    DecisionBody,
    Duty,
    Holding,
    Membership,
    Person,
    Position,
    Unit,
)

from .days import short_date
from .forms import organisation as forms

UNIT = pgettext_lazy("of the organisation", "Unit")


@dataclass(frozen=True)
class Cell:
    """A cell of a list. `level` makes it a verdict; `note` is a soft second line."""

    text: str
    note: str = ""
    level: str = ""


@dataclass(frozen=True)
class Thing:
    """A kind of record. `path` is its part of the address, `key` of the address's name.

    `rows(day)` are the records with all that `cells(record)` needs; the first cell links to the record.
    `period` is the form of what is held from-to on the record's page.
    """

    key: str
    path: str
    plural: str | Promise
    new: str | Promise
    model: Any
    form: Any
    heads: tuple[str | Promise, ...]
    rows: Callable[[dt.date], QuerySet[Any]]
    cells: Callable[[Any], tuple[Cell, ...]]
    search: tuple[str, ...]
    period: Any = None

    @property
    def has_page(self) -> bool:
        """A duty has no page: it is given and taken in the list."""
        return self.model is not Duty

    def find(self, words: str, day: dt.date, *, all_: bool) -> QuerySet[Any]:
        """The records whose words contain `words`; only those in use unless `all_`."""
        matching = Q()
        for name in self.search:
            matching |= Q(**{f"{name}__icontains": words})
        found = self.rows(day).filter(matching) if words else self.rows(day)
        return found if all_ or not self.has_page else found.filter(active=True)


def _held(day: dt.date) -> Prefetch[Any]:
    held = Holding.objects.filter(roles.on(day)).select_related("person", "position")
    return Prefetch("holdings", held, to_attr="held_now")


def _people(day: dt.date) -> QuerySet[Person]:
    return Person.objects.select_related("unit", "user").prefetch_related(_held(day)).order_by("name", "pk")


def _person(person: Person) -> tuple[Cell, ...]:
    positions = ", ".join(h.position.title for h in person.held_now)  # type: ignore[attr-defined]
    return (
        Cell(person.name, person.title),
        Cell(person.unit.name if person.unit else ""),
        Cell(positions),
        Cell(account_word(person)),
    )


def account_word(person: Person) -> str:
    """Whether the person can log in."""
    if person.user is None:
        return _("No account")
    return person.user.username if person.user.is_active else _("Closed account")


def _units(day: dt.date) -> QuerySet[Unit]:
    people = Count("person", filter=Q(person__active=True), distinct=True)
    return Unit.objects.select_related("parent").annotate(people=people).order_by("name")


def _unit(unit: Unit) -> tuple[Cell, ...]:
    people = unit.people  # type: ignore[attr-defined]
    return (
        Cell(unit.name),
        Cell(unit.parent.name if unit.parent else ""),
        Cell(ngettext("%(n)d person", "%(n)d people", people) % {"n": people} if people else _("Nobody")),
    )


def _positions(day: dt.date) -> QuerySet[Position]:
    return Position.objects.select_related("unit").prefetch_related(_held(day)).order_by("title")


def _position(position: Position) -> tuple[Cell, ...]:
    return (Cell(position.title), Cell(position.unit.name if position.unit else ""), holder_cell(position))


def holder_cell(position: Position) -> Cell:
    """Who holds it today, or that nobody does."""
    held = position.held_now  # type: ignore[attr-defined]
    if not held:
        return Cell(_("Vacant"), level="warn" if position.active else "")
    since = _("Since %(day)s") % {"day": short_date(held[0].starts)}
    return Cell(", ".join(h.person.name for h in held), since)


def vacant(day: dt.date) -> QuerySet[Position]:
    """Positions in use that nobody holds on `day`."""
    held = Holding.objects.filter(roles.on(day), person__active=True)
    return Position.objects.filter(active=True).exclude(pk__in=held.values("position")).order_by("title")


def _bodies(day: dt.date) -> QuerySet[DecisionBody]:
    seats = Membership.objects.filter(roles.on(day), person__active=True).select_related("person")
    return DecisionBody.objects.prefetch_related(Prefetch("memberships", seats, to_attr="seats_now"))


def _body(body: DecisionBody) -> tuple[Cell, ...]:
    seats = body.seats_now  # type: ignore[attr-defined]
    able = (Membership.Seat.CHAIR, Membership.Seat.SECRETARY)
    record = ", ".join(s.person.name for s in seats if s.seat in able)
    missing = Cell(_("Nobody can record decisions"), level="warn" if body.active else "")
    return (
        Cell(body.name, body.short),
        Cell(body.get_kind_display().capitalize()),
        Cell(ngettext("%(n)d seat", "%(n)d seats", len(seats)) % {"n": len(seats)}),
        Cell(record) if record else missing,
    )


def _duties(day: dt.date) -> QuerySet[Duty]:
    return Duty.objects.select_related("person", "unit").order_by("kind", "person__name", "pk")


def _duty(duty: Duty) -> tuple[Cell, ...]:
    return (
        Cell(duty.person.name, duty.person.title),
        Cell(duty.get_kind_display().capitalize()),
        Cell(duty.unit.name if duty.unit else _("The whole organisation")),
    )


THINGS = {
    thing.key: thing
    for thing in (
        Thing(
            "person", "people", gettext_lazy("People"), gettext_lazy("Add a person"),
            Person, forms.PersonForm,
            (gettext_lazy("Name"), UNIT, gettext_lazy("Holds"), gettext_lazy("Account")),
            _people, _person, ("name", "title", "unit__name"),
        ),
        Thing(
            "unit", "units", gettext_lazy("Units"), gettext_lazy("Add a unit"),
            Unit, forms.UnitForm,
            (gettext_lazy("Name"), gettext_lazy("Part of"), gettext_lazy("People")),
            _units, _unit, ("name",),
        ),
        Thing(
            "position", "positions", gettext_lazy("Positions"), gettext_lazy("Add a position"),
            Position, forms.PositionForm,
            (gettext_lazy("Position"), UNIT, gettext_lazy("Held by")),
            _positions, _position, ("title", "unit__name"), forms.HoldingForm,
        ),
        Thing(
            "body", "bodies", gettext_lazy("Decision bodies"), gettext_lazy("Add a decision body"),
            DecisionBody, forms.BodyForm,
            (gettext_lazy("Name"), gettext_lazy("Kind"), gettext_lazy("Seats"), gettext_lazy("Records decisions")),
            _bodies, _body, ("name", "short"), forms.SeatForm,
        ),
        Thing(
            "duty", "duties", gettext_lazy("Duties"), gettext_lazy("Give a duty"),
            Duty, forms.DutyForm,
            (gettext_lazy("Person"), gettext_lazy("Duty"), UNIT),
            _duties, _duty, ("person__name", "unit__name"),
        ),
    )
}  # fmt: skip
