"""Jäv: a decider declares that they must not decide, and is out of the round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from uppdragil.core import audit, events
from uppdragil.core.values import clean_text
from uppdragil.decisions import services as decisions
from uppdragil.decisions.events import Recused
from uppdragil.decisions.models import Decision, Recusal, Round, SignOff
from uppdragil.directives.models import Directive
from uppdragil.gates import rules
from uppdragil.gates.values import Action, Seat
from uppdragil.organisation.models import Person

from . import chain, facts
from .place import Place, ask, at
from .service import end


@dataclass(frozen=True)
class Declared:
    """What a declaration led to: `decision` where everybody who is left had confirmed already."""

    recusal: Recusal
    decision: Decision | None


def recuse(
    *,
    directive: Directive,
    by: Person,
    round_uid: str,
    reason: str,
    authentication: decisions.Authentication,
    now: dt.datetime,
) -> Declared:
    """`by` declares jäv in the round that they saw, and cannot take it back. Raises Refused."""
    reason = clean_text(reason).strip()
    with at(directive) as place:
        gathered = facts.gather(
            place.directive,
            by,
            now,
            round_=place.round,
            seen=place.round is not None and place.round.uid == round_uid,
            reason=reason,
            authenticated_at=authentication.at,
        )
        ask(Action.RECUSE, gathered)
        assert place.round is not None
        recusal = decisions.recuse(round_=place.round, by=by, reason=reason, now=now)
        decision, told = _end(place, by, now) if rules.ending_without(gathered) else (None, [])
        if decision is None:
            events.publish(Recused(recusal))
        said = chain.of_recusal(recusal, authentication.method)
        chain.log_all([chain.entry("round.recused", place.directive, by, said, [recusal]), *told], now)
        return Declared(recusal, decision)


def emptied(round_: Round, now: dt.datetime) -> tuple[Seat, ...]:
    """The seats of an open round that it waits for, and in which jäv has left nobody. As many queries as `gather`."""
    gathered = facts.gather(round_.directive, round_.lead, now, round_=round_)
    return tuple(seat for seat in gathered.open_seats if gathered.is_out(seat))


def _end(place: Place, by: Person, now: dt.datetime) -> tuple[Decision, list[audit.Entry]]:
    """What the others confirmed is the decision."""
    frozen = SignOff.objects.filter(round=place.round).select_related("proposal")[0].proposal
    return end(place, decisions.proposal_from(bytes(frozen.data)), frozen, by, now)
