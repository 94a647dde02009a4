"""With whom each mandate is today, and since when: what the portfolio says of those that do not move."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from uppdragil.decisions.models import Recusal, Round, SignOff
from uppdragil.directives.content import Role
from uppdragil.directives.holding import RoleRow, holder, rows_of
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import WORK_PHASES, Phase
from uppdragil.editions.spec import Deciders
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from .seating import ROLES, SEATS

BODY = "body"


@dataclass(frozen=True)
class Waits:
    """`role`: a `Role`, or BODY. `names`: of those who are to act; as chapter 8 has it where nobody is behind it.

    `since`: when it came to them. `change`: a change decision, not the gate, is what it waits for.
    """

    role: str
    names: tuple[str, ...]
    since: dt.datetime | None
    change: bool = False


Rows = Mapping[tuple[int, str], Sequence[RoleRow]]


def with_whom(directives: Sequence[Directive], day: dt.date) -> dict[int, Waits]:
    """By primary key; those that have ended wait for nobody. Six queries, however many there are.

    A round waits for the seats that nobody has confirmed yet, without those who declared jäv; work for the lead; what
    is paused, or being realised, for the owner.
    """
    rounds = _open_rounds(directives)
    rows = _rows(directives)
    held = {holder(row) for some in rows.values() for row in some}
    people = roles.people(held, day)
    confirmed, out = _confirmed(rounds.values()), _recused(rounds.values())
    found: dict[int, Waits] = {}
    for directive in directives:
        round_ = None if directive.paused else rounds.get(directive.pk)
        if round_ is None:
            role = _worker(directive)
            names = _names(rows.get((directive.pk, role), ()), people) if role else ()
            since = directive.paused_at or directive.phase_since
        elif round_.deciders == Deciders.BODY:
            role, names, since = BODY, (round_.body.name,) if round_.body else (), round_.opened_at
        else:
            left = [
                row
                for wanted in SEATS[Deciders(round_.deciders)]
                for row in rows.get((directive.pk, wanted), ())
                if row.uid not in confirmed[round_.pk]
            ]
            role = left[0].role if left else Role.OWNER
            names, since = _names(left, people, out[round_.pk]), round_.opened_at
        if role:
            found[directive.pk] = Waits(
                role, names, since, round_ is not None and round_.change_id is not None
            )
    return found


def _worker(directive: Directive) -> str:
    """Whose turn it is while nothing waits for a decision; "" when it has ended."""
    if directive.ended:
        return ""
    working = directive.phase in WORK_PHASES and not directive.paused
    return (
        Role.LEAD
        if working
        else Role.OWNER
        if directive.paused or directive.phase == Phase.REALISATION
        else ""
    )


def _open_rounds(directives: Sequence[Directive]) -> dict[int, Round]:
    rounds = Round.objects.filter(directive__in=directives, ended_at=None).select_related("body")
    return {round_.directive_id: round_ for round_ in rounds}


def _rows(directives: Sequence[Directive]) -> Rows:
    found: dict[tuple[int, str], list[RoleRow]] = defaultdict(list)
    for row in rows_of(directives, ROLES):
        found[row.directive_id, row.role].append(row)
    return found


def _names(
    rows: Iterable[RoleRow],
    people: Mapping[roles.Holder, Sequence[Person]],
    out: frozenset[int] = frozenset(),
) -> tuple[str, ...]:
    """Those behind the rows, each once, without those who are `out`; the row's words where nobody is."""
    named: dict[str, None] = {}
    for row in rows:
        acting = [p.name for p in people.get(holder(row), ()) if p.pk not in out]
        named.update(dict.fromkeys(acting or ([row.holder] if row.holder else [])))
    return tuple(named)


def _confirmed(rounds: Iterable[Round]) -> dict[int, set[str]]:
    """The rows of chapter 8 for which somebody has confirmed, by round."""
    found: dict[int, set[str]] = defaultdict(set)
    for pk, capacities in SignOff.objects.filter(round__in=list(rounds)).values_list("round", "capacities"):
        found[pk] |= {capacity.get("row", "") for capacity in capacities}
    return found


def _recused(rounds: Iterable[Round]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = defaultdict(frozenset)
    for pk, person in Recusal.objects.filter(round__in=list(rounds)).values_list("round", "person"):
        found[pk] |= {person}
    return found
