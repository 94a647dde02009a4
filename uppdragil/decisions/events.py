"""What the layers above may want to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass

from uppdragil.directives.models import Directive

from .models import Adoption, Decision, Recusal, Round


@dataclass(frozen=True)
class RoundOpened:
    """A directive, or a change of one, was put before its deciders."""

    round: Round


@dataclass(frozen=True)
class Superseded:
    """The decision on `new` has ended `old`."""

    old: Directive
    new: Directive


@dataclass(frozen=True)
class DecisionMade:
    """A round ended in a decision."""

    decision: Decision


@dataclass(frozen=True)
class Recused:
    """Somebody declared jäv in a round that goes on without them."""

    recusal: Recusal


@dataclass(frozen=True)
class EditionMoved:
    """The office has moved a directive to another revision of its model."""

    directive: Directive


@dataclass(frozen=True)
class Adopted:
    """A mandate that already ran has been taken in."""

    adoption: Adoption
