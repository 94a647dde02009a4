"""Importing: a text becomes a draft import, and a draft import becomes one directive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from uppdragil.core.uid import new_uid
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.editions.models import Edition
from uppdragil.editions.selectors import models
from uppdragil.editions.services import current
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person
from workflows import service

from .following import MIN_CHAPTERS
from .links import checked
from .matching import Candidate
from .models import ImportDraft, as_kept, structure_of
from .readers import Source
from .recogniser import Recognised, recognise
from .refusals import NotADirective

MAX_WAITING = 20  # imports of one person that are no directive yet


class TooManyWaiting(Exception):
    """The person has MAX_WAITING imports that are no directive yet."""


class NumberTaken(Exception):
    """Another directive has the number that this one states."""


def published() -> list[EditionSpec]:
    """The current edition of each model, the usual one first. Raises Edition.DoesNotExist when there is none."""
    specs = [edition.spec for edition in models()]
    if not specs:
        raise Edition.DoesNotExist
    return specs


def keep(*, text: Source | str, by: Person, now: dt.datetime) -> ImportDraft:
    """Recognise a text and keep what came of it; the same text again gives the same draft.

    Raises NotADirective or TooManyWaiting.
    """
    source = text if isinstance(text, Source) else Source(text)
    recognised = _recognised(source, published(), by, now)
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one import of a person at a time
        mine = ImportDraft.objects.filter(person=by, directive=None)
        same = mine.filter(source=source.text).first()
        if same:
            return same
        if mine.count() >= MAX_WAITING:
            raise TooManyWaiting
        return ImportDraft.objects.create(
            person=by,
            created_at=now,
            title=recognised.content.title,
            source=source.text,
            structure=structure_of(source),
            edition=recognised.edition,
            recognised=as_kept(recognised),
        )


def read_as(*, draft: ImportDraft, edition: str, by: Person, now: dt.datetime) -> None:
    """Read the import's text anew, by the model with this key; what was chosen in the preview stays.

    Raises NotADirective where the text is none of that model, and then nothing has changed.
    """
    spec = next((spec for spec in published() if spec.key == edition), None)
    if spec is None:
        raise NotADirective("not_recognised", limit=MIN_CHAPTERS, edition=edition)
    source = draft.came if draft.came.edition == edition else replace(draft.came, carried="", edition="")
    read = _recognised(source, [spec], by, now)
    ImportDraft.objects.filter(pk=draft.pk, directive=None).update(
        edition=read.edition, recognised=as_kept(read), title=read.content.title
    )


def _recognised(source: Source, editions: Sequence[EditionSpec], by: Person, now: dt.datetime) -> Recognised:
    found = recognise(source, editions, new_uid)
    if not source.carried:
        return found
    return replace(found, content=checked(found.content, by, localdate(now)))


def note(*, draft: ImportDraft, choices: Mapping[str, Any]) -> None:
    """Keep what was chosen in the preview until next time."""
    ImportDraft.objects.filter(pk=draft.pk, directive=None).update(choices=dict(choices))


def discard(*, draft: ImportDraft) -> None:
    """Dispose of an import that is not to become a directive; one that has become one stays."""
    ImportDraft.objects.filter(pk=draft.pk, directive=None).delete()


def use(
    *,
    draft: ImportDraft,
    head: Mapping[str, Any],
    links: Mapping[str, Candidate],
    by: Person,
    now: dt.datetime,
) -> Directive:
    """The directive that `draft` becomes, once: a second call gives the first one's directive.

    `head` are fields of the content's head, `links` the chosen records by role row. Raises NumberTaken,
    or ImportDraft.DoesNotExist when it was discarded.
    """
    with transaction.atomic():
        draft = ImportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if draft.directive:
            return draft.directive
        content = linked(draft.read().content.model_copy(update=dict(head)), links)
        draft.directive = create(content=content, edition=draft.edition, by=by, now=now)
        draft.source, draft.structure, draft.recognised, draft.choices = "", {}, {}, {}
        draft.save()
        return draft.directive


def create(*, content: DirectiveContent, edition: str, by: Person | None, now: dt.datetime) -> Directive:
    """An imported directive in draft, in the current edition of that key. Raises NumberTaken."""
    if content.number and Directive.objects.filter(number=content.number).exists():
        raise NumberTaken
    checked = DirectiveContent.model_validate(dict(content))
    try:
        return service.start(content=checked, edition=current(edition), by=by, now=now)
    except IntegrityError as error:  # somebody took the number in the same moment
        if not content.number:
            raise
        raise NumberTaken from error


def linked(content: DirectiveContent, links: Mapping[str, Candidate]) -> DirectiveContent:
    """`content` with its role rows linked; rows without a link are free text, whatever they said before."""
    free = {"holder_kind": None, "holder_id": None}
    roles = tuple(
        row.model_copy(update=_link(links[row.uid]) if row.uid in links else free) for row in content.roles
    )
    return content.model_copy(update={"roles": roles})


def _link(candidate: Candidate) -> dict[str, Any]:
    return {"holder_kind": candidate.kind, "holder_id": candidate.uid}
