"""The roadmap: mandates along time, with gates, milestones, the first decided plan, and who waits for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives.content import DependencyKind
from uppdragil.organisation.models import Person
from uppdragil.portfolio.dependencies.graph import Graph
from uppdragil.portfolio.dependencies.selectors import graph_among
from uppdragil.portfolio.listing import GROUPS, SORTS, Listing
from uppdragil.portfolio.roadmap import GateMark, MilestoneMark, Row, rows

from .access import person_of
from .days import short_date
from .forms.listing import OverviewForm
from .forms.roadmap import USUAL as USUAL_SCALE
from .forms.roadmap import ScaleForm
from .parts import Chip
from .roadmapaxis import WIDTH, Axis, later
from .roadmapdrawing import Drawn, drawn, link

USUAL = {"group": "area", "state": "live"} | {
    key: str(n) for key, n in USUAL_SCALE.items()
}  # of an empty address
BEFORE = 4  # a fourth of the axis lies before today
APART = 32  # units that a word of the axis keeps from the word of today, and from its end


@never_cache
@require_GET
def roadmap(request: HttpRequest) -> HttpResponse:
    """Every mandate that the person may see, filtered as in the overview; all that is chosen stands in the address."""
    return render(request, "portfolio/roadmap.html", {"page": Roadmap(person_of(request), request.GET)})


@dataclass(frozen=True)
class Shown:
    """A mandate with its picture, and the same in words. `waits_for`: those on the page."""

    row: Row
    drawn: Drawn
    gates: Sequence[tuple[GateMark, str]]
    milestones: Sequence[tuple[MilestoneMark, str]]
    waits_for: Sequence[Row]

    @property
    def told(self) -> str:
        """The picture in a sentence."""
        return "; ".join(words for _mark, words in (*self.gates, *self.milestones)) or _("No dates")

    @property
    def under(self) -> str:
        """Beside its title: number, where it is, and whether it may be shown to all: the picture is hung on walls."""
        directive = self.row.directive
        place = _("Paused") if directive.paused else str(directive.get_phase_display())
        restricted = _("Restricted") if directive.restricted else ""
        return " · ".join(filter(None, (restricted, self.row.line.standing.card.number, place)))


@dataclass(frozen=True)
class Group:
    """Mandates under a heading; `heading` is its part of the picture."""

    name: str
    heading: Drawn | None
    shown: Sequence[Shown]


class Roadmap:
    """What `person` sees of it, with what the address asks for."""

    def __init__(self, person: Person, query: QueryDict) -> None:
        self.person, self.query, self.day = person, query.copy(), localdate()
        for name, value in USUAL.items():
            self.query.setdefault(name, value)
        self.form, self.scale = OverviewForm(self.query), ScaleForm(self.query)
        self.on = self.form.on()
        self.group = self.on.pop("group", "")

    @cached_property
    def page(self) -> Page[Any]:
        """By the day of the next gate, unless the address says otherwise."""
        sort = self.query.get("sort", "")
        sort = sort if sort.lstrip("-") in SORTS else "next"
        listing = Listing(self.person, self.day, self.on, sort, self.group)
        return listing.page(self.query.get("page"), self.scale.number("rows"))

    @property
    def chips(self) -> list[Chip]:
        return [Chip(self.form.label_of(name), self.with_(**{name: ""})) for name in self.on]

    @property
    def all_href(self) -> str:
        """Without any filter."""
        return self.with_(**dict.fromkeys(self.on, ""))

    def with_(self, **other: str) -> str:
        """The address of the first page with something else chosen."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in other.items():
            query[name] = value
        return f"?{query.urlencode()}"

    # Time

    @cached_property
    def axis(self) -> Axis:
        """From the month chosen, else from some time before today; to the day chosen, else as long as chosen."""
        span = self.scale.number("span")
        start = self.scale.day("start") or later(self.day, -(span // BEFORE))
        end = self.scale.day("end")
        if end and end > start:
            span = (end.year - start.year) * 12 + end.month - start.month + 1
        return Axis.of(start, span)

    @property
    def earlier_href(self) -> str:
        return self._moved(-1)

    @property
    def later_href(self) -> str:
        return self._moved(1)

    def _moved(self, way: int) -> str:
        """Half an axis on."""
        months = self.axis.months
        start = later(self.axis.start, way * max(1, months // 2))
        end = later(start, months) - dt.timedelta(days=1)
        return self.with_(start=start.isoformat(), end=end.isoformat())

    @property
    def today(self) -> float | None:
        """Where today is, if it is on the axis."""
        return self.axis.x(self.day) if self.axis.shows(self.day) else None

    @property
    def ticks(self) -> Iterator[tuple[float, str, str]]:
        """With their words, as far as there is room: not where the word of today stands, nor at the very end."""
        for tick in self.axis.ticks:
            hidden = self.today is not None and abs(tick.x - self.today) < APART
            ends = WIDTH - tick.x < APART
            yield tick.x, "" if ends else tick.word, "" if ends or (hidden and tick.x) else tick.year

    # Mandates

    @cached_property
    def rows(self) -> list[Row]:
        return rows(list(self.page.object_list), self.day)

    @cached_property
    def graph(self) -> Graph:
        return graph_among(self.person, {row.directive.uid for row in self.rows}, self.day)

    @cached_property
    def groups(self) -> list[Group]:
        """All under "" where they are not grouped."""
        name = GROUPS[self.group].name if self.group else None
        by_uid = {row.directive.uid: row for row in self.rows}
        found = []
        for key, some in groupby(self.rows, lambda row: name(row.line) if name else ""):
            shown = [self._shown(row, by_uid) for row in some]
            title = str(key) or _("Not stated")
            found.append(Group(title, Drawn(), shown) if name else Group("", None, shown))
        self._link(found)
        return found

    def _shown(self, row: Row, by_uid: Mapping[str, Row]) -> Shown:
        gates = [(gate, gate_words(gate)) for gate in row.gates]
        milestones = [(one, milestone_words(one)) for one in row.milestones]
        told = {gate.code: words for gate, words in gates}
        told |= {f"{one.label} {one.day}": words for one, words in milestones}
        waited_for = self.graph.said_by(row.directive.uid, DependencyKind.NEEDS)
        others = [by_uid[other.uid] for other in waited_for]
        return Shown(row, drawn(row, self.axis, self.day, told), gates, milestones, others)

    def _link(self, groups: Sequence[Group]) -> None:
        """Draw who waits for whom through the rows between, at the day of the delivery."""
        all_: list[Drawn] = []
        at: dict[str, int] = {}
        for group in groups:
            all_ += [group.heading] if group.heading else []
            for shown in group.shown:
                at[shown.row.directive.uid] = len(all_)
                all_.append(shown.drawn)
        touched = {(effect.touched, effect.way[-2]) for effect in self.graph.effects}
        days = {row.directive.uid: row.delivery.day for row in self.rows}
        for uid, other in self.graph.edges:
            day = days[other]
            if day and self.axis.shows(day):
                link(all_, at[other], at[uid], self.axis.x(day), touched=(uid, other) in touched)

    @property
    def codes(self) -> list[str]:
        """The gates of all mandates of the page: columns of the table."""
        return list(dict.fromkeys(gate.code for row in self.rows for gate in row.gates))

    @property
    def cells(self) -> Iterator[tuple[Shown, list[GateMark | None]]]:
        """The table's lines: each mandate with its gates by column."""
        codes = self.codes
        for group in self.groups:
            for shown in group.shown:
                by_code = {gate.code: gate for gate in shown.row.gates}
                yield shown, [by_code.get(code) for code in codes]

    @property
    def empty(self) -> Drawn:
        """A row without anything: as wide as the axis."""
        return Drawn()


def gate_words(gate: GateMark) -> str:
    """BP1 Start av uppdraget: beslutad 14 apr 2026."""
    if gate.day is None:
        words = _("no date")
    elif gate.passed:
        words = _("decided %(day)s") % {"day": short_date(gate.day)}
    elif gate.late:
        words = _("late, planned for %(day)s") % {"day": short_date(gate.day)}
    else:
        words = _("planned for %(day)s") % {"day": short_date(gate.day)}
    if gate.first and gate.first != gate.day:
        words = _("%(now)s, first %(day)s") % {"now": words, "day": short_date(gate.first)}
    return f"{gate.code} {gate.name}: {words}"


def milestone_words(one: MilestoneMark) -> str:
    """MS1 Telefonin är i drift: 25 mar 2027, nådd."""
    name = " ".join(filter(None, (one.label, one.words)))
    words = f"{name}: {short_date(one.day)}"
    return _("%(milestone)s, reached") % {"milestone": words} if one.done else words
