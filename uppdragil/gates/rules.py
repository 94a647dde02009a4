"""May this happen now, and if not, why not and who can fix it. Pure: facts in, reasons out.

`workflows.facts` gathers the facts inside the lock. The same list of reasons is the why-blocked
panel, the refusal and the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from uppdragil.editions.spec import Outcome

from .checks.conditions import (
    condition_open,
    condition_settled,
    due_conditions_met,
    no_condition_left,
    shown_to_be_met,
)
from .checks.directive import (
    body_named,
    chapters_filled,
    no_errors,
    owner_stated,
    replaces_a_live_one,
    seats_can_be_confirmed,
    something_changed,
)
from .checks.meeting import dissenters_attended, meeting_named, official_attended, recused_absent
from .checks.people import (
    by_decider,
    by_decider_or_office,
    by_lead,
    by_owner,
    by_owner_or_office,
    by_responsible,
    by_stopper,
    freshly_authenticated,
    is_among,
    none_confirmed,
    not_by_lead,
    not_recused,
    not_yet_confirmed,
)
from .checks.proposal import (
    answers_allow,
    conditions_whole,
    one_proposal,
    outcome_offered,
    postponed_ahead,
    reason_given,
)
from .checks.standing import (
    at_gate,
    change_begun,
    in_realisation,
    in_work_stage,
    is_paused,
    no_change_open,
    not_ended,
    not_paused,
    same_change,
    same_round,
    something_locked,
)
from .checks.texts import nothing_left, reason_stated, texts_bounded, wakes_ahead
from .values import Action, Facts, Unmet

Check = Callable[[Facts], Iterator[Unmet]]


def unmet(action: Action, facts: Facts) -> tuple[Unmet, ...]:
    """Every reason why `facts.actor` may not do `action` now; empty when nothing stands in the way.

    When the directive has moved on from where the actor saw it, that is the one reason.
    """
    found: list[Unmet] = []
    for check in CHECKS[action]:
        found += check(facts)
        if found and check in MOVED_ON:
            break
    return tuple(found)


def ending(facts: Facts) -> Outcome | None:
    """How the open round ends once `facts.proposal` is confirmed by the actor; None while others remain.

    An outcome that does not pass ends the round at once, whoever chose it. A passing one waits until
    every seat is confirmed.
    """
    if facts.proposal is None:
        return None
    waiting = [seat for seat in facts.open_seats if not is_among(facts, seat.acting)]
    return None if waiting and facts.proposal.outcome.passes else facts.proposal.outcome


def ending_without(facts: Facts) -> Outcome | None:
    """How the open round ends once the actor is out of it for jäv: as it stands, when all who are left have confirmed
    that. None while anybody has yet to say something.
    """
    left = replace(facts, recused=facts.recused | {facts.actor.uid})
    return None if facts.standing is None or left.open_seats else facts.standing.outcome


CHECKS: Mapping[Action, tuple[Check, ...]] = {
    Action.SUBMIT: (
        not_ended, in_work_stage, no_change_open, not_paused, by_lead, chapters_filled, no_errors,
        seats_can_be_confirmed, body_named, replaces_a_live_one,
    ),
    Action.WITHDRAW: (not_ended, at_gate, same_round, not_paused, by_lead, none_confirmed),
    Action.DECIDE: (
        not_ended, at_gate, same_round, not_paused, by_decider, not_recused, not_by_lead, not_yet_confirmed,
        seats_can_be_confirmed, freshly_authenticated, outcome_offered, one_proposal, answers_allow, reason_given,
        postponed_ahead, conditions_whole, due_conditions_met, meeting_named,
        recused_absent, official_attended, dissenters_attended, replaces_a_live_one, texts_bounded,
    ),
    Action.PAUSE: (not_ended, not_paused, by_owner_or_office, reason_stated, wakes_ahead, texts_bounded),
    Action.RESUME: (not_ended, is_paused, by_owner_or_office),
    Action.STOP: (
        not_ended, by_stopper, not_recused, not_by_lead, freshly_authenticated, reason_stated, texts_bounded,
    ),
    Action.CHANGE: (not_ended, in_work_stage, something_locked, not_paused, by_lead),
    Action.SUBMIT_CHANGE: (
        not_ended, in_work_stage, something_locked, change_begun, no_change_open, same_change, not_paused,
        by_lead, something_changed, reason_stated, owner_stated, chapters_filled, no_errors,
        seats_can_be_confirmed, body_named, texts_bounded,
    ),
    Action.CLOSE: (
        not_ended, in_realisation, not_paused, by_owner, nothing_left, no_condition_left, texts_bounded,
    ),
    Action.MEET: (not_ended, condition_open, by_responsible, shown_to_be_met, texts_bounded),
    Action.REOPEN: (not_ended, condition_settled, by_decider_or_office, reason_stated, texts_bounded),
    Action.WAIVE: (
        not_ended, condition_open, by_stopper, not_recused, not_by_lead, freshly_authenticated, reason_stated,
        texts_bounded,
    ),
    Action.RECUSE: (
        not_ended, at_gate, same_round, not_paused, by_decider, not_recused, not_by_lead, not_yet_confirmed,
        freshly_authenticated, reason_stated, texts_bounded,
    ),
}  # fmt: skip
MOVED_ON = (
    condition_open, condition_settled, not_ended, in_work_stage, at_gate, same_round, in_realisation,
    no_change_open, something_locked,
    change_begun, same_change,
)  # fmt: skip
