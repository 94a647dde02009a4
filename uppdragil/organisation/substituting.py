"""Keeping substitutes: who stands in for whom, from-to, on what basis. The office's work.

Never for oneself, never without an end; two for one place is allowed. Nothing is chained: see `roles`.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core import history

from .models import Holding, Person, Substitution

LONGEST = dt.timedelta(days=731)  # two years: whoever is away longer is replaced, not stood in for
SENTENCES = {
    "for_one": _("Choose either a person or a position."),
    "own_substitute": _("%(name)s cannot stand in for themselves. Choose another substitute."),
    "holds_it": _("%(name)s holds the position on some of these days. Choose another substitute."),
    "no_end": _("A substitution has a last day. Choose one."),
    "no_basis": _("Say on what basis, such as the paragraph of the delegation order."),
    "ends_first": _("The last day is before the first. Choose a later last day."),
    "too_long": _("A substitution lasts two years at most. Choose an earlier last day."),
    "ended_back": _("What has been is not changed. The earliest last day is %(day)s."),
    "begun": _("The substitution has begun. Set its last day instead."),
    "out_of_use": _("%(name)s is out of use. Take the person into use first."),
}


class Refused(Exception):
    """The substitution cannot be so. `code` is a key of SENTENCES, `params` fill its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params

    def __str__(self) -> str:
        """The sentence in the active language."""
        return str(SENTENCES[self.code]) % self.params


def add(*, substitution: Substitution, by: Person | None, now: dt.datetime) -> Substitution:
    """Write a new substitution. Raises Refused."""
    with transaction.atomic():
        _fits(substitution)
        history.sign(substitution, by, now).save()
        return substitution


def end(*, substitution: Substitution, ends: dt.date, by: Person | None, now: dt.datetime) -> None:
    """Set another last day; yesterday is the earliest. Raises Refused."""
    with transaction.atomic():
        found = Substitution.objects.select_for_update(of=("self",)).get(pk=substitution.pk)
        earliest = localdate(now) - dt.timedelta(days=1)
        if ends < earliest:
            raise Refused("ended_back", day=date_format(earliest, "j F Y"))
        found.ends = ends
        _fits(found)
        history.sign(found, by, now).save()


def remove(*, substitution: Substitution, by: Person | None, now: dt.datetime) -> None:
    """Take back one that has not begun; the history keeps it. Raises Refused: `begun`."""
    with transaction.atomic():
        found = Substitution.objects.select_for_update(of=("self",)).get(pk=substitution.pk)
        if found.starts <= localdate(now):
            raise Refused("begun")
        history.sign(found, by, now).delete()


def _fits(row: Substitution) -> None:
    if (row.person is None) == (row.position is None):
        raise Refused("for_one")
    if row.ends is None:
        raise Refused("no_end")
    if not row.basis.strip():
        raise Refused("no_basis")
    if row.ends < row.starts:
        raise Refused("ends_first")
    if row.ends - row.starts > LONGEST:
        raise Refused("too_long")
    _for_another(row)


def _for_another(row: Substitution) -> None:
    if not row.substitute.active:
        raise Refused("out_of_use", name=row.substitute.name)
    if row.person == row.substitute:
        raise Refused("own_substitute", name=row.substitute.name)
    held = Holding.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=row.starts),
        position=row.position,
        person=row.substitute,
        starts__lte=row.ends,
    )
    if row.position and held.exists():
        raise Refused("holds_it", name=row.substitute.name)
