"""Where a field of the editor looks up what is typed: the register, its units, the mandates that the person sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from uppdragil.directives import lookup
from uppdragil.organisation import register
from uppdragil.organisation.models import Person


class Chosen(Protocol):
    """What can be chosen. `name`: how it is written in a text; `label`: how it stands in the field."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    def is_called(self, words: str) -> bool: ...


class Source(Protocol):
    """`search`: the name of the address that the script asks. `none`, `several`: sentences about `words`."""

    search: str
    none: Promise
    several: Promise

    def find(self, value: str) -> Chosen | None:
        """What a stored value leads to; None where it is not there, or not seen. No query for what the text has."""

    def offers(self, value: str) -> bool:
        """Whether it can be chosen anew."""

    def called(self, words: str) -> list[tuple[str, Chosen]]:
        """What is called so: values to store, and what they lead to."""


class Register:
    """People, positions and units, by "kind:uid". `linked`: what the text has, asked for when first needed."""

    search = "holder-search"
    none: Promise = _(
        "Nobody in the register is called “%(words)s”. Write the whole name, or leave it empty."
    )
    several: Promise = _(
        "There are several “%(words)s” in the register. Write one of them in full: %(names)s."
    )

    def __init__(self, linked: Callable[[], Iterable[str]]) -> None:
        self.linked = linked

    @cached_property
    def _linked(self) -> Mapping[str, register.Entry]:
        """Three queries however many there are."""
        return register.entries(self.linked())

    def find(self, value: str) -> register.Entry | None:
        return self._linked.get(value) or register.entries([value]).get(value)

    def offers(self, value: str) -> bool:
        entry = self.find(value)
        return bool(entry and entry.active)

    def called(self, words: str) -> list[tuple[str, Chosen]]:
        return [(one.value, one) for one in register.called(words)]


class OfOneKind(Register):
    """What of the register is of one `kind`, by uid; each is asked for once."""

    kind: str

    def __init__(self) -> None:
        super().__init__(tuple)
        self._found: dict[str, register.Entry | None] = {}

    def find(self, value: str) -> register.Entry | None:
        if value not in self._found:
            self._found[value] = super().find(f"{self.kind}:{value}")
        return self._found[value]

    def called(self, words: str) -> list[tuple[str, Chosen]]:
        return [(one.uid, one) for one in register.called(words, (self.kind,))]


class Units(OfOneKind):
    kind = "unit"
    search = "unit-search"
    none: Promise = _(
        "No unit in the register is called “%(words)s”. Write the whole name, or leave it empty."
    )


class People(OfOneKind):
    kind = "person"
    search = "person-search"


class Mandates:
    """The mandates that `person` sees on `day`, beside `own`, by uid. `linked`: what the text has."""

    search = "mandate-search"
    none: Promise = _(
        "No mandate that you see is called “%(words)s”. Write its number or the whole title, or leave it empty."
    )
    several: Promise = _(
        "There are several mandates called “%(words)s”. Write the number of one of them: %(names)s."
    )

    def __init__(self, person: Person, day: dt.date, own: str, linked: Callable[[], Iterable[str]]) -> None:
        self.person, self.day, self.own, self.linked = person, day, own, linked

    @cached_property
    def _linked(self) -> Mapping[str, lookup.Mandate]:
        return lookup.mandates(self.person, self.day, self.linked())

    def find(self, value: str) -> lookup.Mandate | None:
        if value in self._linked or value in self.linked():
            return self._linked.get(value)
        return lookup.mandates(self.person, self.day, [value]).get(value)

    def offers(self, value: str) -> bool:
        return value != self.own and self.find(value) is not None

    def called(self, words: str) -> list[tuple[str, Chosen]]:
        return [(one.uid, one) for one in lookup.called(self.person, self.day, words, self.own)]
