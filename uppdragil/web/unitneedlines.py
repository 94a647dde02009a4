"""Needs of units as pages show them: the state in a word, and the mandate that took one where it may be named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property

from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.directives.policies import Access
from uppdragil.organisation.models import Person
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import selectors

from .access import Seen
from .parts import Level

State = UnitNeed.State
LEVELS = {
    State.RAISED: Level.HINT,
    State.LOOKED_AT: Level.HINT,
    State.TAKEN: Level.OK,
    State.DECLINED: Level.NONE,
    State.JOINED: Level.NONE,
    State.WITHDRAWN: Level.NONE,
}


@dataclass(frozen=True)
class UnitNeedLine:
    """A need in a list. `directive`: the mandate that took it, None where it is withheld."""

    need: UnitNeed
    directive: Directive | None

    @property
    def word(self) -> str:
        return str(self.need.get_state_display())

    @property
    def level(self) -> Level:
        return LEVELS[State(self.need.state)]


def lines(needs: Iterable[UnitNeed], person: Person, day: dt.date) -> list[UnitNeedLine]:
    """A line for each; one query for the mandates of all."""
    needs = list(needs)
    wanted = {need.directive_id for need in needs if need.directive_id}
    named = policies.readable(person, day).in_bulk(wanted) if wanted else {}
    return [UnitNeedLine(need, named.get(need.directive_id or 0)) for need in needs]


@dataclass
class UnitNeedsPanel:
    """The needs of units that the mandate is to meet; for those who see its working text."""

    seen: Seen

    @cached_property
    def needs(self) -> list[UnitNeed]:
        """One query."""
        if self.seen.access is not Access.WORKING:
            return []
        return list(selectors.taken_by(self.seen.directive))


@dataclass(frozen=True)
class Happened:
    """One change of a need, as its history keeps it."""

    at: dt.datetime
    by: str
    word: str
    text: str


def told(need: UnitNeed) -> list[Happened]:
    """What happened to the need, the first first; that an answer was read is left out. One query."""
    found: list[Happened] = []
    for row in need.history.order_by("history_id"):
        if row.read_at is None:
            found.append(Happened(row.history_date, row.by_name, row.get_state_display(), row.answer))
    return found
