"""Receiver capacity in words: what a count means, a month, a freeze."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from uppdragil.portfolio.capacity.load import Cell, Frozen, Measure, Verdict
from uppdragil.portfolio.models import FreezePeriod

from .days import short_date
from .parts import Level

MEASURES: Mapping[Measure, Promise] = {
    Measure.DELIVERIES: gettext_lazy("Deliveries"),
    Measure.EXECUTIONS: gettext_lazy("Being carried out"),
}
VERDICTS: Mapping[Verdict, tuple[Level, Promise]] = {
    Verdict.OVER: (Level.BAD, pgettext_lazy("capacity", "Over")),
    Verdict.FROZEN: (Level.WARN, pgettext_lazy("capacity", "In a freeze")),
    Verdict.FULL: (Level.HINT, pgettext_lazy("capacity", "Full")),
    Verdict.ROOM: (Level.OK, pgettext_lazy("capacity", "Room")),
    Verdict.UNSET: (Level.NONE, pgettext_lazy("capacity", "Not set")),
    Verdict.NOTHING: (Level.NONE, pgettext_lazy("capacity", "Nothing")),
}


@dataclass(frozen=True)
class Shown:
    """One count of a cell, against what fits."""

    cell: Cell
    measure: Measure

    @property
    def count(self) -> int:
        return self.cell.count(self.measure)

    @property
    def said(self) -> str:
        """3 of 2; the count alone where nobody has said what fits."""
        fits = self.cell.fits(self.measure)
        return str(self.count) if fits is None else _("%(n)d of %(fits)d") % {"n": self.count, "fits": fits}

    @property
    def level(self) -> Level:
        return VERDICTS[self.cell.verdict(self.measure)][0]

    @property
    def word(self) -> str:
        return str(VERDICTS[self.cell.verdict(self.measure)][1])

    @property
    def late(self) -> str:
        """How many of the deliveries are past their day."""
        many = self.cell.late if self.measure is Measure.DELIVERIES else 0
        return ngettext("%(n)d is late", "%(n)d are late", many) % {"n": many} if many else ""

    @property
    def frozen(self) -> str:
        """The freezes of the month, in words."""
        return "; ".join(freeze_words(period) for period in self.cell.frozen)


def month_words(month: dt.date) -> str:
    """November 2026, as a heading."""
    words = date_format(month, "F Y")
    return words[:1].upper() + words[1:]


def freeze_words(period: Frozen) -> str:
    """Summer, 22 jun 2026–16 aug 2026."""
    kind = FreezePeriod.Kind(period.kind).label
    return f"{kind}, {short_date(period.first)}–{short_date(period.last)}"
