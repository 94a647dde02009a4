"""Who measures, and who sees what was measured: asked here and nowhere else.

The owner answers for the benefits (domain section 3), and who stands in for the owner; the office notes on their
behalf, and says why. Whom the goal names as measuring is told to the owner and may write nothing: it is words in a
text, which two persons may share a name with, and is no right.

Who sees the working text sees the measurements, comments included. A reader of decided versions does not: they
come after the decision and are preliminary until the owner has said the last word.
"""

from __future__ import annotations

import datetime as dt

from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import Phase
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person

# From BP1, so that a baseline can be measured anew before anything has changed: it is a point beside the decided
# baseline, which only a change decision changes. Asked for after BP3 alone.
MEASURED_IN = (Phase.EXECUTION, Phase.BP2, Phase.HANDOVER, Phase.BP3, Phase.REALISATION)


def owning(person: Person, directive: Directive, day: dt.date) -> str | None:
    """In whose place `person` measures as an owner; "" in their own, None not at all."""
    return policies.in_role(person, directive, Role.OWNER, day)


def may_note(person: Person) -> bool:
    """Whether `person` notes what an owner has measured, or sees the goals of every mandate: the office."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def may_measure(person: Person, directive: Directive, day: dt.date) -> bool:
    """Whether `person` gives measurements of `directive` today."""
    if directive.phase not in MEASURED_IN:
        return False
    return may_note(person) or owning(person, directive, day) is not None
