"""What the page of the search shows: as many queries for ten thousand mandates as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
from uppdragil.search.finding import Search
from uppdragil.search.query import MOST, Query, Refusal, parse
from uppdragil.search.results import Place, Result, results
from uppdragil.search.said import DECISIONS, HEAD
from uppdragil.search.snippets import Part
from uppdragil.search.strategy import StrategyPlace, strategy_places

from .forms.search import WORDS, SearchForm
from .listed import without
from .parts import Chip

PER_PAGE = 20
MOST_OF_STRATEGY = 5
REFUSALS: dict[Refusal, Promise] = {
    Refusal.EMPTY: gettext_lazy("There is no word and no number in it. Write what you look for."),
    Refusal.COMMON: gettext_lazy("Such words stand in every text. Add one that says more."),
    Refusal.ONLY_WITHOUT: gettext_lazy("A minus takes away. Add a word to look for."),
    Refusal.MANY: gettext_lazy("Look for %(most)d words at most."),
}


@dataclass(frozen=True)
class PlaceLine:
    """Where a hit stands, in words, where that is on the pages, and the piece of text."""

    name: str
    href: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class ResultLine:
    """A mandate that was found."""

    result: Result
    places: Sequence[PlaceLine]

    @property
    def working(self) -> bool:
        return self.result.card.version_id is None


class SearchPage:
    """What `person` finds with what the address asks for."""

    def __init__(self, person: Person, asked: QueryDict) -> None:
        self.asked, self.form = asked, SearchForm(asked)
        self._on = self.form.on()
        self.words = self._on.pop(WORDS, "")
        chapter, edition = self._on.pop("chapter", ""), self._on.pop("edition", "")
        query = parse(self.words) if self.words else Query(refusal=Refusal.EMPTY)
        self.search = Search(person, localdate(), query, self._on, (chapter,) if chapter else (), edition)

    @property
    def refusal(self) -> str:
        """Why nothing is searched; "" where something is, or nothing is asked for."""
        why = self.search.query.refusal
        return str(REFUSALS[why]) % {"most": MOST} if why and self.words else ""

    @property
    def is_answered(self) -> bool:
        return not self.search.query.refusal

    @cached_property
    def page(self) -> Page[Any]:
        """The page of ResultLine that is asked for, or the nearest there is."""
        page: Page[Any] = Paginator(self.search.found(), PER_PAGE).get_page(self.asked.get("page"))
        page.object_list = [_line(result) for result in results(self.search, list(page.object_list))]
        return page

    @cached_property
    def strategy(self) -> list[StrategyPlace]:
        """What the strategy has of it, on the first page, where no filter asks for mandates of some kind."""
        if self.chips or self.page.number > 1:
            return []
        return strategy_places(self.search.query)

    @property
    def strategy_shown(self) -> list[StrategyPlace]:
        return self.strategy[:MOST_OF_STRATEGY]

    @property
    def strategy_more(self) -> int:
        return max(0, len(self.strategy) - MOST_OF_STRATEGY)

    @cached_property
    def chips(self) -> list[Chip]:
        on = (name for name in self.form.on() if name != WORDS)
        return [Chip(self.form.label_of(name), without(self.asked, name)) for name in on]

    @property
    def clear_href(self) -> str:
        return f"{reverse('search')}?{urlencode({WORDS: self.words})}"


def _line(result: Result) -> ResultLine:
    directive = result.card.directive
    return ResultLine(result, [_place(directive, place) for place in result.places])


def _place(directive: Directive, place: Place) -> PlaceLine:
    page = reverse("directive", args=[directive.uid])
    if place.chapter == HEAD:
        return PlaceLine(_("Title, numbers and unit"), page, place.parts)
    if place.chapter == DECISIONS:
        href = reverse("decision", args=[directive.uid, place.row]) if place.row else f"{page}#decisions"
        return PlaceLine(_("Decisions"), href, place.parts)
    anchor = f"r-{place.row}" if place.row else place.chapter
    return PlaceLine(_chapter_name(directive, place.chapter), f"{page}#{anchor}", place.parts)


def _chapter_name(directive: Directive, key: str) -> str:
    """As the mandate's own model calls it."""
    spec = next((spec for spec in directive.edition.spec.chapters if spec.key == key), None)
    return f"{spec.number} {spec.title}".strip() if spec else ""
