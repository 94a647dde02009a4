"""Who tells how a mandate's money stands: asked here and nowhere else.

The lead, who plans with it; an owner, who answers for it, and who stands in for one; the office, which keeps the
portfolio.
Who sees the working text sees the amounts. A reader of decided versions sees the frame alone, which is decided.
"""

from __future__ import annotations

import datetime as dt

from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import DECIDED_PHASES
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person

# From the first decision, which sets the frame, until the mandate is closed.
TOLD_IN = DECIDED_PHASES


def sums(person: Person) -> bool:
    """Whether `person` sees the money of the whole portfolio: the office."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def telling(person: Person, directive: Directive, day: dt.date) -> str | None:
    """In whose place `person` tells it; "" in their own, None not at all."""
    if directive.phase not in TOLD_IN:
        return None
    places = [policies.in_role(person, directive, role, day) for role in (Role.LEAD, Role.OWNER)]
    if "" in places or sums(person):
        return ""
    return places[1]  # who stands in for a lead leads nothing: a substitute decides in an owner's place
