"""Under which names somebody acts on a day, and which open rounds wait for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from uppdragil.decisions.models import Round, SignOff
from uppdragil.directives.content import Role
from uppdragil.directives.holding import holder
from uppdragil.directives.models import RoleAssignment
from uppdragil.editions.spec import Deciders
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person
from uppdragil.organisation.roles import Holder
from workflows.seating import SEATS

ROLES = (Role.LEAD, Role.OWNER, Role.RECEIVER, Role.SPONSOR)


@dataclass
class Parts:
    """What one person has to do with directives on a day.

    `own`: the names under which they act themselves. `instead`: those under which they stand in, with whose
    place it is. `rows`: the roles so held, by directive; `bodies`: those for which they record, in whose place.
    """

    own: set[Holder]
    instead: Mapping[Holder, str]
    rows: Mapping[int, list[RoleAssignment]] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, person: Person, day: dt.date) -> Parts:
        """In five queries."""
        own = roles.acts_as(person, day)
        stood_in = roles.stood_in_for(person, day)
        seats = roles.seats(person, stood_in, day).filter(seat__in=roles.RECORDING)
        bodies: dict[int, str] = {}
        for seat in seats.select_related("person").order_by("pk"):
            mine = seat.person_id == person.pk
            bodies[seat.body_id] = "" if mine else bodies.get(seat.body_id, seat.person.name)
        instead = {h: name for h, name in stood_in.items() if h not in own}
        return cls(own, instead, _rows([*own, *instead]), bodies)

    def reached_as(self, person: Person) -> set[Holder]:
        """The names under which something is sent to `person`: their own, and their unit's."""
        return self.own | ({("unit", person.unit.uid)} if person.unit else set())

    @property
    def records(self) -> list[int]:
        """The primary keys of the bodies for which the person records themselves."""
        return [pk for pk, instead_of in self.bodies.items() if not instead_of]

    def holds(self, *wanted: Role) -> list[int]:
        """The primary keys of the directives in which the person has one of these roles themselves."""
        return self._with(wanted, self.own)

    def acts(self, *wanted: Role) -> list[int]:
        """Those in which they have one of these roles, or stand in for who has."""
        return self._with(wanted, self.own | set(self.instead))

    def _with(self, wanted: tuple[Role, ...], names: set[Holder]) -> list[int]:
        return [
            pk for pk, rows in self.rows.items() if any(r.role in wanted and holder(r) in names for r in rows)
        ]


def waiting(person: Person, parts: Parts) -> list[tuple[Round, str]]:
    """The open rounds in which a seat waits for `person`, each with in whose place ("": their own).

    Never for who leads the directive or submitted it, for who has confirmed or declared jäv. Two queries.
    """
    seats = Q(directive__in=list(parts.rows)) & ~Q(deciders=Deciders.BODY)
    found = (
        Round.objects.filter(seats | Q(deciders=Deciders.BODY, body__in=list(parts.bodies)))
        .filter(ended_at=None, directive__paused_at=None)
        .exclude(lead=person)
        .exclude(directive__in=parts.holds(Role.LEAD))
        .exclude(sign_offs__person=person)
        .exclude(recusals__person=person)
        .select_related("directive", "body")
    )
    rounds = list(found.order_by("opened_at", "pk"))
    confirmed = _confirmed(rounds)
    return [
        (r, place)
        for r in rounds
        if (place := _place(r, parts, confirmed.get(r.pk, frozenset()))) is not None
    ]


def _place(round_: Round, parts: Parts, confirmed: frozenset[tuple[str, str, str]]) -> str | None:
    """In whose place the person would confirm; "" in their own, None when no seat of theirs is left."""
    if round_.deciders == Deciders.BODY:
        return parts.bodies[round_.body_id] if round_.body_id else None
    wanted = SEATS[Deciders(round_.deciders)]
    left = [
        holder(r)
        for r in parts.rows.get(round_.directive_id, ())
        if r.role in wanted and (r.role, r.holder, r.uid) not in confirmed
    ]
    if not left:
        return None
    return "" if any(h in parts.own for h in left) else parts.instead[left[0]]


def _confirmed(rounds: Iterable[Round]) -> dict[int, frozenset[tuple[str, str, str]]]:
    """The keys of the seats that somebody has confirmed, by round."""
    found: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    for pk, capacities in SignOff.objects.filter(round__in=rounds).values_list("round", "capacities"):
        found[pk] |= {(c["role"], c["through"], c.get("row", "")) for c in capacities}
    return {pk: frozenset(keys) for pk, keys in found.items()}


def _rows(holders: Iterable[Holder]) -> dict[int, list[RoleAssignment]]:
    found: dict[int, list[RoleAssignment]] = defaultdict(list)
    for row in RoleAssignment.objects.filter(roles.named(holders), role__in=ROLES).order_by("position"):
        found[row.directive_id].append(row)
    return dict(found)
