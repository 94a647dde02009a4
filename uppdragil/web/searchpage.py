"""What the page of the search shows: as many queries for ten thousand mandates as for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.organisation.models import Person
from uppdragil.search.finding import Search
from uppdragil.search.paperfinding import found_papers, places
from uppdragil.search.papers import Kind
from uppdragil.search.query import MOST, Query, Refusal, parse
from uppdragil.search.results import results
from uppdragil.search.strategy import strategy_places

from .forms.search import WORDS, SearchForm
from .listed import without
from .parts import Chip
from .searchlines import paragraph_line, point_line, result_line, strategy_line

PER_PAGE = 20
REFUSALS: dict[Refusal, Promise] = {
    Refusal.EMPTY: _("There is no word and no number in it. Write what you look for."),
    Refusal.COMMON: _("Such words stand in every text. Add one that says more."),
    Refusal.ONLY_WITHOUT: _("A minus takes away. Add a word to look for."),
    Refusal.MANY: _("Look for %(most)d words at most."),
}
KIND = "kind"  # of the address: among what is looked; mandates where it says nothing else
MANDATES, MINUTES, PLANS, STRATEGY = "", "minutes", "plans", "strategy"
NAMES: dict[str, Promise] = {
    MANDATES: _("Mandates"),
    MINUTES: _("Minutes"),
    PLANS: _("Board plans"),
    STRATEGY: _("The strategy"),
}


@dataclass(frozen=True)
class Among:
    """One of the kinds of what is found, and how much there is of it."""

    name: str
    count: int
    href: str
    current: bool


class SearchPage:
    """What `person` finds with what the address asks for."""

    def __init__(self, person: Person, asked: QueryDict) -> None:
        self.asked, self.form = asked, SearchForm(asked)
        self.kind = asked.get(KIND, MANDATES) if asked.get(KIND) in NAMES else MANDATES
        on = self.form.on()
        self.words = on.pop(WORDS, "")
        self._filters = on if self.kind == MANDATES else {}
        chapter, edition = (self._filters.get(name, "") for name in ("chapter", "edition"))
        listed = {name: value for name, value in self._filters.items() if name not in ("chapter", "edition")}
        query = parse(self.words) if self.words else Query(refusal=Refusal.EMPTY)
        self.search = Search(person, localdate(), query, listed, (chapter,) if chapter else (), edition)

    @property
    def refusal(self) -> str:
        """Why nothing is searched; "" where something is, or nothing is asked for."""
        why = self.search.query.refusal
        return str(REFUSALS[why]) % {"most": MOST} if why and self.words else ""

    @property
    def is_answered(self) -> bool:
        return not self.search.query.refusal

    @property
    def of_mandates(self) -> bool:
        """Whether the filters of mandates are offered."""
        return self.kind == MANDATES

    @cached_property
    def found(self) -> dict[str, Sequence[Any]]:
        """What there is of each kind: cards and papers by primary key, places of the strategy."""
        search = self.search
        papers = found_papers(search.person, search.day, search.query)
        return {
            MANDATES: search.found(),
            MINUTES: papers[Kind.PARAGRAPH],
            PLANS: papers[Kind.POINT],
            STRATEGY: strategy_places(search.query),
        }

    @cached_property
    def page(self) -> Page[Any]:
        """The page of lines that is asked for, or the nearest there is."""
        page: Page[Any] = Paginator(self.found[self.kind], PER_PAGE).get_page(self.asked.get("page"))
        page.object_list = self._lines(list(page.object_list))
        return page

    @cached_property
    def kinds(self) -> list[Among]:
        """Each kind with its number; filters ask for mandates of some kind, and for nothing else."""
        shown = (MANDATES,) if self._filters else NAMES
        return [
            Among(str(NAMES[kind]), len(self.found[kind]), self._href(kind), kind == self.kind)
            for kind in shown
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        return [Chip(self.form.label_of(name), without(self.asked, name)) for name in self._filters]

    @property
    def clear_href(self) -> str:
        return self._href(self.kind)

    def _lines(self, found: list[Any]) -> list[Any]:
        query = self.search.query
        lines: dict[str, Callable[[], list[Any]]] = {
            MANDATES: lambda: [result_line(result) for result in results(self.search, found)],
            MINUTES: lambda: [paragraph_line(place) for place in places(query, found)],
            PLANS: lambda: [point_line(place) for place in places(query, found)],
            STRATEGY: lambda: [strategy_line(place) for place in found],
        }
        return lines[self.kind]()

    def _href(self, kind: str) -> str:
        asked = {WORDS: self.words} | ({KIND: kind} if kind else {})
        return f"{reverse('search')}?{urlencode(asked)}"
