"""An import of a strategy's text on its way: read, looked at, then kept as draft editions or discarded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.imports.models import StrategyImport
from uppdragil.organisation.models import Person
from uppdragil.strategy import storage
from uppdragil.strategy.canonical import mark
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.services import keep_drafts, same_words

from .recogniser import Recognised, recognise

MAX_WAITING = 20  # imports that are no draft yet; the office shares them


class TooManyWaiting(Exception):
    """There are MAX_WAITING imports that nobody has kept or discarded."""


class NothingChosen(Exception):
    """No edition was chosen to be kept."""


class DraftChanged(Exception):
    """A draft of the same years has come, gone or changed since the preview was shown."""


@dataclass(frozen=True)
class Coming:
    """An edition of an import, and the draft of the same years that it would take the place of.

    `published`: there is an edition of these years that holds, beside which a draft would stand.
    `mark`: 16 characters that change with what that draft says; "" where there is none.
    """

    content: StrategyContent
    draft: StrategyEdition | None = None
    now: StrategyContent | None = None
    published: bool = False

    @property
    def key(self) -> str:
        """Its years, as a finding's place names them."""
        return f"{self.content.first_year}-{self.content.last_year}"

    @property
    def mark(self) -> str:
        return mark(self.now) if self.now else ""

    @property
    def same(self) -> bool:
        """Whether the draft says the same already."""
        return self.now is not None and same_words(self.now, self.content)


def keep(*, text: str, by: Person, now: dt.datetime) -> StrategyImport:
    """Keep a text that can be read as a strategy; the same text again gives the same import.

    Raises NotAStrategy, TooManyWaiting or Busy.
    """
    recognise(text)
    with writing():
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one import of a person at a time
        same = StrategyImport.objects.filter(source=text).first()
        if same:
            return same
        if StrategyImport.objects.count() >= MAX_WAITING:
            raise TooManyWaiting
        return StrategyImport.objects.create(person=by, created_at=now, source=text)


def discard(*, kept: StrategyImport) -> None:
    """Dispose of an import. One that is gone already is no mistake."""
    StrategyImport.objects.filter(pk=kept.pk).delete()


def coming(recognised: Recognised) -> list[Coming]:
    """What would be kept, edition by edition; five queries for each that has a draft."""
    return [_coming(content) for content in recognised.editions]


def use(
    *, kept: StrategyImport, chosen: Mapping[str, str], by: Person, now: dt.datetime
) -> list[StrategyEdition]:
    """Keep the chosen editions as drafts and dispose of the import: all of it or nothing.

    `chosen`: by the years of an edition (`Coming.key`), the mark of the draft that was seen there.
    Raises NothingChosen, DraftChanged, StrategyImport.DoesNotExist or Busy.
    """
    with writing():
        kept = StrategyImport.objects.select_for_update(of=("self",)).get(pk=kept.pk)
        recognised = recognise(kept.source, new_uid)
        list(StrategyEdition.objects.select_for_update().filter(state=StrategyEdition.State.DRAFT))
        wanted = [one for one in coming(recognised) if one.key in chosen]
        if not wanted:
            raise NothingChosen
        if any(one.mark != chosen[one.key] for one in wanted):
            raise DraftChanged
        contents = [one.content for one in wanted]
        made = keep_drafts(contents=contents, findings=recognised.findings, by=by, now=now)
        kept.delete()
        return made


def _coming(content: StrategyContent) -> Coming:
    years = {"first_year": content.first_year, "last_year": content.last_year}
    by_state = {row.state: row for row in StrategyEdition.objects.filter(**years)}
    draft = by_state.get(StrategyEdition.State.DRAFT)
    published = StrategyEdition.State.PUBLISHED in by_state
    return Coming(content, draft, storage.load(draft) if draft else None, published)
