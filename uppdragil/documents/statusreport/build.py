"""The status report of what somebody may see at this moment, written to a file, some mandates at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import IO

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from uppdragil.core.swedish import Bytewise
from uppdragil.directives.models import Card
from uppdragil.documents.workbooks.overviewcolumns import BY_KEY
from uppdragil.documents.workbooks.sheets import Rows, StatusReport
from uppdragil.documents.workbooks.status import write_status
from uppdragil.organisation.models import Person
from uppdragil.portfolio.listing import Listing

from . import chapters, going, standing
from .slices import Slice
from .strategy import coverage_rows

BATCH = 200  # mandates that are read at a time
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
    write_status(
        status_report(person=person, now=now, listing=listing, columns=columns, told=told, progress=progress),
        file,
    )


def status_report(
    *,
    person: Person | None,
    now: dt.datetime,
    listing: Listing | None = None,
    columns: Sequence[str] = (),
    told: Sequence[str] = (),
    progress: Progress = lambda done, all_: None,
) -> StatusReport:
    """The same as rows, which are read when they are asked for."""
    day = timezone.localdate(now)
    found = _cards(person, day, listing)
    return StatusReport(
        organisation=settings.ORGANISATION_NAME,
        made_at=timezone.localtime(now),
        made_by=person.name if person else "",
        parts=_parts(found, person, day, columns, progress),
        columns=columns,
        told=told,
    )


def _cards(person: Person | None, day: dt.date, listing: Listing | None) -> QuerySet[Card]:
    if listing:
        return listing.sorted()
    if person:
        return Listing(person, day, {}).sorted()
    return Card.objects.filter(version=None).order_by(Bytewise("number"), "pk")


def _parts(
    found: QuerySet[Card], person: Person | None, day: dt.date, columns: Sequence[str], progress: Progress
) -> Iterator[Rows]:
    errors = "errors" in columns or not set(columns) & set(BY_KEY)
    done, all_ = 0, found.count()
    cards = found.iterator(chunk_size=BATCH)
    while some := list(islice(cards, BATCH)):
        yield _rows(Slice(some, day), errors)
        done += len(some)
        progress(done, max(done, all_))
    yield Rows(coverage=list(coverage_rows(person, day)))


def _rows(part: Slice, errors: bool) -> Rows:
    return Rows(
        overview=list(standing.overview(part, errors=errors)),
        gates=list(standing.gates(part)),
        milestones=list(chapters.milestones(part)),
        activities=list(chapters.activities(part)),
        risks=list(chapters.risks(part)),
        needs=list(going.needs(part)),
        reports=list(going.reports(part)),
        goals=list(chapters.goals(part)),
    )
