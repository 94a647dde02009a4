"""The overview's page: what is chosen in the address, the figures above the table, its lines in groups."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.directives import policies
from uppdragil.organisation.models import Person
from uppdragil.portfolio import savedviews, supportlist
from uppdragil.portfolio.listing import GROUPS, LATE, SORTS, STATES, Line, Listing
from uppdragil.portfolio.models import SavedView
from uppdragil.portfolio.ordering import late

from . import columns
from .cells import Told
from .forms.listing import OverviewForm
from .parts import Chip, Figure

PER_PAGE = 100
MANY = 300  # mandates whose report takes longer than a moment
SUPPORT = "support"  # the figure that counts support needs, not mandates
KEPT = (*OverviewForm.base_fields, "sort", "cols")  # what a saved view holds


def kept(query: QueryDict) -> QueryDict:
    """What is chosen: without the page, and without what is empty or unknown."""
    left = QueryDict(mutable=True)
    left.update({name: value for name in KEPT if (value := query.get(name, ""))})
    return left


class Overview:
    """What `person` sees of the portfolio, with what the address asks for."""

    def __init__(self, person: Person, query: QueryDict) -> None:
        self.person, self.query, self.day = person, query, localdate()
        self.form = OverviewForm(query)
        self.columns = columns.chosen(query.get("cols", ""))
        on = self.form.on()
        self.group = on.pop("group", "")
        sort = query.get("sort", "")
        self.sort = sort if sort.lstrip("-") in SORTS else "number"
        self.listing = Listing(person, self.day, on, self.sort, self.group)

    @property
    def chosen(self) -> str:
        """What is chosen, as an address has it."""
        return kept(self.query).urlencode()

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What is chosen beside the columns."""
        return [(name, value) for name, value in self.said if name != "cols"]

    @property
    def said(self) -> list[tuple[str, str]]:
        """What is chosen, as a form has it."""
        return [(name, str(value)) for name, value in kept(self.query).items()]

    @property
    def told(self) -> list[str]:
        """What is chosen, in sentences."""
        said = [f"{self.form[name].label}: {self.form.label_of(name)}" for name in self.listing.on]
        return [
            *said,
            *([f"{self.form['group'].label}: {self.form.label_of('group')}"] if self.group else []),
        ]

    @property
    def report_columns(self) -> list[str]:
        """The keys of the columns that somebody chose; none for as many as there are."""
        return [column.key for column in self.columns] if self.query.get("cols") else []

    @property
    def offered(self) -> list[tuple[columns.Column, bool]]:
        return columns.offered(self.columns)

    @cached_property
    def views(self) -> list[SavedView]:
        return list(savedviews.offered(self.person))

    @property
    def title(self) -> columns.Column:
        return columns.TITLE

    @property
    def exports(self) -> bool:
        return policies.may_export(self.person)

    @property
    def takes_long(self) -> bool:
        """Whether the report of what is shown is made by the worker."""
        return self.page.paginator.count > MANY

    @cached_property
    def page(self) -> Page[Any]:
        return self.listing.page(self.query.get("page"), PER_PAGE)

    @property
    def chips(self) -> list[Chip]:
        return [Chip(self.form.label_of(name), self._without(name)) for name in self.listing.on]

    @cached_property
    def groups(self) -> list[tuple[str, list[tuple[str, list[tuple[columns.Column, str]]]]]]:
        """The lines of the page, under the name of their group; all under "" where they are not grouped."""
        lines: list[Line] = list(self.page.object_list)
        told = Told(lines, self.day)
        name = GROUPS[self.group].name if self.group else lambda line: ""
        return [
            (str(key) or _("Not stated") if self.group else "", [self._row(line, told) for line in some])
            for key, some in groupby(lines, name)
        ]

    def _row(self, line: Line, told: Told) -> tuple[str, list[tuple[columns.Column, str]]]:
        return columns.TITLE.cell(line, told), [(c, c.cell(line, told)) for c in self.columns]

    @cached_property
    def figures(self) -> list[Figure]:
        """How many there are of each kind, each with its list; what there is none of is not shown."""
        cards = policies.cards(self.person, self.day)
        counts = cards.aggregate(**{key: Count("pk", filter=kind) for key, kind in STATES.items()})
        counts[LATE] = late(cards, self.day).count()
        counts[SUPPORT] = supportlist.unanswered(self.person, self.day)
        return [
            Figure(counts[key], words, f"{reverse(page)}?state={state}", level)
            for key, words, level in _words(counts)
            if counts[key]
            for page, state in [("support-needs", "open") if key == SUPPORT else ("portfolio", key)]
        ]

    def _without(self, name: str) -> str:
        left = self.query.copy()
        for gone in (name, "page"):
            left.pop(gone, None)
        return f"?{left.urlencode()}"


def _words(counts: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    yield "live", ngettext("mandate under way", "mandates under way", counts["live"]), ""
    yield "waiting", ngettext("waits for a decision", "wait for a decision", counts["waiting"]), ""
    yield LATE, ngettext("is late against the baseline", "are late against the baseline", counts[LATE]), "bad"
    yield "paused", ngettext("is paused", "are paused", counts["paused"]), ""
    many = counts[SUPPORT]
    yield SUPPORT, ngettext("support need without an answer", "support needs without an answer", many), ""
