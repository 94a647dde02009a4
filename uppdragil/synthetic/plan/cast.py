"""Who is who in one mandate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from uppdragil.directives.content import HolderKind, Role, RoleAssignment

from .chance import Chance
from .organisation import Body, Organisation, Person, Position, Unit


@dataclass(frozen=True)
class Cast:
    """The people and titles of chapter 8. Leads never head a unit, so nobody decides on their own work."""

    unit: Unit
    lead: Person
    owners: tuple[Position, ...]
    receivers: tuple[Position, ...]
    members: tuple[Person, ...]
    body: Body
    readers: tuple[Person, ...]  # named ones, of a restricted mandate

    def position(self, uid: str) -> Position:
        """The owner or receiver that a row of chapter 8 names."""
        return next(p for p in (*self.owners, *self.receivers) if p.uid == uid)

    def owner(self, day: dt.date) -> Person:
        """Who acts as the first owner on `day`."""
        return self.owners[0].holder(day)

    def roles(self, chance: Chance) -> Iterator[RoleAssignment]:
        """The rows of chapter 8."""
        yield RoleAssignment(uid=chance.uid(), role=Role.SPONSOR, holder=self.body.name)
        for position in self.owners:
            yield _position(Role.OWNER, position, chance)
        yield _person(Role.LEAD, self.lead, chance)
        for position in self.receivers:
            yield _position(Role.RECEIVER, position, chance)
        for member in self.members:
            yield _person(Role.MEMBER, member, chance)
        unit = self.unit
        named = {"holder": unit.name, "holder_kind": HolderKind.UNIT, "holder_id": unit.uid}
        yield RoleAssignment(uid=chance.uid(), role=Role.STAKEHOLDER, **named)


def cast(organisation: Organisation, chance: Chance, *, restricted: bool) -> Cast:
    """Somebody for each role: the owner heads the unit, or its department, or both are owners."""
    owner = chance.choice(organisation.positions)
    others = [p for p in chance.some(organisation.positions, 2, 2) if p.uid != owner.uid]
    lead, *members = chance.some(organisation.leads[owner.unit.uid], 2, 3)
    return Cast(
        unit=owner.unit,
        lead=lead,
        owners=(owner, others[0]) if chance.one_in(8) else (owner,),
        receivers=(owner,) if chance.one_in(3) else (others[-1],),
        members=tuple(members),
        body=chance.choice(organisation.bodies),
        readers=tuple(chance.some(organisation.people, 1, 2)) if restricted else (),
    )


def _position(role: Role, position: Position, chance: Chance) -> RoleAssignment:
    named = {"holder": position.title, "holder_kind": HolderKind.POSITION, "holder_id": position.uid}
    return RoleAssignment(uid=chance.uid(), role=role, **named)


def _person(role: Role, person: Person, chance: Chance) -> RoleAssignment:
    named = {"holder": person.name, "holder_kind": HolderKind.PERSON, "holder_id": person.uid}
    return RoleAssignment(uid=chance.uid(), role=role, **named)
