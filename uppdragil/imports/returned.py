"""A status report that was edited in Excel comes back: what it changes, what stands in the way, and the approval.

Nothing is written before somebody approves, and then by the ordinary services, as who approves and where they may edit.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from pydantic import ValidationError

from uppdragil.core.contention import Busy, writing
from uppdragil.core.values import clean_text
from uppdragil.directives import services, storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Chapter, Directive, Progress
from uppdragil.organisation.models import Person
from uppdragil.portfolio import returning
from uppdragil.portfolio.returning import Kind

from .models import ReturnedReport
from .returnededits import Edit, State, edited, edits, what_it_says
from .returnedfile import read_report

MAX_WAITING = 10  # reports of one person that are not dealt with


class TooManyWaiting(Exception):
    """The person has MAX_WAITING returned reports that are not dealt with."""


class _NotDone(Exception):
    """A day when it was done was chosen without the status that it belongs to."""


def keep(*, data: bytes, name: str, by: Person, now: dt.datetime) -> ReturnedReport:
    """Read the file and keep what was edited in it. Raises NotAReport or TooManyWaiting."""
    found = [edit for line in read_report(data) for edit in edited(line)]
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one of a person at a time
        if ReturnedReport.objects.filter(person=by).count() >= MAX_WAITING:
            raise TooManyWaiting
        return ReturnedReport.objects.create(person=by, name=name[:200], created_at=now, edits=found)


def discard(*, report: ReturnedReport) -> None:
    """Nothing of it is used."""
    report.delete()


def approve(
    *, report: ReturnedReport, chosen: Collection[str], by: Person, now: dt.datetime
) -> tuple[int, list[tuple[Edit, str]]]:
    """Carry out the chosen edits, mandate by mandate; how many were, and those that were not, each with a key of WHY.

    What is carried out is no edit any more, since the mandate then says it.
    """
    by_mandate: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits(report, by, localdate(now)):
        if edit.id in chosen and edit.state is not State.CANNOT and edit.directive:
            by_mandate[edit.directive.pk].append(edit)
    failed: list[tuple[Edit, str]] = []
    count = 0
    for some in by_mandate.values():
        if why := _attempt(some, by, now):
            failed += [(edit, why) for edit in some]
        else:
            count += len(some)
    return count, failed


def _attempt(some: Sequence[Edit], by: Person, now: dt.datetime) -> str:
    """Carry out the edits of one mandate, all or none: "", or a key of WHY."""
    directive = some[0].directive
    assert directive is not None
    try:
        with writing():
            locked = services.editable(directive, by, now)
            content = storage.load(locked)
            progress = {p.row: p for p in Progress.objects.filter(directive=locked)}
            rows = {row.uid: row for _key, row in content.all_rows()}
            if any(e.now != what_it_says(e.field, rows[e.row], progress.get(e.row), content) for e in some):
                return "changed"
            _save_rows(locked, content, [e for e in some if not e.field.progress], by, now)
            _save_progress(locked, progress, [e for e in some if e.field.progress], by, now)
    except _NotDone:
        return "not_done"
    except (services.NotEditable, services.Locked):
        return "not_editable"
    except (services.Conflict, services.NoSuchRow, KeyError):
        return "changed"
    except ValidationError:
        return "too_long"
    except Busy:
        return "busy"
    return ""


def _save_rows(
    directive: Directive, content: DirectiveContent, some: Sequence[Edit], by: Person, now: dt.datetime
) -> None:
    new: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for e in some:
        value: Any = clean_text(e.new)
        if e.field.kind is Kind.DATE:
            value = dt.date.fromisoformat(e.new) if e.new else None
        new[e.sheet.chapter, e.row][e.field.name] = value
    for chapter in dict.fromkeys(chapter for chapter, _row in new):
        rows = tuple(
            type(row).model_validate({**dict(row), **new.get((chapter, row.uid), {})})
            for row in getattr(content, chapter)
        )
        version = Chapter.objects.get(directive=directive, key=chapter).version
        changed = content.model_copy(update={chapter: rows})
        services.save_chapter(
            directive=directive, key=chapter, version=version, content=changed, by=by, now=now
        )


def _save_progress(
    directive: Directive, before: Mapping[str, Progress], some: Sequence[Edit], by: Person, now: dt.datetime
) -> None:
    new: dict[str, dict[str, str]] = defaultdict(dict)
    for e in some:
        new[e.row][e.field.name] = e.new
    for row, values in new.items():
        was = before.get(row)
        state = Progress.State(values.get("state") or (was.state if was else Progress.State.PLANNED))
        if values.get("done_on") and state != Progress.State.DONE:
            raise _NotDone
        day = values["done_on"] if "done_on" in values else returning.plain(was.done_on if was else None)
        services.set_progress(
            directive=directive, row=row, state=state, done_on=dt.date.fromisoformat(day) if day else None,
            comment=values.get("comment", was.comment if was else ""), by=by, now=now,
        )  # fmt: skip
