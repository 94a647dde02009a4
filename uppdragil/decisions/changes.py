"""Preparing a change of what the baseline locks: begun, edited and dropped by the lead.

What a change is decided on, and what comes of it, is in `workflows.changing`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from uppdragil.core import history
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import canonical, storage
from uppdragil.directives.baseline import HEAD, following_plan, with_locked
from uppdragil.directives.content import HEAD_FIELDS, DirectiveContent
from uppdragil.directives.merging import merge_chapter
from uppdragil.directives.models import Directive
from uppdragil.directives.services import Conflict, NotEditable, editable
from uppdragil.organisation.models import Person

from .models import Change, Decision, Round


class NothingLocked(Exception):
    """Nothing is decided yet, or the directive's edition knows no change decisions: everything is edited."""


def open_change(directive: Directive) -> Change | None:
    """The change that is being prepared or decided."""
    found = Change.objects.filter(directive=directive, ended_at=None).first()
    if found:
        found.directive = directive
    return found


def before_deciders(change: Change) -> bool:
    """Whether it is submitted: nobody edits it then."""
    return Round.objects.filter(change=change, ended_at=None).exists()


def proposal(change: Change, working: DirectiveContent) -> DirectiveContent:
    """The directive as it would be: `working` with what is locked as the change has it."""
    return with_locked(working, canonical.from_bytes(bytes(change.data)))


def last_answer(change: Change) -> Decision | None:
    """What those who decide said last of it, while it is open: why it came back, or was postponed."""
    return Decision.objects.filter(round__change=change).select_related("round").order_by("-pk").first()


def begin(*, directive: Directive, reason: str, by: Person, now: dt.datetime) -> Change:
    """An open change that says what the directive says; the one that is open already, where there is one.

    Raises NotEditable, NothingLocked, or core.contention.Busy.
    """
    with writing():
        directive = editable(directive, by, now)
        if directive.baseline_id is None or directive.edition.spec.change is None:
            raise NothingLocked
        found = open_change(directive)
        if found:
            return found
        data = canonical.to_bytes(storage.load(directive))
        change = Change(directive=directive, reason=clean_text(reason), data=data, made_by=by, made_at=now)
        history.sign(change, by, now).save()
        return change


def save_reason(*, change: Change, version: int, reason: str, by: Person, now: dt.datetime) -> int:
    """Save why the change is asked for. Raises as `save_chapter` does."""
    with writing():
        change = _prepared(change, by, now)
        if clean_text(reason) == change.reason:
            return change.version
        _check(change, version, lambda then: then.reason == change.reason)
        change.reason = clean_text(reason)
        return _save(change, by, now)


def save_chapter(
    *, change: Change, key: str, version: int, content: DirectiveContent, by: Person, now: dt.datetime
) -> int:
    """Save chapter `key` (HEAD for the head) of `content`, of which only what is locked counts.

    Returns the change's new version. Raises NotEditable, Conflict when that chapter of the change is another
    since `version`, core.contention.Busy, or pydantic.ValidationError.
    """
    with writing():
        change = _prepared(change, by, now)
        working = storage.load(change.directive)
        before = proposal(change, working)
        _check(
            change, version, lambda then: _said(proposal(then, working), key) == _said(before, key), before
        )
        typed = _merged(before, key, content)
        after = with_locked(before, following_plan(typed, before))
        change.data = canonical.to_bytes(DirectiveContent.model_validate(dict(after)))
        return _save(change, by, now)


def drop(*, change: Change, by: Person, now: dt.datetime) -> None:
    """Give the change up, before it is submitted. Raises NotEditable."""
    with writing():
        end(_prepared(change, by, now), Change.Ending.DROPPED, by=by, now=now)


def end(change: Change, ending: Change.Ending, *, by: Person, now: dt.datetime) -> None:
    """The change is over: decided, refused or dropped, as `ending` says.

    For the services of this house only: it checks nothing.
    """
    change.ended_at, change.ending = now, ending
    history.sign(change, by, now).save(update_fields=["ended_at", "ending"])


def _prepared(change: Change, by: Person, now: dt.datetime) -> Change:
    """Re-read with the directive locked. Raises NotEditable for one that is submitted or ended."""
    directive = editable(change.directive, by, now)
    found = open_change(directive)
    if found is None or found.pk != change.pk or before_deciders(found):
        raise NotEditable
    return found


def _check(
    change: Change,
    version: int,
    untouched: Callable[[Change], bool],
    current: DirectiveContent | None = None,
) -> None:
    """Raises Conflict when somebody saved since `version`, and what is saved now was `untouched` no longer."""
    if change.version == version:
        return
    then = Change.history.filter(id=change.pk, version=version).order_by("-history_date").first()
    if then is None or not untouched(then.instance):
        raise Conflict(current or DirectiveContent(), change.version)


def _save(change: Change, by: Person, now: dt.datetime) -> int:
    change.version += 1
    history.sign(change, by, now).save(update_fields=["reason", "data", "version"])
    return change.version


def _merged(before: DirectiveContent, key: str, content: DirectiveContent) -> DirectiveContent:
    if key != HEAD:
        return merge_chapter(before, key, content)
    return before.model_copy(update={name: getattr(content, name) for name in HEAD_FIELDS})


def _said(content: DirectiveContent, key: str) -> tuple[object, ...]:
    if key == HEAD:
        return tuple(getattr(content, name) for name in HEAD_FIELDS)
    return getattr(content, key), content.note(key)
