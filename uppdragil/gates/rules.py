"""May this happen now, and if not, why not and who can fix it. Pure: facts in, reasons out.

`workflows.facts` gathers the facts inside the lock. The same list of reasons is the why-blocked
panel, the refusal and the test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from uppdragil.editions.spec import Deciders, Outcome

from .values import (
    Action,
    Answer,
    Condition,
    Dissent,
    Facts,
    Meeting,
    OpenCondition,
    Proposal,
    Replaced,
    Seat,
    Substitute,
    Unmet,
    Value,
    Who,
    names,
)

__all__ = [
    "FRESH",
    "MAX_CONDITIONS",
    "MAX_WRITTEN",
    "Action",
    "Answer",
    "Condition",
    "Dissent",
    "Facts",
    "Meeting",
    "OpenCondition",
    "Outcome",
    "Proposal",
    "Replaced",
    "Seat",
    "Substitute",
    "Unmet",
    "Value",
    "Who",
    "ending",
    "ending_without",
    "unmet",
]

FRESH = dt.timedelta(minutes=5)  # how old an authentication may be when it confirms a decision
MAX_WRITTEN = 50_000  # characters in one act: what it writes must fit into the audit chain
MAX_CONDITIONS = 50

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


_names = names


def _is(facts: Facts, people: tuple[Who, ...]) -> bool:
    return facts.actor.uid in {p.uid for p in people}


# Where the directive stands


def _not_ended(f: Facts) -> Iterator[Unmet]:
    if f.ended:
        yield Unmet("ended")


def _not_paused(f: Facts) -> Iterator[Unmet]:
    if f.paused:
        yield Unmet("paused", (*_names(f.owners), *_names(f.office)))


def _is_paused(f: Facts) -> Iterator[Unmet]:
    if not f.paused:
        yield Unmet("not_paused")


def _in_work_stage(f: Facts) -> Iterator[Unmet]:
    if not f.work_stage:
        yield Unmet("not_in_work_stage")


def _at_gate(f: Facts) -> Iterator[Unmet]:
    if not f.round_open:
        yield Unmet("no_open_round")


def _same_round(f: Facts) -> Iterator[Unmet]:
    if f.round_open and not f.seen:
        yield Unmet("round_changed")


def _no_change_open(f: Facts) -> Iterator[Unmet]:
    """In a work stage only a change decision has a round."""
    if f.work_stage and f.round_open:
        yield Unmet("change_open", tuple(d.name for d in f.deciders if d not in f.barred))


def _something_locked(f: Facts) -> Iterator[Unmet]:
    if not f.locked:
        yield Unmet("nothing_locked")


def _change_begun(f: Facts) -> Iterator[Unmet]:
    if not f.change_begun:
        yield Unmet("no_change")


def _same_change(f: Facts) -> Iterator[Unmet]:
    if not f.seen:
        yield Unmet("change_altered")


def _in_realisation(f: Facts) -> Iterator[Unmet]:
    if f.phase != "realisation":
        yield Unmet("not_in_realisation")


# Who acts


def _by_lead(f: Facts) -> Iterator[Unmet]:
    if not _is(f, f.leads):
        yield Unmet("not_lead", _names(f.leads))


def _by_owner_or_office(f: Facts) -> Iterator[Unmet]:
    if not _is(f, (*f.owners, *f.office)):
        yield Unmet("not_owner_or_office", (*_names(f.owners), *_names(f.office)))


def _by_owner(f: Facts) -> Iterator[Unmet]:
    if not _is(f, f.owners):
        yield Unmet("not_owner", _names(f.owners))


def _by_decider(f: Facts) -> Iterator[Unmet]:
    if not _is(f, f.deciders) and f.actor.uid not in f.recused:
        yield Unmet("not_decider", _names(f.deciders))


def _by_stopper(f: Facts) -> Iterator[Unmet]:
    """A decider of the next gate; while nobody can decide there, an owner or the office."""
    may = f.deciders or (*f.owners, *f.office)
    if not _is(f, may) and f.actor.uid not in f.recused:
        yield Unmet("not_decider", _names(may))


def _not_recused(f: Facts) -> Iterator[Unmet]:
    """Who has declared jäv is out of the round, in every seat."""
    if f.actor.uid in f.recused:
        yield Unmet("recused", names(d for d in f.deciders if d not in f.barred))


def _not_by_lead(f: Facts) -> Iterator[Unmet]:
    """Nobody decides on their own work (domain section 3)."""
    if _is(f, f.barred):
        yield Unmet("lead_decides", names(d for d in f.deciders if d not in f.barred))


def _not_yet_confirmed(f: Facts) -> Iterator[Unmet]:
    if f.actor.uid in f.confirmed:
        yield Unmet("already_confirmed")


def _none_confirmed(f: Facts) -> Iterator[Unmet]:
    if f.confirmed:
        yield Unmet("confirming_has_begun", _names(f.deciders))


def _freshly_authenticated(f: Facts) -> Iterator[Unmet]:
    if f.authenticated_at is None or not dt.timedelta(0) <= f.now - f.authenticated_at <= FRESH:
        yield Unmet("authentication_not_fresh", (f.actor.name,), "password")


# What the directive says


def _chapters_filled(f: Facts) -> Iterator[Unmet]:
    for key in f.missing_chapters:
        yield Unmet("chapter_missing", _names(f.leads), key)


def _no_errors(f: Facts) -> Iterator[Unmet]:
    for chapter in f.errors:
        yield Unmet("open_error", _names(f.leads), chapter)


def _seats_can_be_confirmed(f: Facts) -> Iterator[Unmet]:
    """A seat blocks while nobody can confirm it: its title is held by nobody, by the lead, by one who
    has confirmed in another seat already, or by those whom jäv has put out, with no seat of that role left.
    An outcome that does not pass needs one decider only.
    """
    fixers = (*_names(f.leads), *_names(f.office))
    for seat in f.open_seats if f.may_pass else ():
        params = {"role": seat.role, "through": seat.through}
        left = [w for w in seat.acting if w not in f.barred and w.uid not in f.recused]
        if f.is_out(seat):
            yield Unmet("seat_recused", (*_names(f.office), *_names(f.leads)), "roles", params)
        elif not seat.acting:
            yield Unmet("role_unlinked", fixers, "roles", params)
        elif not left:
            yield Unmet("lead_in_seat", fixers, "roles", params)
        elif all(w.uid in f.confirmed for w in left):
            yield Unmet("holder_has_confirmed", _names(f.office), "roles", params)


def _body_named(f: Facts) -> Iterator[Unmet]:
    if not f.body_named:
        yield Unmet("body_not_named", _names(f.leads), "body")


def _something_changed(f: Facts) -> Iterator[Unmet]:
    if not f.changed:
        yield Unmet("nothing_changed", _names(f.leads))


def _owner_stated(f: Facts) -> Iterator[Unmet]:
    """Whoever is gone cannot decide on who comes after them."""
    if not f.owner_stated:
        yield Unmet("owner_missing", _names(f.leads), "roles")


def _replaces_a_live_one(f: Facts) -> Iterator[Unmet]:
    """What is superseded ends with the decision; what has ended already, or is not there, cannot."""
    old = f.replaces
    if old is None or not f.may_pass:
        return
    if old.itself:
        yield Unmet("supersedes_itself", _names(f.leads), "head")
    elif old.missing:
        yield Unmet("supersedes_unknown", _names(f.leads), "head")
    elif old.ended:
        yield Unmet("supersedes_ended", _names(f.leads), "head", {"name": old.name})


# What is proposed


def _outcome_offered(f: Facts) -> Iterator[Unmet]:
    if f.proposal and f.gate and f.proposal.outcome not in f.gate.outcomes:
        yield Unmet("outcome_not_offered", (f.actor.name,), "outcome")


def _one_proposal(f: Facts) -> Iterator[Unmet]:
    """Others confirm what the first put forward, or choose an outcome that does not pass."""
    if f.proposal and f.standing and f.proposal.outcome.passes and f.proposal != f.standing:
        yield Unmet("proposal_differs", (), "outcome")


def _answers_allow(f: Facts) -> Iterator[Unmet]:
    """A yes needs every answer; NEJ on a required item refuses it; NEJ and EJ TILLÄMPLIGT need a motivation."""
    if f.proposal is None or f.gate is None or not f.proposal.outcome.passes:
        return
    for item in f.gate.checklist:
        where, answer = f"item:{item.code}", f.proposal.answers.get(item.code)
        if answer is None or answer.value is None:
            yield Unmet("answer_missing", (f.actor.name,), where, {"question": item.text})
        elif answer.value is Value.NO and item.required:
            yield Unmet("required_no", _names(f.leads), where, {"question": item.text})
        elif answer.value is not Value.YES and not answer.motivation.strip():
            yield Unmet("motivation_missing", (f.actor.name,), where, {"question": item.text})


def _reason_given(f: Facts) -> Iterator[Unmet]:
    if f.proposal and not f.proposal.outcome.passes and not f.proposal.motivation.strip():
        yield Unmet("reason_missing", (f.actor.name,), "motivation")


def _postponed_ahead(f: Facts) -> Iterator[Unmet]:
    if f.proposal and f.proposal.outcome is Outcome.POSTPONE:
        day = f.proposal.postponed_to
        if day is None or day <= f.today:
            yield Unmet("postpone_date", (f.actor.name,), "postponed_to")


def _conditions_whole(f: Facts) -> Iterator[Unmet]:
    if f.proposal is None or f.proposal.outcome is not Outcome.CONDITIONAL:
        return
    if not f.proposal.conditions:
        yield Unmet("condition_missing", (f.actor.name,), "conditions")
    if len(f.proposal.conditions) > MAX_CONDITIONS:
        yield Unmet("too_many_conditions", (f.actor.name,), "conditions", {"most": MAX_CONDITIONS})
    for condition in f.proposal.conditions[:MAX_CONDITIONS]:
        if not (condition.text.strip() and condition.responsible.strip() and condition.due):
            yield Unmet("condition_not_whole", (f.actor.name,), "conditions")
        elif condition.due < f.today:
            yield Unmet("condition_past", (f.actor.name,), "conditions", {"text": condition.text})


def _due_conditions_met(f: Facts) -> Iterator[Unmet]:
    """No gate passes while a due condition is open (domain section 3). A change decision is no gate."""
    if f.work_stage or f.proposal is None or not f.proposal.outcome.passes:
        return
    for condition in f.conditions:
        if condition.due <= f.today:
            leads = _names(f.leads)
            who = leads if condition.responsible in leads else (condition.responsible, *leads)
            yield Unmet("condition_due", who, "conditions", _said(condition))


def _said(condition: OpenCondition) -> dict[str, object]:
    return {"text": condition.text, "due": condition.due, "uid": condition.uid}


def _meeting_named(f: Facts) -> Iterator[Unmet]:
    """A body decides at a meeting; a management group's decision names the official (KL 7 kap. 5 §)."""
    if f.proposal is None or f.gate is None or f.gate.deciders is not Deciders.BODY:
        return
    meeting = f.proposal.meeting or Meeting()
    if meeting.date is None or not meeting.paragraph.strip():
        yield Unmet("meeting_missing", (f.actor.name,), "meeting")
    elif meeting.date > f.today:
        yield Unmet("meeting_ahead", (f.actor.name,), "meeting")
    elif f.submitted_on and meeting.date < f.submitted_on:
        yield Unmet("meeting_before_submission", (f.actor.name,), "meeting", {"day": f.submitted_on})
    if f.body_names_official and not meeting.official.strip():
        yield Unmet("official_missing", (f.actor.name,), "official")


def _recused_absent(f: Facts) -> Iterator[Unmet]:
    """Who was out for jäv took no part."""
    meeting = _meeting(f)
    for name in meeting.recused:
        if name in meeting.present:
            yield Unmet("recused_present", (f.actor.name,), "present", {"name": name})


def _official_attended(f: Facts) -> Iterator[Unmet]:
    """The named official took part in what they decided."""
    meeting = _meeting(f)
    if not f.body_names_official or not meeting.official.strip():
        return
    if meeting.official in meeting.recused:
        yield Unmet("official_recused", (f.actor.name,), "official", {"name": meeting.official})
    elif meeting.official not in meeting.present:
        yield Unmet("official_absent", (f.actor.name,), "present", {"name": meeting.official})


def _dissenters_attended(f: Facts) -> Iterator[Unmet]:
    """A reservation is made by somebody who took part."""
    meeting = _meeting(f)
    for dissent in meeting.dissent:
        if not dissent.name.strip():
            yield Unmet("dissent_unnamed", (f.actor.name,), "dissent")
        elif dissent.name not in meeting.present:
            yield Unmet("dissenter_absent", (f.actor.name,), "dissent", {"name": dissent.name})


def _meeting(f: Facts) -> Meeting:
    """The meeting that a body's decision names; an empty one at other gates."""
    at_body = f.gate is not None and f.gate.deciders is Deciders.BODY
    return (f.proposal.meeting if f.proposal and at_body else None) or Meeting()


def _texts_bounded(f: Facts) -> Iterator[Unmet]:
    written = len(f.reason) + len(f.evidence) + f.last_words + (f.proposal.length if f.proposal else 0)
    if written > MAX_WRITTEN:
        yield Unmet("text_too_long", (f.actor.name,), "", {"most": MAX_WRITTEN})


# Pausing, stopping, closing


def _reason_stated(f: Facts) -> Iterator[Unmet]:
    if not f.reason.strip():
        yield Unmet("reason_missing", (f.actor.name,), "reason")


def _wakes_ahead(f: Facts) -> Iterator[Unmet]:
    if f.wake_on is None or f.wake_on <= f.today:
        yield Unmet("wake_date", (f.actor.name,), "wake_on")


def _nothing_left(f: Facts) -> Iterator[Unmet]:
    if f.goals_without_last_word:
        yield Unmet(
            "last_word_missing", _names(f.owners), "impact_goals", {"count": f.goals_without_last_word}
        )


def _no_condition_left(f: Facts) -> Iterator[Unmet]:
    for condition in f.conditions:
        yield Unmet("condition_left", (condition.responsible,), "conditions", _said(condition))


# Conditions


def _condition_open(f: Facts) -> Iterator[Unmet]:
    if not f.condition_open:
        yield Unmet("condition_settled")


def _condition_settled(f: Facts) -> Iterator[Unmet]:
    if f.condition_open:
        yield Unmet("condition_not_settled")


def _by_responsible(f: Facts) -> Iterator[Unmet]:
    """Whom it waits for, or who leads the mandate, or the office."""
    may = (*f.responsibles, *f.leads, *f.office)
    if not _is(f, may):
        yield Unmet("not_responsible", tuple(dict.fromkeys(_names(may))))


def _by_decider_or_office(f: Facts) -> Iterator[Unmet]:
    may = (*f.deciders, *f.owners, *f.office)
    if not _is(f, may):
        yield Unmet("not_decider", tuple(dict.fromkeys(_names(may))))


def _shown_to_be_met(f: Facts) -> Iterator[Unmet]:
    if not (f.reason.strip() or f.evidence.strip()):
        yield Unmet("evidence_missing", (f.actor.name,), "text")


def ending(facts: Facts) -> Outcome | None:
    """How the open round ends once `facts.proposal` is confirmed by the actor; None while others remain.

    An outcome that does not pass ends the round at once, whoever chose it. A passing one waits until
    every seat is confirmed.
    """
    if facts.proposal is None:
        return None
    waiting = [seat for seat in facts.open_seats if not _is(facts, seat.acting)]
    return None if waiting and facts.proposal.outcome.passes else facts.proposal.outcome


def ending_without(facts: Facts) -> Outcome | None:
    """How the open round ends once the actor is out of it for jäv: as it stands, when all who are left have confirmed
    that. None while anybody has yet to say something.
    """
    left = replace(facts, recused=facts.recused | {facts.actor.uid})
    return None if facts.standing is None or left.open_seats else facts.standing.outcome


CHECKS: Mapping[Action, tuple[Check, ...]] = {
    Action.SUBMIT: (
        _not_ended, _in_work_stage, _no_change_open, _not_paused, _by_lead, _chapters_filled, _no_errors,
        _seats_can_be_confirmed, _body_named, _replaces_a_live_one,
    ),
    Action.WITHDRAW: (_not_ended, _at_gate, _same_round, _not_paused, _by_lead, _none_confirmed),
    Action.DECIDE: (
        _not_ended, _at_gate, _same_round, _not_paused, _by_decider, _not_recused, _not_by_lead, _not_yet_confirmed,
        _seats_can_be_confirmed, _freshly_authenticated, _outcome_offered, _one_proposal, _answers_allow, _reason_given,
        _postponed_ahead, _conditions_whole, _due_conditions_met, _meeting_named,
        _recused_absent, _official_attended, _dissenters_attended, _replaces_a_live_one, _texts_bounded,
    ),
    Action.PAUSE: (_not_ended, _not_paused, _by_owner_or_office, _reason_stated, _wakes_ahead, _texts_bounded),
    Action.RESUME: (_not_ended, _is_paused, _by_owner_or_office),
    Action.STOP: (
        _not_ended, _by_stopper, _not_recused, _not_by_lead, _freshly_authenticated, _reason_stated, _texts_bounded,
    ),
    Action.CHANGE: (_not_ended, _in_work_stage, _something_locked, _not_paused, _by_lead),
    Action.SUBMIT_CHANGE: (
        _not_ended, _in_work_stage, _something_locked, _change_begun, _no_change_open, _same_change, _not_paused,
        _by_lead, _something_changed, _reason_stated, _owner_stated, _chapters_filled, _no_errors,
        _seats_can_be_confirmed, _body_named, _texts_bounded,
    ),
    Action.CLOSE: (
        _not_ended, _in_realisation, _not_paused, _by_owner, _nothing_left, _no_condition_left, _texts_bounded,
    ),
    Action.MEET: (_not_ended, _condition_open, _by_responsible, _shown_to_be_met, _texts_bounded),
    Action.REOPEN: (_not_ended, _condition_settled, _by_decider_or_office, _reason_stated, _texts_bounded),
    Action.WAIVE: (
        _not_ended, _condition_open, _by_stopper, _not_recused, _not_by_lead, _freshly_authenticated, _reason_stated,
        _texts_bounded,
    ),
    Action.RECUSE: (
        _not_ended, _at_gate, _same_round, _not_paused, _by_decider, _not_recused, _not_by_lead, _not_yet_confirmed,
        _freshly_authenticated, _reason_stated, _texts_bounded,
    ),
}  # fmt: skip
MOVED_ON = (
    _condition_open, _condition_settled, _not_ended, _in_work_stage, _at_gate, _same_round, _in_realisation,
    _no_change_open, _something_locked,
    _change_begun, _same_change,
)  # fmt: skip
