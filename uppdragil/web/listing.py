"""The list of directives: filtered, searched, sorted and cut into pages on what this person may see.

Two steps, so that a large portfolio costs little: light cards of all that is readable are searched
and sorted; only the lines of one page are read in full. Lateness and the next decision need every
line. Somebody who reads only decided versions is searched, filtered and sorted by those alone.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from uppdragil.directives import policies
from uppdragil.directives.content import HolderKind, Role
from uppdragil.directives.models import Directive, DirectiveVersion, RoleAssignment
from uppdragil.directives.phases import ENDED_PHASES, GATE_PHASES, Phase
from uppdragil.directives.services import content_of
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person
from uppdragil.portfolio.overview import Standing, standings
from uppdragil.portfolio.vacancies import Gap, vacancies

PER_PAGE = 25
SORTS = ("number", "title", "phase", "next", "late")
# How the filter by state finds them; "late" needs every line.
STATES = {
    "live": ~Q(phase__in=ENDED_PHASES),
    "waiting": Q(phase__in=GATE_PHASES),
    "paused": Q(paused_at__isnull=False),
}
_PHASES = [p.value for p in Phase]
_SWEDISH = str.maketrans("åäö", "{|}")  # what comes after z


@dataclass(frozen=True)
class Card:
    """What a directive is found and sorted by."""

    directive: Directive
    number: str
    title: str
    unit_id: str | None
    words: str
    holders: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """A line of the page; `working` says whether the person sees the working text."""

    standing: Standing
    working: bool
    gaps: tuple[Gap, ...] = ()

    @property
    def late(self) -> bool:
        return is_late(self.standing)


@dataclass
class Listing:
    """`person`'s list on `day`; `on` are the set filters by name, `sort` a key of SORTS, "-" before it to turn it."""

    person: Person
    day: dt.date
    on: Mapping[str, str]
    sort: str = "number"

    def page(self, number: Any) -> Page[Any]:
        """Page `number` of Line, or the nearest there is. As many queries for a hundred directives as for one."""
        self.working = set(policies.working(self.person, self.day).values_list("pk", flat=True))
        cards = self._found()
        in_full = self.on.get("state") == "late" or self.sort.lstrip("-") in ("next", "late")
        found: list[Any] = self._ordered_lines(self._lines(cards)) if in_full else self._ordered_cards(cards)
        page: Page[Any] = Paginator(found, PER_PAGE).get_page(number)
        if not in_full:
            page.object_list = self._lines(list(page.object_list))
        page.object_list = self._with_gaps(list(page.object_list))
        return page

    def _with_gaps(self, lines: list[Line]) -> list[Line]:
        """What is vacant is for those who see the working text."""
        found = vacancies([line.standing for line in lines if line.working], self.day)
        return [
            replace(line, gaps=tuple(found[line.standing.directive.pk].gaps))
            if line.standing.directive.pk in found
            else line
            for line in lines
        ]

    def _found(self) -> list[Card]:
        found = policies.readable(self.person, self.day)
        if "phase" in self.on:
            found = found.filter(phase=self.on["phase"])
        if self.on.get("state") in STATES:
            found = found.filter(STATES[self.on["state"]])
        tests = self._tests()
        return [card for card in self._cards(list(found)) if all(test(card) for test in tests)]

    def _tests(self) -> list[Callable[[Card], bool]]:
        tests: list[Callable[[Card], bool]] = []
        if "q" in self.on:
            words = _folded(self.on["q"]).split()
            tests.append(lambda card: all(word in card.words for word in words))
        if "unit" in self.on:
            tests.append(lambda card: card.unit_id == self.on["unit"])
        if "whose" in self.on:
            mine = {h for h in roles.holders_of(self.person, self.day) if h[0] != HolderKind.UNIT}
            tests.append(
                lambda card: card.directive.created_by_id == self.person.pk or bool(mine & card.holders)
            )
        return tests

    def _cards(self, found: list[Directive]) -> list[Card]:
        holders: dict[int, list[Any]] = {d.pk: [] for d in found}
        rows = RoleAssignment.objects.filter(directive__in=found)
        for pk, *row in rows.values_list("directive", "role", "holder", "holder_kind", "holder_id"):
            holders[pk].append(row)
        others = [d.baseline_id for d in found if d.pk not in self.working]
        decided = DirectiveVersion.objects.in_bulk(others) if self.on else {}
        return [
            _card_of_version(d, decided[d.baseline_id]) if d.baseline_id in decided and d.pk not in self.working
            else _card_of_rows(d, holders[d.pk])
            for d in found
        ]  # fmt: skip

    def _lines(self, cards: Iterable[Card]) -> list[Line]:
        pks = [card.directive.pk for card in cards]
        full = Directive.objects.select_related("edition", "baseline").in_bulk(pks)
        lines = standings([full[pk] for pk in pks], self.day, self.working)
        return [Line(line, line.directive.pk in self.working) for line in lines]

    def _ordered_cards(self, cards: list[Card]) -> list[Card]:
        keys: dict[str, Callable[[Card], Any]] = {
            "number": lambda card: card.number,
            "title": lambda card: swedish(card.title),
            "phase": lambda card: _PHASES.index(card.directive.phase),
        }
        cards.sort(key=lambda card: card.number)
        cards.sort(key=keys.get(self.sort.lstrip("-"), keys["number"]), reverse=self.sort.startswith("-"))
        return cards

    def _ordered_lines(self, lines: list[Line]) -> list[Line]:
        """Those without a date or a delay come last either way."""
        if self.on.get("state") == "late":
            lines = [line for line in lines if line.late]
        keys: dict[str, Callable[[Line], Any]] = {
            "number": lambda line: line.standing.content.number,
            "title": lambda line: swedish(line.standing.content.title),
            "phase": lambda line: _PHASES.index(line.standing.directive.phase),
            "next": lambda line: line.standing.next_gate_date,
            "late": lambda line: line.standing.days_late,
        }
        key = keys.get(self.sort.lstrip("-"), keys["number"])
        known = sorted((x for x in lines if key(x) is not None), key=key, reverse=self.sort.startswith("-"))
        return known + [x for x in lines if key(x) is None]


def is_late(standing: Standing) -> bool:
    """Whether a live directive is late against its baseline."""
    return (standing.days_late or 0) > 0 and standing.directive.phase not in ENDED_PHASES


def swedish(text: str) -> str:
    """A key that sorts å, ä and ö last, on every database."""
    plain = "".join(c if c in "åäö" else unicodedata.normalize("NFD", c)[0] for c in text.casefold())
    return plain.translate(_SWEDISH)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _card_of_rows(directive: Directive, rows: list[Any]) -> Card:
    names = [holder for role, holder, *_ in rows if role in (Role.OWNER, Role.LEAD)]
    return _card(directive, directive, names, [(kind, uid) for *_, kind, uid in rows if uid])


def _card_of_version(directive: Directive, version: DirectiveVersion) -> Card:
    """Of the decided version: what is only written since must not be found."""
    content = content_of(version)
    names = [r.holder for role in (Role.OWNER, Role.LEAD) for r in content.holders(role)]
    linked = [(str(r.holder_kind), r.holder_id) for r in content.roles if r.holder_id]
    return _card(directive, content, names, linked)


def _card(directive: Directive, head: Any, names: list[str], linked: list[Any]) -> Card:
    words = (head.number, head.title, head.subtitle, head.registry_number, head.unit, *names)
    return Card(
        directive, head.number, head.title, head.unit_id, _folded("\n".join(words)), frozenset(linked)
    )
