"""Unit by month: what lands on every unit in the coming months, of the mandates that somebody may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from uppdragil.core.swedish import sort_key
from uppdragil.directives.models import Card
from uppdragil.organisation.models import Unit

from .load import Cell, Measure, Verdict, months
from .selectors import Capacities, by_unit, landings


@dataclass(frozen=True)
class UnitRow:
    """A unit's months."""

    unit: Unit
    cells: tuple[Cell, ...]
    own: bool  # whether anything is said of the unit itself: its room, or a freeze of its own

    @property
    def busy(self) -> bool:
        """Whether anything lands on it or is carried out at it."""
        return any(cell.deliveries or cell.executions for cell in self.cells)

    def has(self, verdicts: Collection[Verdict], measure: Measure, month: dt.date | None = None) -> bool:
        """Whether one of these holds in `month`; None: in any."""
        return any(c.verdict(measure) in verdicts for c in self.cells if month in (None, c.month))


@dataclass(frozen=True)
class Matrix:
    """`nowhere`: how many mandates have a receiver that belongs to no unit, or none."""

    months: tuple[dt.date, ...]
    rows: tuple[UnitRow, ...]
    nowhere: int

    def count(self, verdict: Verdict, measure: Measure, month: dt.date) -> int:
        """How many units that holds for in `month`."""
        return sum(row.has((verdict,), measure, month) for row in self.rows)


def matrix(cards: QuerySet[Card], today: dt.date) -> Matrix:
    """Every unit in use, and those on which something lands, by name; seven queries however many."""
    landed, known, ahead = by_unit(landings(cards, today)), Capacities(), months(today)
    units = Unit.objects.filter(Q(active=True) | Q(uid__in=[uid for uid in landed if uid]))
    rows = (
        UnitRow(unit, known.cells(unit.uid, landed.get(unit.uid, ()), ahead, today), known.speaks(unit.uid))
        for unit in sorted(units, key=lambda unit: sort_key(unit.name))
    )
    return Matrix(tuple(ahead), tuple(rows), len(landed.get("", ())))
