"""What lands on each receiving unit by month, against what it has room for, as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import pgettext

from uppdragil.directives.models import Card
from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import CapacityRow
from uppdragil.portfolio.capacity.load import Cell, Measure, Verdict
from uppdragil.portfolio.capacity.matrix import matrix
from uppdragil.portfolio.models import FreezePeriod


def capacity_rows(seen: QuerySet[Card], day: dt.date) -> Iterator[CapacityRow]:
    """The units of which anything is said, or on which anything of `seen` lands, a row for each month ahead."""
    words = _words()
    for unit in matrix(seen, day).rows:
        if unit.busy or unit.own:
            for cell in unit.cells:
                yield _row(unit.unit.name, cell, words)


def _row(unit: str, cell: Cell, words: dict[Verdict, Status]) -> CapacityRow:
    return CapacityRow(
        unit=unit,
        month=cell.month,
        deliveries=cell.deliveries,
        late=cell.late,
        hits=cell.hits,
        room=cell.fits(Measure.DELIVERIES),
        verdict=words[cell.verdict(Measure.DELIVERIES)],
        executions=cell.executions,
        room_for_work=cell.fits(Measure.EXECUTIONS),
        work_verdict=words[cell.verdict(Measure.EXECUTIONS)],
        freezes="\n".join(
            f"{FreezePeriod.Kind(f.kind).label} {f.first.isoformat()}–{f.last.isoformat()}"
            for f in cell.frozen
        ),
    )


def _words() -> dict[Verdict, Status]:
    return {
        Verdict.OVER: Status(pgettext("capacity", "Over"), Tone.BAD),
        Verdict.FROZEN: Status(pgettext("capacity", "In a freeze"), Tone.WARN),
        Verdict.FULL: Status(pgettext("capacity", "Full"), Tone.HINT),
        Verdict.ROOM: Status(pgettext("capacity", "Room"), Tone.OK),
        Verdict.UNSET: Status(pgettext("capacity", "Not set"), Tone.SOFT),
        Verdict.NOTHING: Status(pgettext("capacity", "Nothing"), Tone.SOFT),
    }
