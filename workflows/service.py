"""The moves along the way; those aside stand in modules of their own beside this one (changing, recusing, …).

Each move locks the flow, re-reads, asks the rules, writes the evidence, leaves the stage by a named outcome and
appends to the audit chain: one transaction, all or nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate

from uppdragil.core import audit, events, history
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.decisions import services as decisions
from uppdragil.decisions.events import DecisionMade, RoundOpened
from uppdragil.decisions.models import Decision, Proposal, Round, SignOff
from uppdragil.directives import services as directives
from uppdragil.directives import storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import Deciders
from uppdragil.gates import rules, values
from uppdragil.gates.values import Action
from uppdragil.organisation.models import DecisionBody, Person

from . import chain, changing, facts, superseding
from .changing import submit_change
from .flows import flow_of
from .nodes import Finish
from .place import Place, Refused, ask, at, capacities, set_pause

__all__ = [
    "Confirmed",
    "Refused",
    "close",
    "decide",
    "pause",
    "resume",
    "start",
    "stop",
    "submit",
    "submit_change",
    "withdraw",
]


@dataclass(frozen=True)
class Confirmed:
    """What a confirmation led to: `decision` is None while other deciders remain."""

    sign_off: SignOff
    decision: Decision | None


def start(*, content: DirectiveContent, edition: Edition, by: Person | None, now: dt.datetime) -> Directive:
    """A new directive in draft. Raises what `directives.services.create` raises."""
    with writing():
        directive = directives.create(content=content, edition=edition, by=by, now=now)
        flow_of(edition).start.run(directive=directive, now=now)
        chain.log_all([chain.started(directive, by, [edition])], now)
        directive.refresh_from_db(fields=["phase", "phase_since"])
        return directive


def submit(*, directive: Directive, by: Person, body: DecisionBody | None = None, now: dt.datetime) -> Round:
    """Freeze the text as a version and open a round at the next gate. Raises Refused.

    `body`: the decision body, at a gate that a body decides.
    """
    with at(directive) as place:
        content = storage.load(place.directive)
        gathered = facts.gather(
            place.directive,
            by,
            now,
            round_=place.round,
            body=body,
            **facts.of_content(place.directive, content, localdate(now)),
            **superseding.of_submission(place.directive, content, by, localdate(now)),
        )
        ask(Action.SUBMIT, gathered)
        assert gathered.gate is not None  # a work stage always has a gate ahead
        body = body if gathered.gate.deciders is Deciders.BODY else None
        round_ = decisions.open_round(
            directive=place.directive,
            gate=gathered.gate,
            version=directives.freeze(place.directive, content, gate=gathered.gate.code, by=by, now=now),
            lead=by,
            body=body,
            due=None,
            now=now,
        )
        if body:
            Directive.objects.filter(pk=place.directive.pk).update(body=body)
        place.activation.leave("submit", now)
        events.publish(RoundOpened(round_))
        chain.log_all([chain.opened(round_)], now)
        return round_


def withdraw(*, directive: Directive, by: Person, round_uid: str, now: dt.datetime) -> None:
    """Take the submission back, before anybody has confirmed. Raises Refused."""
    with at(directive) as place:
        round_ = place.round
        seen = round_ is not None and round_.uid == round_uid
        ask(Action.WITHDRAW, facts.gather(place.directive, by, now, round_=round_, seen=seen))
        assert round_ is not None
        decisions.end_round(round_, ending=Round.Ending.WITHDRAWN, now=now)
        if not round_.change_id:
            place.activation.leave("withdraw", now)
        chain.log_all([chain.withdrawn(round_, by)], now)


def decide(
    *,
    directive: Directive,
    by: Person,
    round_uid: str,
    proposal: values.Proposal,
    authentication: decisions.Authentication,
    suggested: Mapping[str, str],
    now: dt.datetime,
) -> Confirmed:
    """`by` confirms `proposal` in the round that they saw; the last one needed decides. Raises Refused.

    `suggested`: what the system suggested per checklist item, as it was shown.
    """
    with at(directive) as place:
        round_ = place.round
        if round_:
            proposal = decisions.tidy(proposal, round_.spec)
        old = superseding.locked(round_, proposal.outcome)
        gathered = facts.gather(
            place.directive,
            by,
            now,
            round_=round_,
            seen=round_ is not None and round_.uid == round_uid,
            proposal=proposal,
            authenticated_at=authentication.at,
            **superseding.of_decision(place.directive, round_, by, localdate(now), old=old),
        )
        ask(Action.DECIDE, gathered)
        assert round_ is not None
        assert gathered.gate is not None
        sign_off, rows = decisions.confirm(
            round_=round_,
            gate=gathered.gate,
            proposal=proposal,
            by=by,
            capacities=capacities(gathered.actor, gathered.seats),
            authentication=authentication,
            suggested=suggested,
            first=not gathered.confirmed,
            now=now,
        )
        decision, told = (
            end(place, proposal, sign_off.proposal, by, now, old) if rules.ending(gathered) else (None, [])
        )
        chain.log_all([chain.confirmed(sign_off, rows), *told], now)
        return Confirmed(sign_off, decision)


def pause(
    *, directive: Directive, by: Person, reason: str, wake_on: dt.date | None, now: dt.datetime
) -> None:
    """Refuse decisions and edits until it is resumed. `wake_on` is when to look again. Raises Refused."""
    reason = clean_text(reason)
    with at(directive) as place:
        gathered = facts.gather(place.directive, by, now, round_=place.round, reason=reason, wake_on=wake_on)
        ask(Action.PAUSE, gathered)
        set_pause(place.directive, at=now, reason=reason, wake_on=wake_on, by=by, now=now)
        chain.log_all([chain.paused(place.directive, by, reason, wake_on)], now)


def resume(*, directive: Directive, by: Person, now: dt.datetime) -> None:
    """End a pause. Raises Refused."""
    with at(directive) as place:
        ask(Action.RESUME, facts.gather(place.directive, by, now, round_=place.round))
        set_pause(place.directive, at=None, reason="", wake_on=None, by=by, now=now)
        chain.log("directive.resumed", place.directive, by, now, {})


def stop(
    *,
    directive: Directive,
    by: Person,
    reason: str,
    authentication: decisions.Authentication,
    now: dt.datetime,
) -> None:
    """End the directive for good, by a decider of the next gate. Raises Refused."""
    reason = clean_text(reason)
    with at(directive) as place:
        gathered = facts.gather(
            place.directive,
            by,
            now,
            round_=facts.of_gate(place.round),
            body=place.directive.body,
            reason=reason,
            authenticated_at=authentication.at,
        )
        ask(Action.STOP, gathered)
        if place.round:
            decisions.end_round(place.round, ending=Round.Ending.STOPPED, now=now)
        changing.drop(place.directive, by, now)
        if place.directive.paused:
            set_pause(place.directive, at=None, reason="", wake_on=None, by=by, now=now)
        place.directive.stopped_reason = reason
        history.sign(place.directive, by, now).save(update_fields=["stopped_reason"])
        place.activation.leave("stop", now)
        chain.log_all([chain.stopped(place.directive, by, reason)], now)


def close(*, directive: Directive, by: Person, last_words: Mapping[str, str], now: dt.datetime) -> None:
    """The owner ends the realisation with a last word on each impact goal (by row uid). Raises Refused."""
    with at(directive) as place:
        goals = [goal.uid for goal in storage.load(place.directive).impact_goals]
        words = {uid: clean_text(last_words.get(uid, "")) for uid in goals}
        gathered = facts.gather(
            place.directive,
            by,
            now,
            goals_without_last_word=sum(not word.strip() for word in words.values()),
            last_words=sum(map(len, words.values())),
        )
        ask(Action.CLOSE, gathered)
        noted = {p.row: p for p in Progress.objects.filter(directive=place.directive, row__in=goals)}
        for uid, word in words.items():
            progress = noted.get(uid) or Progress(directive=place.directive, row=uid)
            progress.comment = word
            history.sign(progress, by, now).save()
        changing.drop(place.directive, by, now)
        place.activation.leave("close", now)
        chain.log_all([chain.closed(place.directive, by, words)], now)


def end(
    place: Place,
    proposal: values.Proposal,
    frozen: Proposal,
    by: Person,
    now: dt.datetime,
    old: Place | None = None,
) -> tuple[Decision, list[audit.Entry]]:
    """The decision of the round at `place`, where it takes the directive, and what the chain is told of it.

    `by`: the last to act. `old`: the mandate that ends with it, where it is locked already.
    """
    round_ = place.round
    assert round_ is not None  # what ends is open
    decision, conditions = decisions.decide(round_=round_, proposal=proposal, frozen=frozen, now=now)
    told = [chain.decided(decision, conditions, by)]
    if round_.change_id:
        changing.carry_out(place.directive, round_, proposal.outcome, now)
    else:
        told += _move_on(place, round_, proposal.outcome, by, now, old)
    if proposal.outcome is values.Outcome.POSTPONE:
        decisions.open_round(
            directive=place.directive,
            gate=round_.spec,
            change=round_.change,
            version=round_.version,
            lead=round_.lead,
            body=round_.body,
            due=proposal.postponed_to,
            now=now,
        )
    events.publish(DecisionMade(decision))
    return decision, told


def _move_on(
    place: Place, round_: Round, outcome: values.Outcome, by: Person, now: dt.datetime, old: Place | None
) -> list[audit.Entry]:
    """From the gate along its way; where it is the first, the mandate that this one supersedes ends."""
    said, told = {}, []
    if outcome.passes:
        said = {"baseline": round_.version}
        told = superseding.carry_out(place.directive, superseding.of_round(round_), by, now, old)
    if isinstance(place.activation.flow_task.edge(outcome), Finish):
        changing.drop(place.directive, by, now)
    place.activation.leave(outcome, now, **said)
    return told
