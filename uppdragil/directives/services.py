"""Writing a directive; what is typed is written in `saving`.

Each service is one transaction, and the only writer of what it writes.

Each raises core.contention.Busy when others hold on to the tables for too long.
The engine's moves (submit, decide, pause …) are in `workflows.service`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from pydantic import ValidationError

from uppdragil.core import history
from uppdragil.core.audit import Actor
from uppdragil.core.canonical import sha256
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import Person

from . import canonical, cards, edges, marks, policies, receivers, selectors, storage
from .baseline import HEAD, LOCKED_CHAPTERS, changes_of_locked
from .content import DirectiveContent, normalised
from .models import Directive, DirectiveVersion, NumberSeries, Progress
from .restoring import restored
from .review import apply

GUARDED = (HEAD, *LOCKED_CHAPTERS, "roles", "milestones")  # where the baseline locks anything


class NotEditable(Exception):
    """The directive is at a gate, paused or ended, or `by` is not its lead."""


class FindingGone(Exception):
    """The finding was settled in the meantime, by this or another change."""


class NoSuchRow(Exception):
    """The directive has no row with that uid, or no longer."""


class NumberTaken(IntegrityError):
    """Another directive has `number` already."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass
class Conflict(Exception):
    """Somebody else saved first. `current` is what the directive says now, at `version` where it has one."""

    current: DirectiveContent
    version: int = 0


@dataclass
class Locked(Exception):
    """The change touches what the baseline locks, in these chapters."""

    chapters: tuple[str, ...]


def create(*, content: DirectiveContent, edition: Edition, by: Person | None, now: dt.datetime) -> Directive:
    """A new directive that says `content`, with the next free number where it states none.

    Raises NumberTaken.
    """
    with writing():
        number = content.number or take_numbers(localdate(now).year, 1)[0]
        content = content.model_copy(update={"number": number, "model": content.model or edition.name})
        directive = Directive(edition=edition, created_at=now, created_by=by, number=number)
        with own_number(number):
            history.sign(directive, by, now).save()
        storage.add_chapters(directive, by=by, now=now)
        storage.write_all(directive, normalised(content), by=by, now=now)
        return directive


def lock(directive: Directive) -> Directive:
    """The same directive, read anew and locked until the transaction ends."""
    locked = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    with_edition_of(locked, directive)
    return locked


def with_edition_of(locked: Directive, known: Directive) -> None:
    """Let `locked` have the edition that was read with `known`, where it is still its own: an edition never changes.

    It is not joined to the row that is locked: one that had to be waited for, and has been moved to another revision
    meanwhile, would not be found together with the edition from before.
    """
    edition = known._state.fields_cache.get("edition")
    if edition and edition.pk == locked.edition_id:
        locked.edition = edition


def settle(*, directive: Directive, finding: str, fix: int, by: Person, now: dt.datetime) -> None:
    """Carry out fix number `fix` (from 0) of the finding with key `finding`.

    Raises FindingGone when the text no longer has that finding, NotEditable, or Locked.
    """
    with writing():
        directive = editable(directive, by, now)
        before = storage.load(directive)
        found = next(
            (f for f in selectors.findings(directive, before, localdate(now)) if f.key == finding), None
        )
        if found is None or not 0 <= fix < len(found.fixes):
            raise FindingGone
        _rewrite(directive, before, apply(before, found.fixes[fix]), by, now)


def restore(
    *,
    directive: Directive,
    past: DirectiveContent,
    chapter: str,
    row: str | None = None,
    seen: str,
    by: Person,
    now: dt.datetime,
) -> None:
    """Take a chapter (or the head), or one row of it, back from `past` into the working text.

    `seen`: the `marks.of_chapter` of the chapter that `by` compared with. Raises Conflict where it says something else
    by now, NoSuchRow, NotEditable, or Locked. What stood is in the history.
    """
    with writing():
        directive = editable(directive, by, now)
        before = storage.load(directive)
        if marks.of_chapter(before, chapter) != seen:
            raise Conflict(before)
        try:
            after = restored(before, past, chapter, row)
        except (KeyError, ValidationError) as error:
            raise NoSuchRow from error
        _rewrite(directive, before, after, by, now)


def _rewrite(
    directive: Directive, before: DirectiveContent, after: DirectiveContent, by: Person, now: dt.datetime
) -> None:
    """Let the text, which says `before`, say `after`."""
    keep_baseline(directive, before, after)
    storage.write_changes(directive, before, after, by=by, now=now)


def freeze(
    directive: Directive, content: DirectiveContent, *, gate: str, by: Person, now: dt.datetime
) -> DirectiveVersion:
    """The version that a submission to `gate` puts before the deciders.

    `content`: what `directive` says, loaded with the directive locked.
    """
    last = directive.versions.order_by("-number").values_list("number", flat=True).first()
    version = version_of(directive, content, number=(last or 0) + 1, gate=gate, by=by, now=now)
    version.save()
    card = cards.card_of(content, directive, version)
    card.save()
    edges.draw([(card, content)])
    receivers.draw([(card, content)])
    return version


def version_of(
    directive: Directive, content: DirectiveContent, *, number: int, gate: str, by: Person, now: dt.datetime
) -> DirectiveVersion:
    """The version as `freeze` stores it; nothing is stored here."""
    data = canonical.to_bytes(content)
    return DirectiveVersion(
        directive=directive,
        number=number,
        data=data,
        schema=canonical.SCHEMA,
        sha256=sha256(data),
        gate=gate,
        made_at=now,
        made_by=by.name,
    )


def content_of(version: DirectiveVersion) -> DirectiveContent:
    """What a version says."""
    return canonical.from_bytes(bytes(version.data))


def set_progress(
    *,
    directive: Directive,
    row: str,
    state: Progress.State,
    done_on: dt.date | None,
    comment: str,
    by: Person,
    now: dt.datetime,
) -> Progress:
    """What has happened to a row, or NoSuchRow. Raises NotEditable unless `by` leads it in a work stage."""
    with writing():
        directive = editable(directive, by, now)
        if row not in {r.uid for _, r in storage.load(directive).all_rows()}:
            raise NoSuchRow
        progress = Progress.objects.filter(directive=directive, row=row).first()
        progress = progress or Progress(directive=directive, row=row)
        progress.state, progress.comment = state, clean_text(comment)
        progress.done_on = (done_on or localdate(now)) if state == Progress.State.DONE else None
        history.sign(progress, by, now).save()
        return progress


def editable(directive: Directive, by: Person, now: dt.datetime) -> Directive:
    """Locked and re-read: no save slips in behind a submission. Raises NotEditable."""
    directive = lock(directive)
    if not policies.may_edit(by, directive, localdate(now)):
        raise NotEditable
    return directive


def keep_baseline(directive: Directive, before: DirectiveContent, after: DirectiveContent) -> None:
    """Raises Locked where `after` changes something of `before` that a decision has locked."""
    changed = storage.changed_parts(before, after)
    if not directive.baseline_id or not any(key in GUARDED for key in changed):
        return
    assert directive.baseline is not None  # read from the database only now
    if touched := changes_of_locked(content_of(directive.baseline), after):
        raise Locked(touched)


@contextmanager
def own_number(number: str) -> Iterator[None]:
    """Raises NumberTaken for what is written inside where another directive has `number`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise NumberTaken(number) from error


def take_numbers(year: int, count: int) -> list[str]:
    """The next of the year's series, skipping numbers that imported documents brought along."""
    series, _ = NumberSeries.objects.select_for_update().get_or_create(year=year)
    free: list[str] = []
    while missing := count - len(free):
        next_ones = [f"U {year}-{series.last + n:03d}" for n in range(1, missing + 1)]
        series.last += missing
        taken = set(Directive.objects.filter(number__in=next_ones).values_list("number", flat=True))
        free += [number for number in next_ones if number not in taken]
    series.save()
    return free


def actor(person: Person | None) -> Actor:
    """The person as the audit chain names them; the program by its own name."""
    return Actor(name=person.name, uid=person.uid) if person else Actor(name="uppdragil")
