"""The pages of receiver capacity: all units by month, and one unit with what lands on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.core.swedish import folded
from uppdragil.directives.models import Card
from uppdragil.directives.policies import cards
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.capacity import policies
from uppdragil.portfolio.capacity.load import MONTHS, Cell, Landing, Measure, Verdict, month_of, months
from uppdragil.portfolio.capacity.matrix import Matrix, UnitRow, matrix
from uppdragil.portfolio.capacity.selectors import Capacities, by_unit, freezes, landings
from uppdragil.portfolio.models import FreezePeriod, UnitCapacity

from .capacitylines import Shown, month_words
from .forms.capacity import ALL, STATES, CapacityForm
from .listed import without
from .parts import Chip, Figure

PER_PAGE = 50


@dataclass
class CapacityPage:
    """Unit by month for one person; all that is chosen stands in the address."""

    person: Person
    day: dt.date
    query: QueryDict

    @cached_property
    def matrix(self) -> Matrix:
        return matrix(cards(self.person, self.day), self.day)

    @cached_property
    def form(self) -> CapacityForm:
        return CapacityForm(self.query, months(self.day))

    @property
    def measure(self) -> Measure:
        return self.form.measure

    @cached_property
    def rows(self) -> list[UnitRow]:
        """The units that the filters let through."""
        on = self.form.on()
        wanted = folded(on.get("q", ""))
        return [r for r in self.matrix.rows if wanted in folded(r.unit.name) and self._shows(r, on)]

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.rows, PER_PAGE).get_page(self.query.get("page"))

    @property
    def lines(self) -> list[tuple[UnitRow, list[Shown]]]:
        return [(r, [Shown(cell, self.measure) for cell in r.cells]) for r in self.page.object_list]

    @property
    def chips(self) -> list[Chip]:
        return [Chip(self.form.label_of(name), without(self.query, name)) for name in self.form.on()]

    @property
    def figures(self) -> list[Figure]:
        """How many units are over, in a freeze or silent in the coming months, each with its list."""
        found = []
        for verdict, level in ((Verdict.OVER, "bad"), (Verdict.FROZEN, "warn"), (Verdict.UNSET, "")):
            many = sum(r.has((verdict,), self.measure) for r in self.matrix.rows)
            href = f"{reverse('capacity')}?state={verdict}&what={self.measure}"
            found.append(Figure(many, _figure_words(verdict, many), href, level))
        many = self.matrix.nowhere
        words = ngettext("mandate without a receiving unit", "mandates without a receiving unit", many)
        found.append(Figure(many, words, reverse("capacity-nowhere")))
        return [figure for figure in found if figure.value]

    def _shows(self, row: UnitRow, on: dict[str, str]) -> bool:
        state, month = on.get("state", ""), self.form.chosen_month
        if state == ALL:
            return True
        if state:
            return row.has(STATES[state], self.measure, month)
        return row.own or (
            row.busy if month is None else not row.has((Verdict.NOTHING,), self.measure, month)
        )


def _figure_words(verdict: Verdict, many: int) -> str:
    if verdict is Verdict.OVER:
        return ngettext("unit gets more than it has room for", "units get more than they have room for", many)
    if verdict is Verdict.FROZEN:
        return ngettext("unit gets a delivery in a freeze", "units get a delivery in a freeze", many)
    return ngettext(
        "unit has not said what it has room for", "units have not said what they have room for", many
    )


@dataclass(frozen=True)
class Line:
    """A mandate that lands: when, and whether that day has passed."""

    card: Card
    landing: Landing
    day: dt.date | None
    late: bool


@dataclass
class Lands:
    """The mandates that land on a unit, under their months; `unit` is None for those without a receiving unit."""

    person: Person
    today: dt.date
    unit: Unit | None

    @cached_property
    def landed(self) -> list[Landing]:
        seen = cards(self.person, self.today)
        if self.unit is None:
            return by_unit(landings(seen, self.today)).get("", [])
        return by_unit(landings(seen, self.today, [self.unit.uid])).get(self.unit.uid, [])

    @cached_property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        """Under each month its name, and what it is linked by; then what has no day."""
        found: dict[dt.date | None, list[Line]] = {}
        for line in sorted(self._lines(), key=lambda line: (line.day or dt.date.max, line.card.title_key)):
            found.setdefault(line.day and month_of(line.day), []).append(line)
        return [
            (month_words(m) if m else _("Without a day"), f"m-{m:%Y-%m}" if m else "m-none", lines)
            for m, lines in found.items()
        ]

    def _lines(self) -> list[Line]:
        shown = {landing.directive: landing for landing in self.landed}
        rows = cards(self.person, self.today).filter(directive__in=shown).select_related("directive")
        return [
            Line(card, one, one.delivery(self.today), one.late(self.today))
            for card in rows
            for one in [shown[card.directive_id]]
        ]


@dataclass
class UnitPage(Lands):
    """One unit for one person."""

    unit: Unit

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        known = Capacities([self.unit.uid])
        return known.cells(self.unit.uid, self.landed, months(self.today, MONTHS), self.today)

    @property
    def lines(self) -> list[tuple[Cell, str, Shown, Shown]]:
        """Each month with its name, its deliveries and what is carried out in it."""
        return [
            (c, month_words(c.month), Shown(c, Measure.DELIVERIES), Shown(c, Measure.EXECUTIONS))
            for c in self.cells
        ]

    @property
    def lead(self) -> str:
        """What it has room for this month, in a sentence."""
        fits = self.cells[0].room
        if fits is None:
            return _("Nobody has said what the unit has room for.")
        words = ngettext(
            "Has room for %(n)d delivery a month", "Has room for %(n)d deliveries a month", fits.deliveries
        ) % {"n": fits.deliveries}
        if fits.executions is None:
            return f"{words}."
        also = ngettext(
            "and %(n)d mandate that is carried out at the same time",
            "and %(n)d mandates that are carried out at the same time",
            fits.executions,
        ) % {"n": fits.executions}
        return f"{words} {also}."

    @cached_property
    def said(self) -> Sequence[UnitCapacity]:
        """What was said, the last first."""
        return list(self.unit.capacities.order_by("-since", "-pk"))

    @cached_property
    def freezes(self) -> list[FreezePeriod]:
        """Those that hold now or later, of the unit and of all."""
        ahead = freezes().filter(ends__gte=self.today)
        return [period for period in ahead if period.unit_id in (None, self.unit.pk)]

    @property
    def may_set(self) -> bool:
        return self.unit.active and policies.may_set(self.person, self.unit)
