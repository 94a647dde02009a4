"""The status report of what somebody may see at this moment, written to a file, some mandates at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from uppdragil.core.swedish import Bytewise
from uppdragil.directives import policies
from uppdragil.directives.models import Card
from uppdragil.documents.models import StatusExport
from uppdragil.documents.workbooks.overviewcolumns import BY_KEY
from uppdragil.documents.workbooks.sheets import Rows, StatusReport
from uppdragil.documents.workbooks.status import write_status
from uppdragil.organisation.models import Person
from uppdragil.portfolio import returning
from uppdragil.portfolio.listing import Listing

from . import chapters, exports, going, standing
from .capacity import capacity_rows
from .comparing import Comparison, compared
from .slices import Slice
from .strategy import coverage_rows

BATCH = 75  # mandates that are read at a time: twice as many take 10 MiB more and a tenth less time
Progress = Callable[[int, int], None]


def write_report(
    file: IO[bytes],
    *,
    person: Person | None,
    now: dt.datetime,
    listing: Listing | None = None,
    columns: Sequence[str] = (),
    told: Sequence[str] = (),
    progress: Progress = lambda done, all_: None,
) -> None:
    """Write the report as .xlsx to an open binary file, in the active language.

    `listing`: which mandates, in which order; None for all that `person` sees, and all there are for the program
    itself, which is nobody. `columns`: the keys of the overview's columns (`web.columns`), () for all. `told`:
    sentences that say what was chosen. `progress` is called with how many mandates are written, of how many.
    """
    making = begin(person=person, now=now, listing=listing, columns=columns, told=told, progress=progress)
    write_status(making.report, file)
    exports.keep(making.export, making.comparison.packed)


@dataclass(frozen=True)
class Making:
    """A report that is being made: its rows are read when they are asked for."""

    report: StatusReport
    export: StatusExport
    comparison: Comparison


def begin(
    *,
    person: Person | None,
    now: dt.datetime,
    listing: Listing | None = None,
    columns: Sequence[str] = (),
    told: Sequence[str] = (),
    progress: Progress = lambda done, all_: None,
) -> Making:
    """The same, before anything is written."""
    export, day = exports.begun(person, listing, now), timezone.localdate(now)
    last = exports.before(export)
    comparison = Comparison(last)
    report = StatusReport(
        organisation=settings.ORGANISATION_NAME,
        made_at=timezone.localtime(now),
        made_by=export.name,
        parts=_parts(_cards(person, day, listing), person, day, columns, comparison, progress),
        columns=columns,
        told=told,
        compared=compared(last),
        token=returning.token(export.uid),
    )
    return Making(report, export, comparison)


def _cards(person: Person | None, day: dt.date, listing: Listing | None) -> QuerySet[Card]:
    return listing.sorted() if listing else _seen(person, day).order_by(Bytewise("number"), "pk")


def _seen(person: Person | None, day: dt.date) -> QuerySet[Card]:
    return policies.cards(person, day) if person else Card.objects.filter(version=None)


def _parts(
    found: QuerySet[Card],
    person: Person | None,
    day: dt.date,
    columns: Sequence[str],
    comparison: Comparison,
    progress: Progress,
) -> Iterator[Rows]:
    errors = "errors" in columns or not set(columns) & set(BY_KEY)
    done, all_ = 0, found.count()
    cards = found.iterator(chunk_size=BATCH)
    while some := list(islice(cards, BATCH)):
        yield _rows(Slice(some, day), comparison, errors)
        done += len(some)
        progress(done, max(done, all_))
    seen = _seen(person, day)
    yield Rows(
        coverage=list(coverage_rows(person, day)),
        capacity=list(capacity_rows(seen, day)),
        changes=list(comparison.gone(seen)),
    )


def _rows(part: Slice, comparison: Comparison, errors: bool) -> Rows:
    return Rows(
        overview=list(standing.overview(part, errors=errors)),
        gates=list(standing.gates(part)),
        milestones=list(chapters.milestones(part)),
        activities=list(chapters.activities(part)),
        risks=list(chapters.risks(part)),
        needs=list(going.needs(part)),
        reports=list(going.reports(part)),
        goals=list(chapters.goals(part)),
        changes=list(comparison.rows(part)),
    )
