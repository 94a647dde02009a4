"""How mandates hang together, in every kind, and with which systems outside: a picture, and a table that says it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives.content import DependencyKind
from uppdragil.directives.labels import DEPENDENCY_LABELS
from uppdragil.organisation.models import Person
from uppdragil.portfolio.dependencies.graph import Graph, Mandate
from uppdragil.portfolio.dependencies.selectors import portfolio_graph

from .access import person_of
from .dependencylines import circles
from .dependencypicture import Link, Picture, Strand, Style, Thing, links_of, picture_of

PER_PAGE = 25
STYLES = {
    DependencyKind.NEEDS: Style.WAITS,
    DependencyKind.AFFECTS: Style.AFFECTS,
    DependencyKind.SHARES_RECEIVER: Style.SHARES,
}


@never_cache
@require_GET
def dependency_links(request: HttpRequest) -> HttpResponse:
    """What the person may see of it: a mandate that they do not see is in no row and no box."""
    page = Links(person_of(request), request.GET.get("page", ""))
    return render(request, "portfolio/dependency_links.html", {"page": page})


@dataclass(frozen=True)
class Line:
    """One link as the text of `mandate` has it: to `other`, or to a `system` outside."""

    mandate: Mandate
    kind: DependencyKind
    other: Mandate | None
    system: str = ""

    @property
    def word(self) -> str:
        return str(DEPENDENCY_LABELS[self.kind])

    @property
    def ends(self) -> tuple[tuple[str, Thing], tuple[str, Thing]]:
        """Its own end and the other one, each with what it is in the picture; a system is one however it is written."""
        own = self.mandate.uid, Thing.of(self.mandate)
        if self.other:
            return own, (self.other.uid, Thing.of(self.other))
        return own, (f"system {self.system.casefold()}", Thing(self.system))

    @property
    def strand(self) -> Strand:
        """From what has the influence: who is needed, or who affects."""
        (own, _thing), (other, _thing) = self.ends
        pair = (other, own) if self.kind == DependencyKind.NEEDS else (own, other)
        return Strand(*pair, STYLES[self.kind])


class Links:
    """The page. The picture shows what its table shows."""

    def __init__(self, person: Person, number: str) -> None:
        self.person, self.number, self.day = person, number, localdate()

    @cached_property
    def graph(self) -> Graph:
        return portfolio_graph(self.person, self.day)

    @cached_property
    def lines(self) -> Page[Any]:
        """By the number of the mandate that says it."""
        lines = sorted(
            self._lines(),
            key=lambda one: (one.mandate.number, one.mandate.uid, one.kind, one.ends[1][1].title),
        )
        return Paginator(lines, PER_PAGE).get_page(self.number)

    def _lines(self) -> Iterator[Line]:
        graph = self.graph
        for link in graph.links:
            yield Line(graph.mandates[link.uid], link.kind, graph.mandates[link.other])
        for one in graph.outside:
            yield Line(graph.mandates[one.uid], one.kind, None, one.system)

    @cached_property
    def picture(self) -> Picture:
        things = {key: thing for line in self.lines for key, thing in reversed(line.ends)}
        rounds = links_of(circles(self.graph))
        return picture_of(things, (_drawn(line.strand, rounds) for line in self.lines))

    @property
    def told(self) -> str:
        """The picture in a sentence, for who does not see it."""
        return _("What has an influence stands to the left of what it has it on. The table says the same.")


def _drawn(strand: Strand, rounds: Set[Link]) -> Strand:
    """Of those that wait for each other, drawn so."""
    waits = strand.style == Style.WAITS and (strand.before, strand.after) in rounds
    return replace(strand, style=Style.CIRCLE) if waits else strand
