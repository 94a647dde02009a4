"""Superseding: the first passing decision of a mandate, or its adoption, ends the one that it replaces.

The new one is locked first and then the old one. Two that supersede each other at the same moment wait for one
another; the database ends that, and one of them is told that somebody else is working here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from uppdragil.core import audit, events, history
from uppdragil.decisions import services as decisions
from uppdragil.decisions.events import Superseded
from uppdragil.decisions.models import Round
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Outcome
from uppdragil.gates.values import Unmet
from uppdragil.organisation.models import Person

from . import chain, changing, facts
from .place import Place, Refused, beside


def of_submission(
    directive: Directive, content: DirectiveContent, by: Person, day: dt.date
) -> dict[str, Any]:
    """The fact that a submission to the first gate needs of the mandate that is superseded."""
    if directive.baseline_id:
        return {}
    return {"replaces": facts.replaced(directive, content.supersedes_id, by, day, submitting=True)}


def of_decision(
    directive: Directive,
    round_: Round | None,
    by: Person,
    day: dt.date,
    *,
    named: bool = False,
    old: Place | None = None,
) -> dict[str, Any]:
    """The same for a decision at the first gate; `named`: with its name for who may know it.

    `old`: the mandate that is superseded, where it is locked already.
    """
    uid, known = of_round(round_), old.directive if old else None
    return {"replaces": facts.replaced(directive, uid, by, day, named=named, old=known)} if uid else {}


def locked(round_: Round | None, outcome: Outcome | None) -> Place | None:
    """What `outcome` in `round_` would end, locked where it rests; None where it would end nothing under way."""
    uid = of_round(round_) if outcome and outcome.passes else None
    return beside(uid) if uid else None


def carry_out(
    new: Directive, uid: str | None, by: Person, now: dt.datetime, old: Place | None = None
) -> list[audit.Entry]:
    """End the mandate with `uid`, which `new` supersedes, with its open round and change.

    What the chain is told of both; nothing without a `uid`. `old`: its place, where it is locked already.
    Raises Refused where it has ended meanwhile.
    """
    if not uid:
        return []
    old = old or beside(uid)
    if old is None:
        raise Refused((Unmet("supersedes_ended", where="head"),))
    _end(old, new, by, now)
    return chain.superseded(old.directive, new, by)


def of_round(round_: Round | None) -> str | None:
    """The uid of what the version before the deciders of the first gate says that it supersedes."""
    if round_ is None or round_.gate != round_.directive.edition.spec.gate_codes[0]:
        return None
    return content_of(round_.version).supersedes_id


def _end(place: Place, new: Directive, by: Person, now: dt.datetime) -> None:
    old = place.directive
    if place.round:
        decisions.end_round(place.round, ending=Round.Ending.SUPERSEDED, now=now)
    changing.drop(old, by, now, place.round.change if place.round else None)
    said = {"superseded_by": new, "paused_at": None, "paused_reason": "", "wake_on": None}
    for name, value in said.items():
        setattr(old, name, value)
    history.record_many([old], by=by, now=now, changed=True)
    place.activation.leave("supersede", now, **said)
    events.publish(Superseded(old, new))
