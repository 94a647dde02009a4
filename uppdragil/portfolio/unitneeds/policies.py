"""Who sees the needs of units, raises them and answers them: asked here and nowhere else."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.directives.policies import Access
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person, Unit

from .models import UnitNeed


def visible(person: Person, day: dt.date) -> QuerySet[UnitNeed]:
    """The needs that `person` sees: the office all; others those of their unit, of the units that they control, that
    they raised, and that a mandate took whose working text they see.
    """
    if may_answer(person):
        return UnitNeed.objects.all()
    working = policies.working(person, day).values("pk")
    taken = Q(directive__in=working) | Q(joined_to__directive__in=working)
    return UnitNeed.objects.filter(Q(unit__in=units(person)) | Q(raised_by=person) | taken)


def units(person: Person) -> QuerySet[Unit]:
    """The units whose needs `person` follows: their own, and those that they control."""
    controlled = Duty.objects.filter(person=person, kind=Duty.Kind.CONTROLLER, unit__isnull=False)
    return Unit.objects.filter(Q(pk=person.unit_id) | Q(pk__in=controlled.values("unit")))


def may_raise(person: Person) -> bool:
    """Everybody of a unit: a need is seen first by who works with it."""
    return person.active and person.unit_id is not None


def may_answer(person: Person) -> bool:
    """The portfolio office weighs the needs of all units against each other."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def may_withdraw(person: Person, need: UnitNeed) -> bool:
    """Everybody of the unit, and who raised it also from another unit later."""
    return person.pk == need.raised_by_id or person.unit_id == need.unit_id


def named(person: Person, need: UnitNeed, day: dt.date) -> Directive | None:
    """The mandate that took the need, if `person` sees anything of it: a restricted one is not even numbered."""
    directive = need.directive
    if directive is None or policies.access(person, directive, day) is Access.NONE:
        return None
    return directive
