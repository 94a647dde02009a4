"""What a batch of invented mandates leaves: rows, stored table by table, and what the chain is told of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from uppdragil.core import audit, history
from uppdragil.directives.models import Directive
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import DecisionBody, Person

from .plan.organisation import Person as Planned
from .plan.portfolio import Story

Telling = Callable[[], Iterable[audit.Entry]]


@dataclass(frozen=True)
class Register:
    """The stored people and bodies by uid, the stories by uid, and the edition that all follow."""

    people: Mapping[str, Person]
    bodies: Mapping[str, DecisionBody]
    stories: Mapping[str, Story]
    edition: Edition


@dataclass(frozen=True)
class Mandate:
    """One story and the directive that it is told of, in draft.

    `arrived`: the directive's columns as they are today; they are stored last, when the versions are there.
    """

    story: Story
    directive: Directive
    register: Register
    arrived: dict[str, Any] = field(default_factory=dict)

    def person(self, planned: Planned) -> Person:
        return self.register.people[planned.uid]

    @property
    def lead(self) -> Person:
        return self.person(self.story.cast.lead)

    def owner(self, day: dt.date) -> Person:
        return self.person(self.story.cast.owner(day))


class Book:
    """Rows in the order of their tables, `tables`: what a row points at comes before it."""

    def __init__(self, tables: Sequence[type[models.Model]]) -> None:
        self._rows: dict[type[models.Model], list[Any]] = {table: [] for table in tables}
        self._changed: list[tuple[Directive, Person, dt.datetime]] = []
        self._told: list[tuple[dt.datetime, Telling]] = []

    def add(self, *rows: models.Model) -> None:
        """Rows without history."""
        for row in rows:
            self._rows[type(row)].append(row)

    def write(self, rows: Iterable[models.Model], by: Person, at: dt.datetime) -> None:
        """Rows that `by` has written at that time, as their history will say."""
        self.add(*(history.sign(row, by, at) for row in rows))

    def change(self, directive: Directive, by: Person, at: dt.datetime) -> None:
        """The last line of the history of a directive, as it is when `store_changes` is called."""
        self._changed.append((directive, by, at))

    def tell(self, at: dt.datetime, telling: Telling) -> None:
        """What the chain is told of that time, asked for when the rows are stored."""
        self._told.append((at, telling))

    def store(self) -> None:
        """Write the rows, one table after the other, and their history."""
        for table, rows in self._rows.items():
            table._default_manager.bulk_create(rows)
            if hasattr(table, "history"):
                history.record_signed(rows)

    def store_changes(self) -> None:
        """Write the history of directives that have changed since they were stored."""
        history.record_signed([history.sign(*change) for change in self._changed], changed=True)

    def events(self) -> list[audit.Ready]:
        """What the chain is told, as it will be written."""
        return [audit.ready(entry, at) for at, telling in self._told for entry in telling()]
