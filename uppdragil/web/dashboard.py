"""The portfolio in pictures: bars, each with its number and its list, and the same in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives import policies
from uppdragil.directives.models import Card
from uppdragil.directives.phases import GATE_PHASES
from uppdragil.portfolio import coverage
from uppdragil.portfolio import dashboard as counts
from uppdragil.portfolio.capacity.load import Measure, Verdict
from uppdragil.portfolio.capacity.matrix import Matrix, matrix
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.sentences import LIGHTS
from uppdragil.strategy.selectors import published
from uppdragil.strategy.targets import Published

from .access import person_of
from .capacitylines import VERDICTS, month_words
from .cells import LEVELS
from .days import short_date
from .forms.capacity import TOO_MUCH

WIDTH = 100  # of a whole bar, in the picture's own units
GATES = tuple(phase.value.upper() for phase in GATE_PHASES)


@dataclass(frozen=True)
class Piece:
    """A part of a bar: `kind` is the class that draws it."""

    words: str
    value: int
    x: float
    width: float
    kind: str


@dataclass(frozen=True)
class Bar:
    """A bar, its number, and the list behind it."""

    label: str
    value: int
    pieces: tuple[Piece, ...]
    href: str = ""


@dataclass(frozen=True)
class Picture:
    """Bars under a heading. `legend` names the pieces, where a bar has several; `empty` is said where there is none."""

    key: str
    title: str
    bars: Sequence[Bar]
    empty: str
    legend: Sequence[tuple[str, str]] = ()

    @property
    def has_any(self) -> bool:
        return any(bar.value for bar in self.bars)

    @property
    def told(self) -> str:
        """The picture in a sentence, for who does not see it."""
        return "; ".join(f"{bar.label}: {bar.value}" for bar in self.bars)


@never_cache
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """How everything stands that the person may see, in seven pictures."""
    person, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    cards = policies.cards(person, today)
    pictures = [
        _phases(counts.phases(cards)),
        _lights(counts.lights(cards)),
        _late(counts.late_by(cards, today)),
        _ahead(counts.ahead(cards, today)),
        _stuck(counts.stuck(cards, now)),
        _coverage(cards, published()),
        _capacity(matrix(cards, today)),
    ]
    return render(request, "portfolio/dashboard.html", {"pictures": pictures, "today": today})


def _phases(found: dict[counts.Phase, int]) -> Picture:
    rows = [(str(phase.label), [("", n, "plain")], _list(phase=phase.value)) for phase, n in found.items()]
    return Picture("phases", _("Where the mandates are"), _bars(rows), _("No mandate is under way."))


def _lights(found: dict[str, dict[Light, int]]) -> Picture:
    rows = [
        (
            area or _("No focus area"),
            [(str(LIGHTS[light]), n, LEVELS[light]) for light, n in by.items()],
            _list(area=area) if area else "",
        )
        for area, by in found.items()
    ]
    legend = [(LEVELS[light], str(LIGHTS[light])) for light in Light]
    empty = _("No status reports yet.")
    return Picture("lights", _("Lights per focus area"), _bars(rows), empty, legend)


def _late(found: list[int]) -> Picture:
    href = _list(state="late", sort="-late")
    rows = [(name, [("", n, "bad")], href) for name, n in zip(_spans(counts.LATE), found, strict=True)]
    empty = _("No mandate is late against its baseline.")
    return Picture("late", _("Late against the baseline"), _bars(rows), empty)


def _ahead(found: list[tuple[dt.date, counts.Counter[str]]]) -> Picture:
    present = {gate for _day, by in found for gate in by}
    gates = [gate for gate in GATES if gate in present]
    rows = [
        (
            _("From %(day)s") % {"day": short_date(day)},
            [(gate, by[gate], f"gate{at}") for at, gate in enumerate(gates)],
            _list(sort="next"),
        )
        for day, by in found
    ]
    legend = [(f"gate{at}", gate) for at, gate in enumerate(gates)]
    empty = _("No decision is planned in the coming 90 days.")
    return Picture("ahead", _("Decisions in the coming 90 days"), _bars(rows), empty, legend)


def _stuck(found: dict[str, list[int]]) -> Picture:
    words = {
        "body": pgettext("waits with", "Decision body"),
        "owner": pgettext("waits with", "Owner or receiver"),
    }
    rows = [
        (
            name,
            [(words[who], by[at], f"gate{2 * i}") for i, (who, by) in enumerate(found.items())],
            _list(state="waiting", sort="since"),
        )
        for at, name in enumerate(_spans(counts.STUCK))
    ]
    legend = [(f"gate{2 * i}", words[who]) for i, who in enumerate(found)]
    empty = _("Nothing waits for a decision.")
    return Picture("stuck", _("How long decisions have waited"), _bars(rows), empty, legend)


def _capacity(found: Matrix) -> Picture:
    """By month, the units that get more deliveries than they have room for, or one in a freeze."""
    kinds = [(Verdict.OVER, "bad"), (Verdict.FROZEN, "warn")]
    words = {verdict: str(VERDICTS[verdict][1]) for verdict, _kind in kinds}
    rows = [
        (
            month_words(month),
            [(words[v], found.count(v, Measure.DELIVERIES, month), kind) for v, kind in kinds],
            f"{reverse('capacity')}?{urlencode({'state': TOO_MUCH, 'month': month.isoformat()})}",
        )
        for month in found.months
    ]
    legend = [(kind, words[verdict]) for verdict, kind in kinds]
    empty = _("No unit gets more than it has said that it has room for.")
    return Picture("capacity", _("Units that get too much"), _bars(rows), empty, legend)


def _coverage(cards: QuerySet[Card], editions: Sequence[Published]) -> Picture:
    """By focus area of the latest edition, its sub-goals with and without a mandate."""
    words = (_("With a mandate"), _("Without a mandate"))
    rows = [
        (
            area.name,
            [(words[0], covered, "plain"), (words[1], bare, "warn")],
            f"{reverse('strategy-coverage')}?{urlencode({'area': area.uid})}",
        )
        for area, covered, bare in (coverage.covered(cards, editions[-1], editions) if editions else ())
    ]
    legend = [("plain", words[0]), ("warn", words[1])]
    empty = _("No edition of the strategy with sub-goals is published yet.")
    return Picture("coverage", _("Sub-goals of the strategy"), _bars(rows), empty, legend)


def _bars(rows: Iterable[tuple[str, list[tuple[str, int, str]], str]]) -> list[Bar]:
    """Bars to one scale: the longest is WIDTH."""
    listed = list(rows)
    most = max((sum(n for _words, n, _kind in parts) for _label, parts, _href in listed), default=0) or 1
    bars = []
    for label, parts, href in listed:
        pieces, x = [], 0.0
        for words, n, kind in parts:
            if n:
                pieces.append(Piece(words, n, round(x, 2), round(n / most * WIDTH, 2), kind))
                x += n / most * WIDTH
        bars.append(Bar(label, sum(p.value for p in pieces), tuple(pieces), href))
    return bars


def _spans(least: Sequence[int]) -> list[str]:
    """1–14 days, 15–30 days, … 91 days or more."""
    words = [_("%(first)d–%(last)d days") % {"first": a, "last": b - 1} for a, b in pairwise(least)]
    return [*words, _("%(n)d days or more") % {"n": least[-1]}]


def _list(**on: str) -> str:
    return f"{reverse('portfolio')}?{urlencode(on)}"
