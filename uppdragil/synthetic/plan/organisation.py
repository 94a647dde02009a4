"""The invented organisation: departments and units, who heads them, who leads mandates, which bodies decide.

It grows with the portfolio, so that each person has as much to do in a large one as in a small one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from .chance import Chance
from .words import Place, Words

PER_UNIT = 25  # mandates
PER_BODY = 200
LEADS = 3  # people of a unit who lead mandates
YEARS = 8  # how long the organisation has been as it is


@dataclass(frozen=True)
class Unit:
    """A department, or a unit of one: then `parent` is the department's uid."""

    uid: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody of a unit. `duties` as in `organisation.models.Duty`; a controller's is of their unit."""

    uid: str
    name: str
    title: str
    unit: str
    username: str
    duty: str = ""


@dataclass(frozen=True)
class Holding:
    """A person holds a position from-to; without `ends` still."""

    person: Person
    starts: dt.date
    ends: dt.date | None = None


@dataclass(frozen=True)
class Position:
    """Who heads a unit, and who did before."""

    uid: str
    title: str
    unit: Unit
    held: tuple[Holding, ...]

    def holder(self, day: dt.date) -> Person:
        """Who held it on `day`."""
        return next(h.person for h in self.held if h.ends is None or day <= h.ends)


@dataclass(frozen=True)
class Body:
    """A management group, or a board, with its chair, secretary and members."""

    uid: str
    name: str
    short: str
    kind: str
    chair: Person
    secretary: Person
    members: tuple[Person, ...]


@dataclass(frozen=True)
class Organisation:
    """All of it. `leads`: those who lead mandates, by the uid of their unit."""

    since: dt.date
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    positions: tuple[Position, ...]
    leads: dict[str, tuple[Person, ...]]
    bodies: tuple[Body, ...]

    def person(self, uid: str) -> Person:
        """Raises KeyError."""
        return next(p for p in self.people if p.uid == uid)


def plan(size: int, chance: Chance, words: Words, today: dt.date) -> Organisation:
    """The organisation of a portfolio of `size` mandates."""
    return _Planning(chance, words, today - dt.timedelta(days=365 * YEARS), today).plan(size)


class _Planning:
    def __init__(self, chance: Chance, words: Words, since: dt.date, today: dt.date) -> None:
        self.chance, self.words, self.since, self.today = chance, words, since, today
        self.people: list[Person] = []
        self._names = self._unused_names()

    def plan(self, size: int) -> Organisation:
        places = self._places(max(4, size // PER_UNIT))
        units = tuple(unit for unit, _head in places)
        positions = tuple(self._position(unit, head) for unit, head in places)
        leads = {unit.uid: self._leads(unit) for unit in units}
        for duty, title in (
            ("office", self.words.office_title),
            ("office", self.words.office_title),
            ("auditor", self.words.auditor_title),
        ):
            self._person(title, units[0], duty)
        for unit in units[:: max(1, len(units) // 12)]:
            self._person(self.words.controller_title, unit, "controller")
        bodies = tuple(self._body(n, units) for n in range(1, max(3, size // PER_BODY) + 1))
        return Organisation(self.since, units, tuple(self.people), positions, leads, bodies)

    def _places(self, wanted: int) -> list[tuple[Unit, str]]:
        """The departments, and at least `wanted` units spread over them, each with its head's title."""
        heads = [(Unit(self.chance.uid(), d.name), d.head) for d in self.words.departments]
        named = [self._named(place, n) for n, place in zip(range(wanted), self._kinds(), strict=False)]
        parts = [
            (Unit(self.chance.uid(), name, heads[n % len(heads)][0].uid), head)
            for n, (name, head) in enumerate(named)
        ]
        return [*heads, *parts]

    def _kinds(self) -> Iterator[Place]:
        while True:
            yield from self.words.units

    def _named(self, place: Place, n: int) -> tuple[str, str]:
        """Each kind of unit once per place; in a round more of the places, with a number."""
        places = self.words.places
        where = places[(n + n // len(self.words.units)) % len(places)]
        lap = n // (len(places) * len(self.words.units))
        where = f"{where} {lap + 1}" if lap else where
        return place.name.format(place=where), place.head.format(place=where)

    def _position(self, unit: Unit, head: str) -> Position:
        now = self._person(head, unit)
        if not self.chance.one_in(4):
            return Position(self.chance.uid(), head, unit, (Holding(now, self.since),))
        changed = self.today - dt.timedelta(days=self.chance.randint(60, 900))
        before = Holding(self._person(head, unit), self.since, changed)
        after = Holding(now, changed + dt.timedelta(days=1))
        return Position(self.chance.uid(), head, unit, (before, after))

    def _leads(self, unit: Unit) -> tuple[Person, ...]:
        return tuple(self._person(self.chance.choice(self.words.lead_titles), unit) for _ in range(LEADS))

    def _body(self, n: int, units: tuple[Unit, ...]) -> Body:
        kind, name, short = (
            ("board", "board", "board_short") if n % 4 == 0 else ("management_group", "name", "short")
        )
        titles, unit = self.words.body_titles, units[(n - 1) % len(self.words.departments)]
        return Body(
            self.chance.uid(),
            self.words.body[name].format(n=n),
            self.words.body[short].format(n=n),
            kind,
            self._person(titles["chair"], unit),
            self._person(titles["secretary"], unit),
            tuple(self._person(titles["member"], unit) for _ in range(4)),
        )

    def _person(self, title: str, unit: Unit, duty: str = "") -> Person:
        username = f"p{len(self.people) + 1:05d}"
        person = Person(self.chance.uid(), next(self._names), title, unit.uid, username, duty)
        self.people.append(person)
        return person

    def _unused_names(self) -> Iterator[str]:
        """Every first name with every last name, in no order; from the second lap on with an initial between."""
        for lap in count():
            pairs = [(first, last) for first in self.words.first_names for last in self.words.last_names]
            self.chance.of("names", lap).shuffle(pairs)
            initial = f" {chr(ord('A') + (lap - 1) % 26)}" if lap else ""
            yield from (f"{first}{initial} {last}" for first, last in pairs)
