"""A mandate that is started from what a unit needs, in one transaction with the answer to the unit."""

from __future__ import annotations

import datetime as dt

from uppdragil.core.contention import writing
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import Person
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import policies, services

from . import service


def start(
    *,
    need: UnitNeed,
    content: DirectiveContent,
    edition: Edition,
    text: str = "",
    by: Person,
    now: dt.datetime,
) -> Directive:
    """A draft that meets `need`; `text` are words to the unit.

    Raises portfolio.unitneeds.services.Refused, core.contention.Busy and what `workflows.service.start` raises.
    """
    if not policies.may_answer(by):
        raise services.Refused("not_office")
    with writing():
        services.lock(need)  # before the chain's head, which starting locks
        directive = service.start(content=content, edition=edition, by=by, now=now)
        services.take(need=need, directive=directive, text=text, by=by, now=now)
        return directive
