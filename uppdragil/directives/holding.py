"""Who stands in chapter 8 of a directive's working text, and who acts for them: read once per instance.

An instance of a directive lives as long as its request, or as its transaction: services read it anew under its lock.
Whoever writes the chapter forgets what was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from uppdragil.organisation import roles
from uppdragil.organisation.models import Person
from uppdragil.organisation.roles import Holder

from . import content
from .models import Directive, RoleAssignment

_ROWS, _PEOPLE = "_role_rows", "_role_people"


class RoleRow(NamedTuple):
    """A row of chapter 8, without the machinery of a model: lists read thousands."""

    directive_id: int
    uid: str
    role: str
    holder: str
    holder_kind: str | None
    holder_id: str | None


def rows_of(directives: Iterable[Directive], wanted: Collection[str]) -> list[RoleRow]:
    """The rows of these roles in all of them, each mandate's in its order; one query."""
    found = RoleAssignment.objects.filter(directive__in=directives, role__in=wanted).order_by("position")
    return [RoleRow(*row) for row in found.values_list(*RoleRow._fields)]


def rows(directive: Directive) -> Sequence[RoleAssignment]:
    """The rows of chapter 8, in its order."""
    known = directive.__dict__
    if _ROWS not in known:
        known[_ROWS] = tuple(RoleAssignment.objects.filter(directive=directive).order_by("position"))
    return known[_ROWS]


def holder(row: RoleAssignment | RoleRow | content.RoleAssignment) -> Holder:
    """What of the register the row is linked to; ("", "") where its words stand alone."""
    return row.holder_kind or "", row.holder_id or ""


def holders(directive: Directive, wanted: Collection[str]) -> list[Holder]:
    """What the rows of these roles are linked to."""
    return [holder(row) for row in rows(directive) if row.role in wanted and row.holder_kind]


def people(directive: Directive, day: dt.date) -> Mapping[Holder, list[Person]]:
    """The people who act on `day` for whatever any row is linked to."""
    known = directive.__dict__.setdefault(_PEOPLE, {})
    if day not in known:
        known[day] = roles.people([holder(row) for row in rows(directive) if row.holder_kind], day)
    return known[day]


def forget(directive: Directive) -> None:
    """Read the rows anew when they are asked for next."""
    directive.__dict__.pop(_ROWS, None)
    directive.__dict__.pop(_PEOPLE, None)
