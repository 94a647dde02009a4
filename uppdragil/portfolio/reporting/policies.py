"""Who reports, who acknowledges, who opens rounds: asked here and nowhere else.

Who sees the working text of a mandate sees its reports, and nobody else. A reader of decided versions does not:
a report is candid while the work goes on (mood, people, what may go wrong), and what it leads to is decided and
read then. The draft of a report is seen by those who lead the mandate alone.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import DECIDED_PHASES, Phase
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person

# From the first decision until the delivery: before there is nothing to report on, after it the owner answers for
# the benefits. A pause stops nobody from reporting, but nobody asks for a report then.
REPORTING = tuple(phase for phase in DECIDED_PHASES if phase != Phase.REALISATION)
UNDER_WAY = Q(phase__in=REPORTING)
ASKED_FOR = UNDER_WAY & Q(paused_at=None)


def may_open_rounds(person: Person) -> bool:
    """Rounds of reports are the office's."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def leads(person: Person, directive: Directive, day: dt.date) -> bool:
    """Whether `person` leads it on `day`, alone or with others."""
    return policies.holds(person, directive, Role.LEAD, day)


def may_report(person: Person, directive: Directive, day: dt.date) -> bool:
    """The lead, from the first decision until the delivery."""
    return directive.phase in REPORTING and leads(person, directive, day)


def acknowledging(person: Person, directive: Directive, day: dt.date) -> str | None:
    """In whose place `person` acknowledges reports of `directive` as an owner; "" in their own, None not at all."""
    return policies.in_role(person, directive, Role.OWNER, day)
