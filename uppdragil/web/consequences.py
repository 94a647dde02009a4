"""What hangs on a record of the organisation: told before it is taken out of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.directives.content import Role
from uppdragil.directives.labels import ROLE_LABELS
from uppdragil.directives.models import Directive, RoleAssignment
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Membership, Person, Position, Unit
from uppdragil.organisation.roles import Holder


@dataclass(frozen=True)
class LivePart:
    """A mandate under way, and in what way the record is part of it."""

    directive: Directive
    part: str


@dataclass(frozen=True)
class Consequences:
    """What would be without the record: parts in live mandates, and the rest in sentences."""

    parts: list[LivePart]
    sentences: list[str]


def of(record: Person | Position | Unit | DecisionBody, day: dt.date) -> Consequences:
    """The live mandates that `record` has a part in, and what else would be without it."""
    if isinstance(record, Person):
        return Consequences(_role_parts(roles.acts_as(record, day)), _of_person(record, day))
    if isinstance(record, Position):
        return Consequences(_role_parts({("position", record.uid)}), [])
    if isinstance(record, Unit):
        return Consequences(_role_parts({("unit", record.uid)}) + _own_mandates(record), _of_unit(record))
    return Consequences(_decided_by(record), [])


def _role_parts(holders: Iterable[Holder]) -> list[LivePart]:
    rows = RoleAssignment.objects.filter(roles.named(holders)).exclude(directive__phase__in=ENDED_PHASES)
    found = rows.select_related("directive").order_by("directive__number", "position")
    return [LivePart(row.directive, str(ROLE_LABELS[Role(row.role)])) for row in found]


def _own_mandates(unit: Unit) -> list[LivePart]:
    live = Directive.objects.filter(unit_id=unit.uid).exclude(phase__in=ENDED_PHASES)
    return [LivePart(directive, _("the mandate's unit")) for directive in live]


def _decided_by(body: DecisionBody) -> list[LivePart]:
    live = Directive.objects.filter(body=body).exclude(phase__in=ENDED_PHASES)
    return [LivePart(directive, _("decides")) for directive in live]


def _of_person(person: Person, day: dt.date) -> list[str]:
    held = person.holdings.filter(roles.on(day)).select_related("position")
    seats = Membership.objects.filter(roles.on(day), person=person).select_related("body")
    sentences = [_("The position %(title)s becomes vacant.") % {"title": h.position.title} for h in held]
    sentences += [
        _("The seat in %(body)s (%(seat)s) is without anybody.")
        % {"body": s.body, "seat": s.get_seat_display()}
        for s in seats
    ]
    return [*sentences, _("The account is closed at once.")] if person.user else sentences


def _of_unit(unit: Unit) -> list[str]:
    people = Person.objects.filter(unit=unit, active=True).count()
    if not people:
        return []
    sentence = ngettext("%(n)d person belongs to it.", "%(n)d people belong to it.", people)
    return [sentence % {"n": people}]
