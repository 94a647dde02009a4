"""Telling how a mandate's money stands: one transaction under the lock of the directive.

Raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate

from uppdragil.core import audit
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import services as directives
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

from . import policies
from .models import MoneyState
from .sentences import REFUSALS


class Refused(Coded):
    """A rule of money says no. `code` is a key of `sentences.REFUSALS`."""

    sentences = REFUSALS


@dataclass(frozen=True)
class Told:
    """What is said of a day; amounts in öre, None where nothing is."""

    on: dt.date
    activated: int | None = None
    identified: int | None = None
    outcome: int | None = None
    comment: str = ""


def tell(*, directive: Directive, said: Told, by: Person, now: dt.datetime) -> MoneyState:
    """Put down how the money stood on a day, beside the frame of the directive's text."""
    with writing():
        directive = directives.lock(directive)
        instead_of = _right(directive, said, by, localdate(now))
        made = MoneyState(
            directive=directive,
            on=said.on,
            frame=storage.load(directive, ("budget",)).frame,
            activated=said.activated,
            identified=said.identified,
            outcome=said.outcome,
            comment=clean_text(said.comment).strip(),
            by=by,
            name=by.name,
            title=by.title,
            instead_of=instead_of,
            at=now,
        )
        made.save()
        audit.append_all([told(made)], now=now)
        return made


def _right(directive: Directive, said: Told, by: Person, today: dt.date) -> str:
    """In whose place. Raises Refused."""
    if directive.phase not in policies.TOLD_IN:
        raise Refused("not_open")
    instead_of = policies.telling(by, directive, today)
    if instead_of is None:
        raise Refused("not_yours")
    if (said.activated, said.identified, said.outcome) == (None, None, None):
        raise Refused("nothing")
    if said.on > today:
        raise Refused("future")
    return instead_of


def told(made: MoneyState) -> audit.Entry:
    """What the chain is told of it."""
    amounts = {
        "frame": made.frame,
        "activated": made.activated,
        "identified": made.identified,
        "spent": made.outcome,
    }
    words = {"comment": made.comment, "instead_of": made.instead_of}
    said: dict[str, audit.JSON] = {"number": made.directive.number, "on": made.on.isoformat()}
    said |= {name: amount for name, amount in amounts.items() if amount is not None}
    said |= {name: word for name, word in words.items() if word}
    return audit.Entry("money.told", directives.actor(made.by), made.directive.uid, said, [made])
