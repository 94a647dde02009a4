"""The invented organisation as rows: people with accounts, positions with who held them, bodies with their seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

from uppdragil.core import history
from uppdragil.organisation.models import (
    DecisionBody,
    Duty,
    Holding,
    Membership,
    Person,
    Position,
    Unit,
    User,
)

from .plan.organisation import Body, Organisation

M = TypeVar("M", bound=models.Model)
Seat = Membership.Seat


def store(
    plan: Organisation, *, password: str, now: dt.datetime
) -> tuple[dict[str, Person], dict[str, DecisionBody]]:
    """The stored people and bodies by uid. `password`: the hash that every account gets.

    Nobody gets a mail address: nothing that is invented is ever written to.
    """
    writer = _Writer(now)
    units = writer.units(plan)
    people = writer.people(plan, units, password)
    writer.positions(plan, units, people)
    return people, writer.bodies(plan, people)


class _Writer:
    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def units(self, plan: Organisation) -> dict[str, Unit]:
        heads = self._write(Unit(uid=u.uid, name=u.name) for u in plan.units if not u.parent)
        known = {unit.uid: unit for unit in heads}
        parts = self._write(
            Unit(uid=u.uid, name=u.name, parent=known[u.parent]) for u in plan.units if u.parent
        )
        return known | {unit.uid: unit for unit in parts}

    def people(self, plan: Organisation, units: Mapping[str, Unit], password: str) -> dict[str, Person]:
        accounts = User.objects.bulk_create(
            User(username=p.username, password=password, date_joined=self.now) for p in plan.people
        )
        people = self._write(
            Person(uid=p.uid, name=p.name, title=p.title, unit=units[p.unit], user=account)
            for p, account in zip(plan.people, accounts, strict=True)
        )
        found = {person.uid: person for person in people}
        self._write(
            Duty(
                person=found[p.uid],
                kind=p.duty,
                unit=units[p.unit] if p.duty == Duty.Kind.CONTROLLER else None,
            )
            for p in plan.people
            if p.duty
        )
        return found

    def positions(self, plan: Organisation, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
        rows = self._write(Position(uid=p.uid, title=p.title, unit=units[p.unit.uid]) for p in plan.positions)
        self._write(
            Holding(position=row, person=people[h.person.uid], starts=h.starts, ends=h.ends)
            for row, position in zip(rows, plan.positions, strict=True)
            for h in position.held
        )

    def bodies(self, plan: Organisation, people: Mapping[str, Person]) -> dict[str, DecisionBody]:
        rows = self._write(
            DecisionBody(uid=b.uid, name=b.name, short=b.short, kind=b.kind) for b in plan.bodies
        )
        self._write(
            Membership(body=row, person=people[uid], seat=seat, starts=plan.since)
            for row, body in zip(rows, plan.bodies, strict=True)
            for seat, uid in _seats(body)
        )
        return {row.uid: row for row in rows}

    def _write(self, rows: Iterable[M]) -> Sequence[M]:
        """Stored with their history."""
        stored: Any = list(rows)
        if stored:
            type(stored[0]).objects.bulk_create(stored)
            history.record_many(stored, by=None, now=self.now)
        found: Sequence[M] = stored
        return found


def _seats(body: Body) -> Iterable[tuple[str, str]]:
    yield Seat.CHAIR, body.chair.uid
    yield Seat.SECRETARY, body.secretary.uid
    for member in body.members:
        yield Seat.MEMBER, member.uid
