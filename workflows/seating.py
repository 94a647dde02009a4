"""Who decides, and as whom: the seats of a gate, and those who act in the roles of chapter 8 on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from uppdragil.decisions.models import Round
from uppdragil.directives import holding
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Deciders, GateSpec
from uppdragil.gates.values import Seat, Substitute, Who
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Person, Substitution

ROLES = (Role.LEAD, Role.OWNER, Role.RECEIVER, Role.SPONSOR)  # those that act in the flow
SEATS = {
    Deciders.OWNERS: (Role.OWNER,),
    Deciders.RECEIVERS: (Role.OWNER, Role.RECEIVER),
    Deciders.SPONSORS: (Role.SPONSOR,),
}


def who(person: Person) -> Who:
    """A person as the rules see one."""
    return Who(person.uid, person.name, person.title)


def of_gate(
    directive: Directive, gate: GateSpec | None, body: DecisionBody | None, day: dt.date
) -> tuple[Seat, ...]:
    """The seats of a gate on `day`: the body's registrars, or every owner (and receiver) of chapter 8.

    After the last gate, the owners'.
    """
    return of_acting(acting(directive, gate, body, day), directive, gate, day)


def acting(directive: Directive, gate: GateSpec | None, body: DecisionBody | None, day: dt.date) -> Acting:
    """Those who act in `directive` on `day`; at a gate that a body decides, with its registrars."""
    return Acting.of(directive, day, body if at_body(gate) else None)


def at_body(gate: GateSpec | None) -> bool:
    """Whether a body decides at `gate`."""
    return gate is not None and gate.deciders is Deciders.BODY


def of_acting(
    held: Acting, directive: Directive, gate: GateSpec | None, day: dt.date, round_: Round | None = None
) -> tuple[Seat, ...]:
    """The seats of `gate`, of those who are known to act; in `round_` where one is open."""
    deciding = _deciding(directive, gate, round_, held, day)
    if at_body(gate):
        return (deciding.registrar,) if deciding.registrar else ()
    return deciding.seats(SEATS[gate.deciders if gate else Deciders.OWNERS])


def _deciding(
    directive: Directive, gate: GateSpec | None, round_: Round | None, held: Acting, day: dt.date
) -> Acting:
    """Whose seats they are. Sponsors stand in a chapter that the lead edits all the time: those decide who stood
    in it at the last decision, or else at the submission.
    """
    if gate is None or gate.deciders is not Deciders.SPONSORS:
        return held
    for version in (directive.baseline, round_.version if round_ else None):
        rows = content_of(version).holders(Role.SPONSOR) if version else ()
        if rows:
            return Acting.among(rows, roles.people(map(holding.holder, rows), day), day)
    return held


@dataclass(frozen=True)
class Acting:
    """The rows of chapter 8 that the rules ask for, in its order, each with those who act in it on a day.

    `registrar`: the seat of the body whose gate it is, if it is one's.
    """

    rows: tuple[tuple[Any, tuple[Who, ...], tuple[Substitute, ...]], ...]
    registrar: Seat | None

    @classmethod
    def of(cls, directive: Directive, day: dt.date, body: DecisionBody | None) -> Acting:
        rows = [row for row in holding.rows(directive) if row.role in ROLES]
        return cls.among(rows, holding.people(directive, day), day, body)

    @classmethod
    def among(
        cls,
        rows: Sequence[Any],
        found: Mapping[roles.Holder, list[Person]],
        day: dt.date,
        body: DecisionBody | None = None,
    ) -> Acting:
        """Of these rows of chapter 8, of the database or of a text, with the people `found` behind them."""
        holders = [holding.holder(row) for row in rows]
        recording = roles.registrars(body, day) if body else []
        people = [("person", p.uid) for acting in (*found.values(), recording) for p in acting]
        substitutes = roles.substitutes([*holders, *people], day)
        return cls(
            tuple(
                (r, tuple(who(p) for p in found.get(holder, ())), _instead(holder, found, substitutes))
                for r, holder in zip(rows, holders, strict=True)
            ),
            _registrar(body, recording, substitutes) if body else None,
        )

    def people(self, role: Role) -> tuple[Who, ...]:
        """Those who hold `role`, each once."""
        return tuple({w.uid: w for row, held, _ in self.rows if row.role == role for w in held}.values())

    def seats(self, wanted: Sequence[Role]) -> tuple[Seat, ...]:
        """A seat per row of the wanted roles, and an empty one for a role that has no row."""
        found = [
            Seat(r.role, r.holder, held, r.uid, other) for r, held, other in self.rows if r.role in wanted
        ]
        missing = [role for role in wanted if role not in {seat.role for seat in found}]
        return (*found, *(Seat(role, "", ()) for role in missing))


def _instead(
    holder: roles.Holder,
    found: Mapping[roles.Holder, list[Person]],
    substitutes: Mapping[roles.Holder, list[Substitution]],
) -> tuple[Substitute, ...]:
    """Those who stand in for whoever is named, or for the people behind the title."""
    named = dict.fromkeys([holder, *(("person", p.uid) for p in found.get(holder, ()))])
    return tuple(
        Substitute(who(row.substitute), str(row.person or row.position), row.basis)
        for key in named
        for row in substitutes.get(key, ())
    )


def _registrar(
    body: DecisionBody, recording: Sequence[Person], substitutes: Mapping[roles.Holder, list[Substitution]]
) -> Seat:
    """The seat of those who record what `body` decides."""
    instead = [s for p in recording for s in _instead(("person", p.uid), {}, substitutes)]
    return Seat("registrar", body.name, tuple(who(p) for p in recording), substitutes=tuple(instead))
