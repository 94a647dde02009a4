"""Writing the draft of an edition. Each service is one transaction that locks the draft and reads it again.

Each raises core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from uppdragil.core import audit, history
from uppdragil.core.contention import writing
from uppdragil.editions import services
from uppdragil.editions.models import Edition, EditionDraft
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person

from .checking import Problem, check
from .shaping import Shape, mark


class NoDraft(Exception):
    """The draft is published or discarded by now."""


class Conflict(Exception):
    """Somebody has changed the part since it was shown. `current`: the draft as it is now."""

    def __init__(self, current: EditionSpec) -> None:
        super().__init__(current.key)
        self.current = current


class NotAsSeen(Exception):
    """The draft has changed since it was looked at: nobody publishes what they have not seen."""


class NothingNew(Exception):
    """The draft says what is published already."""


class NotReady(Exception):
    """`problems` keep the draft from being published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


def begin(*, key: str, by: Person, now: dt.datetime) -> EditionDraft:
    """The draft of `key`: the one there is, else one that says what the latest revision says.

    Raises Edition.DoesNotExist where `key` was never published.
    """
    with writing():
        found = EditionDraft.objects.filter(key=key).first()
        if found:
            return found
        last = services.current(key)
        body = last.spec.model_dump(mode="json")
        draft = EditionDraft(key=key, based_on=last, body=body, begun_at=now, begun_by=by.name)
        try:
            with transaction.atomic():
                history.sign(draft, by, now).save()
        except IntegrityError:  # somebody else began it at the same time
            return EditionDraft.objects.get(key=key)
        audit.append_all([_told("edition.drafted", key, last.revision, by)], now=now)
        return draft


def change(*, key: str, part: str, seen: str, shape: Shape, by: Person, now: dt.datetime) -> EditionDraft:
    """Let the draft be what `shape` makes of it, where `part` still says what was `seen` (`shaping.mark`).

    Saying what it says already is no conflict. Raises NoDraft, Conflict, what `shape` raises, or pydantic's
    ValidationError.
    """
    with writing():
        draft = _locked(key)
        before = draft.spec
        after = shape(before)
        if after == before:
            return draft
        if mark(before, part) != seen:
            raise Conflict(before)
        draft.body, draft.version = after.model_dump(mode="json"), draft.version + 1
        history.sign(draft, by, now).save(update_fields=["body", "version"])
        return draft


def discard(*, key: str, by: Person, now: dt.datetime) -> None:
    """The draft goes; its history says what it said until that is disposed of. Raises NoDraft."""
    with writing():
        draft = _locked(key)
        revision = draft.based_on.revision
        history.sign(draft, by, now).delete()
        audit.append_all([_told("edition.discarded", key, revision, by)], now=now)


def publish(*, key: str, version: int, by: Person, now: dt.datetime) -> Edition:
    """The draft, as it was seen at `version`, is the next revision. Raises NoDraft, NotAsSeen, NotReady, NothingNew."""
    with writing():
        draft = _locked(key)
        if draft.version != version:
            raise NotAsSeen
        spec, last = draft.spec, services.current(key)
        if blocking := [problem for problem in check(spec, last.spec) if problem.blocks]:
            raise NotReady(blocking)
        edition = services.publish(spec=spec, now=now)
        if edition.pk == last.pk:
            raise NothingNew
        history.sign(draft, by, now).delete()
        audit.append_all([_told(services.PUBLISHED, key, edition.revision, by, edition)], now=now)
        return edition


def _locked(key: str) -> EditionDraft:
    draft = EditionDraft.objects.select_for_update().filter(key=key).first()
    if draft is None:
        raise NoDraft
    return draft


def _told(verb: str, key: str, revision: int, by: Person, edition: Edition | None = None) -> audit.Entry:
    said: dict[str, audit.JSON] = {"edition": key, "revision": revision}
    rows = [edition] if edition else []
    said |= {"sha256": edition.sha256} if edition else {}
    return audit.Entry(verb, audit.Actor(by.name, by.uid), "", said, rows)
