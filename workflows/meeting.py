"""Deciding in the room: a decision that a meeting takes, under the paragraph that it was given there.

It stands here, above both `meetings` and the engine: the paragraph, who was there and the decision are settled in one
transaction, so that nobody can put the item back, or note somebody else's absence, between the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from uppdragil.core.contention import Busy, writing
from uppdragil.decisions.services import Authentication
from uppdragil.gates.values import Proposal, Unmet
from uppdragil.meetings import sitting
from uppdragil.meetings.models import AgendaItem, Meeting
from uppdragil.organisation.models import Person

from . import service
from .place import Refused
from .service import Confirmed


def decide(
    *,
    item: AgendaItem,
    by: Person,
    round_uid: str,
    proposal: Proposal,
    authentication: Authentication,
    suggested: Mapping[str, str],
    now: dt.datetime,
) -> Confirmed:
    """`service.decide` of the item's round, with the meeting locked first.

    Raises Refused: `meeting_changed` when the item is no longer taken up, or when what the proposal says of the
    meeting is not what is noted there.
    """
    try:
        with writing():
            meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
            held = AgendaItem.objects.select_related("directive__edition", "paragraph").get(pk=item.pk)
            held.meeting = meeting
            assert held.directive is not None  # an item about a round is about its directive
            done = service.decide(
                directive=held.directive,
                by=by,
                round_uid=round_uid,
                proposal=proposal,
                authentication=authentication,
                suggested=suggested,
                now=now,
            )
            # Only now is the directive locked too, so that nobody declares jäv in the round meanwhile.
            if not _as_noted(held, proposal):
                raise Refused((Unmet("meeting_changed", (by.name,), "meeting"),))
            return done
    except Busy as error:
        raise Refused((Unmet("busy"),)) from error


def _as_noted(item: AgendaItem, proposal: Proposal) -> bool:
    if item.state != AgendaItem.State.TAKEN or item.meeting.state != Meeting.State.OPEN:
        return False
    return proposal.meeting is not None and proposal.meeting == sitting.value(item, proposal.meeting.official)
