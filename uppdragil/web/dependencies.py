"""Dependencies of the whole portfolio: every delay that touches another mandate, and who waits in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives import policies
from uppdragil.organisation.models import Person
from uppdragil.portfolio.dependencies.graph import Graph, Mandate
from uppdragil.portfolio.dependencies.selectors import portfolio_graph
from uppdragil.portfolio.listing import TOUCHED

from .access import person_of
from .dependencylines import Touch, circles
from .dependencypicture import Link, Picture, Strand, Style, Thing, links_of, picture_of
from .parts import Figure, Level

PER_PAGE = 25
MOST_CIRCLES = 50  # on a page; who has more begins with these


@never_cache
@require_GET
def dependencies(request: HttpRequest) -> HttpResponse:
    """What the person may see of it: a mandate that they do not see is in no row and on no way."""
    page = Dependencies(person_of(request), request.GET)
    return render(request, "portfolio/dependencies.html", {"page": page})


class Dependencies:
    """The page. The picture shows what its table shows."""

    def __init__(self, person: Person, query: QueryDict) -> None:
        self.person, self.query, self.day = person, query, localdate()

    @cached_property
    def graph(self) -> Graph:
        return portfolio_graph(self.person, self.day)

    @property
    def office(self) -> bool:
        return policies.may_export(self.person)

    @cached_property
    def touches(self) -> Page[Any]:
        """One line per gate that has to move."""
        found: Page[Any] = Paginator(self.graph.effects, PER_PAGE).get_page(self.query.get("page"))
        found.object_list = [Touch.of(effect, self.graph) for effect in found.object_list]
        return found

    @cached_property
    def circles(self) -> list[tuple[Mandate, ...]]:
        return circles(self.graph)[:MOST_CIRCLES]

    @property
    def figures(self) -> list[Figure]:
        """What there is none of is not shown."""
        links, rounds = len(self.graph.links) + len(self.graph.outside), len(self.graph.cycles)
        delays, moved = len({effect.source for effect in self.graph.effects}), len(self.graph.touched)
        hanging = ngettext("dependency", "dependencies", links)
        touching = ngettext("delay that touches others", "delays that touch others", delays)
        touched = ngettext("mandate touched by them", "mandates touched by them", moved)
        waiting = ngettext("circle", "circles", rounds)
        told = [
            Figure(links, hanging, reverse("dependency-links")),
            Figure(delays, touching, "#delays", Level.BAD),
            Figure(moved, touched, f"{reverse('portfolio')}?state={TOUCHED}"),
            Figure(rounds, waiting, "#circles", Level.WARN),
        ]
        return [figure for figure in told if figure.value]

    @cached_property
    def picture(self) -> Picture:
        """The lines of this page, and on the first one the circles."""
        labels: dict[Link, list[Touch]] = defaultdict(list)
        ways: set[Link] = set()
        for touch in self.touches:
            ways |= {(a.uid, b.uid) for a, b in pairwise(touch.way)}
            labels[touch.way[-2].uid, touch.touched.uid].append(touch)
        rounds = links_of(self._drawn_circles)
        things = {uid: Thing.of(mandate) for uid, mandate in self.graph.mandates.items()}
        strands = (
            Strand(*link, Style.CIRCLE if link in rounds else Style.WAITS, _label(labels.get(link, ())))
            for link in rounds | ways
        )
        return picture_of(things, strands)

    @property
    def _drawn_circles(self) -> Iterable[tuple[Mandate, ...]]:
        return self.circles if self.touches.number == 1 else ()

    @property
    def told(self) -> str:
        """The picture in a sentence, for who does not see it."""
        return _("Who is waited for stands to the left of who waits. The tables say the same.")


def _label(touches: Iterable[Touch]) -> str:
    """BP2, BP3: 14 dagar – the longest of them; "" where none is touched."""
    some = list(touches)
    if not some:
        return ""
    gates = ", ".join(dict.fromkeys(touch.gate for touch in sorted(some, key=lambda touch: touch.gate)))
    days = max(touch.days for touch in some)
    return ngettext("%(gates)s: %(n)d day", "%(gates)s: %(n)d days", days) % {"gates": gates, "n": days}
