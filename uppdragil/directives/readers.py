"""The named readers of a restricted directive (domain section 3, Visibility): they see what was decided.

The rows say who may read now. Who named and removed whom, and when, stays in the audit chain.
"""

from __future__ import annotations

import datetime as dt

from django.utils.timezone import localdate

from uppdragil.core import audit
from uppdragil.core.contention import writing
from uppdragil.organisation.models import Person

from . import policies
from .models import Directive, NamedReader
from .services import actor, lock


class NotYours(Exception):
    """`by` neither leads the directive nor is of the portfolio office, or everybody may read it anyway."""


def name(*, directive: Directive, person: Person, by: Person, now: dt.datetime) -> None:
    """`person` may read `directive` from now on. Naming somebody twice is once. Raises NotYours or Busy."""
    with writing():
        directive = _locked(directive, by, now)
        _row, is_new = NamedReader.objects.get_or_create(directive=directive, person=person)
        if is_new:
            _tell("reader.named", directive, person, by, now)


def remove(*, directive: Directive, person: Person, by: Person, now: dt.datetime) -> None:
    """`person` may no longer read it as a named reader; who was not named is let be. Raises NotYours or Busy."""
    with writing():
        directive = _locked(directive, by, now)
        gone, _models = NamedReader.objects.filter(directive=directive, person=person).delete()
        if gone:
            _tell("reader.removed", directive, person, by, now)


def of(directive: Directive) -> list[Person]:
    """Who may read it by name, in the order of their names."""
    named = NamedReader.objects.filter(directive=directive)
    return list(Person.objects.filter(pk__in=named.values("person")).order_by("name", "pk"))


def _locked(directive: Directive, by: Person, now: dt.datetime) -> Directive:
    directive = lock(directive)
    if not policies.may_name_readers(by, directive, localdate(now)):
        raise NotYours
    return directive


def _tell(verb: str, directive: Directive, reader: Person, by: Person, now: dt.datetime) -> None:
    payload = {"number": directive.number, "name": reader.name, "person": reader.uid}
    audit.append(verb=verb, actor=actor(by), subject=directive.uid, payload=payload, now=now)
