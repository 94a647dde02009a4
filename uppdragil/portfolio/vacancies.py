"""Which deciding places nobody can act in today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from uppdragil.directives.content import HolderKind, Role
from uppdragil.directives.models import Directive, RoleAssignment
from uppdragil.editions.spec import Deciders
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Membership

from .overview import Standing

LINKED = (HolderKind.POSITION, HolderKind.PERSON)  # free text and units decide nothing; the review says so
RECORDS = (Membership.Seat.CHAIR, Membership.Seat.SECRETARY)


@dataclass
class Vacancies:
    """Of one mandate: the owners and receivers that nobody is behind, as it names them; a body without anybody
    who records.
    """

    owners: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    body: str = ""


@dataclass(frozen=True)
class Placed:
    """A mandate and the gate that comes next in it: what `vacancies` needs of a `Standing`."""

    directive: Directive
    next_gate: str


def vacancies(lines: Sequence[Standing | Placed], today: dt.date) -> dict[int, Vacancies]:
    """By primary key of the directive; receivers and the body where they decide next. Four queries at most."""
    found: dict[int, Vacancies] = defaultdict(Vacancies)
    deciders = {line.directive.pk: _deciders(line) for line in lines}
    for row in _vacant(list(deciders), today):
        if row.role == Role.OWNER:
            found[row.directive_id].owners.append(row.holder)
        elif deciders[row.directive_id] is Deciders.RECEIVERS:
            found[row.directive_id].receivers.append(row.holder)
    bodies = {
        line.directive.pk: line.directive.body_id
        for line in lines
        if line.directive.body_id and deciders[line.directive.pk] is Deciders.BODY
    }
    silent = _silent(bodies.values(), today)
    for pk, body in bodies.items():
        found[pk].body = silent.get(body, "")
    return found


def _deciders(line: Standing | Placed) -> Deciders | None:
    return line.directive.edition.spec.gate(line.next_gate).deciders if line.next_gate else None


def _vacant(directives: list[int], today: dt.date) -> list[RoleAssignment]:
    rows = RoleAssignment.objects.filter(
        directive__in=directives, role__in=(Role.OWNER, Role.RECEIVER), holder_kind__in=LINKED
    ).order_by("position")
    behind = roles.people([(r.holder_kind or "", r.holder_id or "") for r in rows], today)
    return [r for r in rows if not behind.get((r.holder_kind or "", r.holder_id or ""))]


def _silent(bodies: Iterable[int], today: dt.date) -> dict[int, str]:
    """Those of the bodies in which nobody can record a decision, by name."""
    able = Membership.objects.filter(roles.on(today), seat__in=RECORDS, person__active=True)
    silent = DecisionBody.objects.filter(pk__in=bodies).exclude(pk__in=able.values("body"))
    return {body.pk: str(body) for body in silent}
