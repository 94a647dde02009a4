"""The mandates that somebody may see, found, filtered, sorted and cut into pages by the database.

Only the lines of one page are read, and nothing but their cards: as much for ten thousand mandates as for a hundred.
Somebody who reads only decided versions is searched, filtered and sorted by those alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, OrderBy, Q, QuerySet, Value, When

from uppdragil.core.swedish import Bytewise, folded
from uppdragil.decisions.models import Round
from uppdragil.directives import cards, policies
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.phases import ENDED_PHASES, GATE_PHASES, WORK_PHASES, Phase
from uppdragil.editions.spec import Deciders
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from . import priority
from .dependencies.selectors import portfolio_graph
from .ordering import late, with_days
from .overview import Standing, standings
from .reporting.content import Light
from .reporting.selectors import last_lit
from .vacancies import Gap, vacancies

MOST_POSITIONS = 50  # whose holders a searched word finds: a letter or two would ask for them all

# How the filter by state finds them; "late" is against the baseline, and "touched" is by another's delay.
STATES = {
    "live": ~Q(directive__phase__in=ENDED_PHASES),
    "waiting": Q(directive__phase__in=GATE_PHASES),
    "paused": Q(directive__paused_at__isnull=False),
}
LATE, TOUCHED = "late", "touched"
_PHASE_ORDER = Case(*(When(directive__phase=p, then=Value(at)) for at, p in enumerate(Phase)))
SORTS: dict[str, Any] = {
    "number": Bytewise("number"),
    "priority": priority.place_of("directive"),
    "title": Bytewise("title_key"),
    "phase": _PHASE_ORDER,
    "next": F("next_day"),
    LATE: F("days_late"),
    "since": F("directive__phase_since"),
    "owner": Bytewise("owner"),
    "unit": Bytewise("unit"),
    "area": Bytewise("area"),
    "risk": F("risk"),
    "frame": F("frame"),
}


@dataclass(frozen=True)
class Group:
    """What lines are put together by: `order` in the database, and the `name` of a line's group."""

    order: Any
    name: Callable[[Line], str]


@dataclass(frozen=True)
class Line:
    """A line of the page; `working` says whether the person sees the working text."""

    standing: Standing
    working: bool
    gaps: tuple[Gap, ...] = ()


GROUPS = {
    "unit": Group(Bytewise("unit"), lambda line: line.standing.card.unit),
    "area": Group(Bytewise("area"), lambda line: line.standing.card.area),
    "phase": Group(_PHASE_ORDER, lambda line: line.standing.directive.get_phase_display()),
    "owner": Group(Bytewise("owner"), lambda line: line.standing.card.owner),
}


@dataclass(frozen=True)
class Listing:
    """`person`'s list on `day`; `on` are the set filters by name, `sort` a key of SORTS, "-" before it to turn it,
    `group` a key of GROUPS or "".
    """

    person: Person
    day: dt.date
    on: Mapping[str, str]
    sort: str = "number"
    group: str = ""

    def page(self, number: Any, size: int) -> Page[Any]:
        """Page `number` of Line, or the nearest there is. As many queries for a hundred directives as for one."""
        page: Page[Any] = Paginator(self.sorted(), size).get_page(number)
        page.object_list = lines_of(list(page.object_list), self.day)
        return page

    def found(self) -> QuerySet[Card]:
        """The cards of those that the filters let through."""
        found = policies.cards(self.person, self.day)
        for name, value in self.on.items():
            found = _FILTERS[name](found, value, self) if name in _FILTERS else found
        return found

    def sorted(self) -> QuerySet[Card]:
        """In order; those without a date or a delay come last either way."""
        key = self.sort.lstrip("-")
        found = with_days(self.found(), self.day) if key in ("next", LATE) else self.found()
        by = OrderBy(SORTS[key], descending=self.sort.startswith("-"), nulls_last=True)
        together = (GROUPS[self.group].order,) if self.group else ()
        return found.order_by(*together, by, Bytewise("number"), "pk")


def lines_of(found: Iterable[Card], day: dt.date) -> list[Line]:
    """A line for each card, in their order. What is vacant is for those who see the working text."""
    working = {card.directive_id for card in found if card.version_id is None}
    full = _in_full(card.directive_id for card in found)
    told = standings(full, day, working)
    vacant = vacancies([s for s in told if s.directive.pk in working], day)
    return [
        Line(
            s,
            s.directive.pk in working,
            tuple(vacant[s.directive.pk].gaps) if s.directive.pk in vacant else (),
        )
        for s in told
    ]


def _in_full(pks: Iterable[int]) -> list[Directive]:
    """In the order given; those of one edition share it, and its spec is read once."""
    wanted = list(pks)
    found = Directive.objects.prefetch_related("edition").in_bulk(wanted)
    return [found[pk] for pk in wanted]


def _by_words(found: QuerySet[Card], value: str, asked: Listing) -> QuerySet[Card]:
    """Each word in the head, in chapter 8, or in the name of somebody who holds a position that stands there."""
    holding = roles.positions_by_name(asked.day) if value.strip() else []
    for word in folded(value).split():
        positions = dict.fromkeys(uid for name, uid in holding if word in name)
        held = (Q(held_by__contains=cards.held("position", uid)) for uid in islice(positions, MOST_POSITIONS))
        found = found.filter(reduce(or_, held, Q(words__contains=word) | Q(people__contains=word)))
    return found


def _by_state(found: QuerySet[Card], value: str, asked: Listing) -> QuerySet[Card]:
    if value == LATE:
        return late(found, asked.day)
    if value == TOUCHED:
        return found.filter(directive__uid__in=portfolio_graph(asked.person, asked.day).touched)
    return found.filter(STATES[value])


def _mine(found: QuerySet[Card], value: str, asked: Listing) -> QuerySet[Card]:
    held = roles.acts_as(asked.person, asked.day)
    named = (Q(held_by__contains=cards.held(*holder)) for holder in held)
    return found.filter(reduce(or_, named, Q(directive__created_by=asked.person)))


def _by_light(found: QuerySet[Card], value: str, asked: Listing) -> QuerySet[Card]:
    """By the worst light of the last report, which those see who see the working text."""
    return found.filter(version=None, directive__in=last_lit().filter(worst=Light(value)).values("directive"))


def _by_whom(found: QuerySet[Card], value: str, asked: Listing) -> QuerySet[Card]:
    """With whom it waits, as `workflows.waiting` tells of each line."""
    open_ = Round.objects.filter(ended_at=None)
    at_body = Q(directive__in=open_.filter(deciders=Deciders.BODY).values("directive"))
    decided = Q(directive__in=open_.exclude(deciders=Deciders.BODY).values("directive"))
    paused, working = Q(directive__paused_at__isnull=False), Q(directive__phase__in=WORK_PHASES)
    with_ = {
        "body": at_body & ~paused,
        "owner": decided | paused | Q(directive__phase=Phase.REALISATION),
        "lead": working & ~paused & ~decided & ~at_body,
    }
    return found.filter(with_[value], STATES["live"], version=None)


_FILTERS: dict[str, Callable[[QuerySet[Card], str, Listing], QuerySet[Card]]] = {
    "q": _by_words,
    "phase": lambda found, value, asked: found.filter(directive__phase=value),
    "state": _by_state,
    "light": _by_light,
    "waits": _by_whom,
    "area": lambda found, value, asked: found.filter(area=value),
    "unit": lambda found, value, asked: found.filter(unit_id=value),
    "whose": _mine,
}
