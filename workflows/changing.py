"""Change decisions: a change of what is locked is put before those who decide on it, and carried out.

The directive stays in its work stage meanwhile; what is not locked may be edited all the time.
"""

from __future__ import annotations

import datetime as dt

from uppdragil.core import events
from uppdragil.decisions import changes
from uppdragil.decisions import services as decisions
from uppdragil.decisions.events import RoundOpened
from uppdragil.decisions.models import Change, Round
from uppdragil.directives import storage
from uppdragil.directives.baseline import HEAD, LOCKED_CHAPTERS, LOCKED_HEAD, changes_of_locked, with_locked
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.models import Directive
from uppdragil.directives.services import content_of, freeze
from uppdragil.editions.spec import Outcome
from uppdragil.gates.values import Action
from uppdragil.organisation.models import Person

from . import chain, facts
from .place import ask, at


def submit_change(*, directive: Directive, by: Person, version: int, now: dt.datetime) -> Round:
    """Freeze the text with the open change in it, and open a round on it. Raises Refused.

    `version`: of the change, as `by` saw it.
    """
    with at(directive) as place:
        change = changes.open_change(place.directive)
        working = storage.load(place.directive)
        text = changes.proposal(change, working) if change else working
        gathered = facts.of_change(place.directive, change, text, by, now, place.round, version)
        ask(Action.SUBMIT_CHANGE, gathered)
        assert gathered.gate is not None  # the rules have asked
        assert change is not None
        round_ = decisions.open_round(
            directive=place.directive,
            gate=gathered.gate,
            change=change,
            version=freeze(place.directive, text, gate=gathered.gate.code, by=by, now=now),
            lead=by,
            body=facts.change_body(place.directive, gathered.gate),
            due=None,
            now=now,
        )
        events.publish(RoundOpened(round_))
        chain.log_all([chain.opened(round_)], now)
        return round_


def carry_out(directive: Directive, round_: Round, outcome: Outcome, now: dt.datetime) -> None:
    """What the decision on a change leads to; the lead who submitted it signs the history.

    One that is sent back stays open for them to work on, and one that is postponed for those who decide.
    """
    change = round_.change
    assert change is not None  # only called for these
    if outcome.passes:
        _apply(directive, round_, now)
        changes.end(change, Change.Ending.DECIDED, by=round_.lead, now=now)
    elif outcome is Outcome.NO:
        changes.end(change, Change.Ending.REFUSED, by=round_.lead, now=now)


def drop(directive: Directive, by: Person, now: dt.datetime, submitted: Change | None = None) -> None:
    """A change falls with the mandate that it would have changed; `submitted`: the one that has a round, if any."""
    change = submitted or changes.open_change(directive)
    if change:
        changes.end(change, Change.Ending.DROPPED, by=by, now=now)


def _apply(directive: Directive, round_: Round, now: dt.datetime) -> None:
    """The rows get what the version says of what is locked."""
    assert directive.baseline is not None  # nothing is locked without
    before, decided = content_of(directive.baseline), content_of(round_.version)
    changed = changes_of_locked(before, decided)
    keys = _written(changed, gone=bool(_goals(before) - _goals(decided)))
    free = tuple(key for key in keys if key not in LOCKED_CHAPTERS)
    if storage.has_rows(directive, _added(before, decided), beside=(*LOCKED_CHAPTERS, *free)):
        keys = free = storage.CHAPTER_KEYS  # a row of another chapter has to give way
    goals = ("mandate_goals",) if "activities" in free else ()
    stored = storage.read([directive], (*free, *goals))[0] if free else None
    text = with_locked(stored.content(), decided) if stored else decided
    if HEAD in changed:
        head = {name: getattr(decided, name) for name in LOCKED_HEAD}
        storage.write_head(directive, head, by=round_.lead, now=now)
    storage.write_chapters(directive, keys, text, by=round_.lead, now=now, stored=stored)
    Directive.objects.filter(pk=directive.pk).update(baseline=round_.version)


def _written(changed: tuple[str, ...], *, gone: bool) -> tuple[str, ...]:
    """The chapters that such changes are written into: links to goals that are `gone`, dates of gates."""
    keys = dict.fromkeys(key for key in changed if key != HEAD)
    if gone:
        keys["activities"] = None
    if "gate_plans" in keys:
        keys["milestones"] = None
    return tuple(keys)


def _goals(content: DirectiveContent) -> set[str]:
    return {goal.uid for goal in content.mandate_goals}


def _added(before: DirectiveContent, decided: DirectiveContent) -> set[str]:
    """The uids of locked rows that the decided text has and the one before has not."""
    return _locked_rows(decided) - _locked_rows(before)


def _locked_rows(content: DirectiveContent) -> set[str]:
    locked = {row.uid for key, row in content.all_rows() if key in LOCKED_CHAPTERS}
    return locked | {row.uid for row in content.holders(Role.OWNER)}
