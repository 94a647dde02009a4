"""Reading import drafts, and the records that a role can be linked to."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, QuerySet

from uppdragil.directives.content import HolderKind
from uppdragil.organisation import roles
from uppdragil.organisation.apart import told_apart
from uppdragil.organisation.models import Duty, Holding, Person, Position, Unit

from .matching import Candidate
from .models import ImportDraft


def drafts(person: Person) -> QuerySet[ImportDraft]:
    """The imports that `person` may see: their own, and for the office everybody's."""
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return ImportDraft.objects.all()
    return ImportDraft.objects.filter(person=person)


def waiting(person: Person) -> QuerySet[ImportDraft]:
    """Imports that are no directive yet, without their long texts."""
    open_ones = drafts(person).filter(directive=None).select_related("person__user")
    return open_ones.defer("source", "recognised", "choices")


def candidates(day: dt.date) -> list[Candidate]:
    """Every active position, person and unit; a position with those who hold it on `day`."""
    held = Holding.objects.filter(roles.on(day), person__active=True).select_related("person")
    positions = Position.objects.filter(active=True).prefetch_related(Prefetch("holdings", held, "held_now"))
    people = Person.objects.filter(active=True).select_related("unit", "user")
    labels = told_apart(people)
    return [
        *(Candidate(HolderKind.POSITION, p.uid, p.title, _names(p)) for p in positions),
        *(Candidate(HolderKind.PERSON, p.uid, p.name, p.title, labels[p.pk]) for p in people),
        *(Candidate(HolderKind.UNIT, u.uid, u.name) for u in Unit.objects.filter(active=True)),
    ]


def _names(position: Position) -> str:
    return ", ".join(holding.person.name for holding in position.held_now)  # type: ignore[attr-defined]
