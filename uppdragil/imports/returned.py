"""A status report that was edited in Excel comes back: what it changes, what stands in the way, and the approval.

Nothing is written before somebody approves, and then by the ordinary services, as who approves and where they may edit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from pydantic import ValidationError

from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.core.values import clean_text
from uppdragil.directives import marks, saving, services, storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.organisation.models import Person
from uppdragil.portfolio import returning
from uppdragil.portfolio.returning import Kind

from .models import ReturnedReport
from .returnededits import Edit, State, edited, edits, what_it_says
from .returnedfile import NotAReport, read_report
from .returnedfile import Progress as Telling

MAX_WAITING = 10  # reports of one person that are not dealt with
MAX_EDITS = 2_000  # of one report: the page that shows them takes a millisecond and 500 bytes for each
LONGEST_NAME = 200  # characters
MANY = 20  # changes: 20 to 40 ms each where each is a mandate of its own, so that more may take over a second


class TooManyWaiting(Exception):
    """The person has MAX_WAITING returned reports that are not dealt with."""


class _NotDone(Exception):
    """A day when it was done was chosen without the status that it belongs to."""


def keep(
    *, edits: Sequence[dict[str, Any]], name: str, by: Person, now: dt.datetime, uid: str = ""
) -> ReturnedReport:
    """Keep what was edited in a file (`read`). Raises TooManyWaiting."""
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one of a person at a time
        require_room(by)
        return ReturnedReport.objects.create(
            uid=uid or new_uid(), person=by, name=name[:LONGEST_NAME], created_at=now, edits=edits
        )


def require_room(by: Person) -> None:
    """Raises TooManyWaiting."""
    if ReturnedReport.objects.filter(person=by).count() >= MAX_WAITING:
        raise TooManyWaiting


def read(data: bytes, progress: Telling = lambda done, all_: None) -> list[dict[str, Any]]:
    """What was edited in the file, as it is kept. Raises NotAReport."""
    lines = read_report(data, progress)
    many = Counter((line.sheet.chapter, line.key) for line in lines)
    found = (edit for line in lines for edit in edited(line, many[line.sheet.chapter, line.key] > 1))
    some = list(islice(found, MAX_EDITS + 1))
    if len(some) > MAX_EDITS:
        raise NotAReport("too_many_edits", limit=MAX_EDITS)
    return some


def discard(*, report: ReturnedReport) -> None:
    """Nothing of it is used."""
    report.delete()


def approve(*, report: ReturnedReport, chosen: Iterable[Edit]) -> None:
    """What is to be saved, as it was seen. `carry_out` does so; what was approved before and is not saved is not."""
    ReturnedReport.objects.filter(pk=report.pk).update(
        approved={edit.id: returning.mark(edit.now) for edit in chosen}, saved=0, refused={}
    )


def carry_out(
    *, report: ReturnedReport, now: dt.datetime, progress: Telling = lambda done, all_: None
) -> ReturnedReport:
    """Save what is approved, as its person, mandate by mandate; the report then says how many were saved and refused.

    Each mandate's changes and the note that they are made are one transaction. Whoever carries out the rest, after a
    worker that died or beside one, therefore makes no change twice, also where it has been changed again meanwhile.
    Raises Busy, and ReturnedReport.DoesNotExist where the report is thrown away: what is saved by then stays.
    """
    approved = ReturnedReport.objects.get(pk=report.pk).approved
    found = {edit.id: edit for edit in edits(report, report.person, localdate(now), approved)}
    by_mandate: dict[int | None, list[str]] = defaultdict(list)
    for uid in approved:
        directive = found[uid].directive if uid in found else None
        by_mandate[directive.pk if directive else None].append(uid)
    done = 0
    for some in by_mandate.values():
        _carry_out(report, {uid: found.get(uid) for uid in some}, now)
        done += len(some)
        progress(done, len(approved))
    return ReturnedReport.objects.get(pk=report.pk)


def _carry_out(report: ReturnedReport, some: Mapping[str, Edit | None], now: dt.datetime) -> None:
    """The approved changes of one mandate; what cannot be saved any more is refused, and the rest all or none."""
    with writing():
        kept = ReturnedReport.objects.select_for_update(of=("self",)).defer("edits").get(pk=report.pk)
        marks = {uid: kept.approved.pop(uid) for uid in some if uid in kept.approved}
        refused = {uid: why for uid, mark in marks.items() if (why := _in_the_way(some[uid], mark))}
        ready = [edit for uid in marks if uid not in refused and (edit := some[uid])]
        if ready and (why := _attempt(ready, report.person, now)):
            refused |= {edit.id: why for edit in ready}
            ready = []
        kept.saved += len(ready)
        kept.refused |= refused
        kept.save(update_fields=["approved", "saved", "refused"])


def _in_the_way(edit: Edit | None, mark: str) -> str:
    """Why a change that was approved is not to be made now: "", or a key of WHY. `mark`: of what was seen there."""
    if edit is None:
        return "same"
    if edit.state is State.CANNOT:
        return edit.why
    return "" if returning.mark(edit.now) == mark else "changed"


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
    except (services.NoSuchRow, KeyError):
        return "changed"
    except ValidationError:
        return "too_long"
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
    rows = {row.uid: row for _key, row in content.all_rows()}
    edits = [
        saving.Edit(
            chapter, uid, marks.of_row(rows[uid]),
            type(rows[uid]).model_validate(dict(rows[uid]) | values),
        )
        for (chapter, uid), values in new.items()
    ]  # fmt: skip
    saving.save(directive=directive, edits=edits, by=by, now=now)  # under the lock nothing clashes


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
