"""What comes of a condition: met with what shows it, opened again, or no longer asked for.

A condition stays as it was decided; each note is added to it, and the last one holds.
"""

from __future__ import annotations

import datetime as dt

from django.utils.timezone import localdate

from uppdragil.core.values import clean_text
from uppdragil.decisions import conditions
from uppdragil.decisions.models import Condition, ConditionNote
from uppdragil.decisions.services import Authentication
from uppdragil.directives.models import Directive
from uppdragil.gates.values import Action, Who
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from . import chain, facts, seating
from .place import Place, ask, at

State = ConditionNote.State
ACTIONS = {State.MET: Action.MEET, State.REOPENED: Action.REOPEN, State.WAIVED: Action.WAIVE}


def note(
    *,
    directive: Directive,
    condition: Condition,
    state: ConditionNote.State,
    text: str,
    evidence: str = "",
    by: Person,
    authentication: Authentication | None = None,
    now: dt.datetime,
) -> ConditionNote:
    """Note what came of `condition`, a condition of `directive`. Raises Refused.

    `evidence`: a link to what shows that it is met. `authentication` is needed to waive it, which only a
    decider of the next gate does.
    """
    text, evidence = clean_text(text), clean_text(evidence)
    with at(directive) as place:
        gathered = facts.gather(
            place.directive,
            by,
            now,
            round_=place.round,
            body=place.directive.body,
            condition_open=conditions.is_open(condition),
            responsibles=responsibles(condition, localdate(now)),
            reason=text,
            evidence=evidence,
            authenticated_at=authentication.at if authentication else None,
        )
        ask(ACTIONS[state], gathered)
        return _written(place, condition, state, text, evidence, by, now)


def responsibles(condition: Condition, day: dt.date) -> tuple[Who, ...]:
    """Whom the condition waits for on `day`; nobody where its responsible is words alone."""
    holder = (condition.holder_kind, condition.holder_id)
    return tuple(seating.who(person) for person in roles.people([holder], day).get(holder, ()))


def _written(
    place: Place,
    condition: Condition,
    state: ConditionNote.State,
    text: str,
    evidence: str,
    by: Person,
    now: dt.datetime,
) -> ConditionNote:
    made = ConditionNote.objects.create(
        condition=condition, state=state, text=text, evidence=evidence, by=by, name=by.name, at=now
    )
    chain.log_all([chain.noted(made, place.directive)], now)
    return made
