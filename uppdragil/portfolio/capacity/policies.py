"""Who says what a unit has room for, and when nothing is to land: asked here and nowhere else.

Everybody reads that: it is about units, not about mandates. What lands is counted of the mandates that a person may
see (`directives.policies.cards`), so that no number tells of a restricted one.
"""

from __future__ import annotations

from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person, Unit


def may_set(person: Person, unit: Unit) -> bool:
    """Everybody of the unit, as with its needs (`unitneeds.policies`): they know what they can take; and the office."""
    return (person.active and person.unit_id == unit.pk) or may_set_all(person)


def may_set_all(person: Person) -> bool:
    """A freeze of all units is the portfolio office's, who sees what it stops."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def may_freeze(person: Person, unit: Unit | None) -> bool:
    """`unit`: None for all of them."""
    return may_set(person, unit) if unit else may_set_all(person)
