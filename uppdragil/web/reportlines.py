"""Reports as pages show them: lights in words, the trend as a picture and a table, the panel of a mandate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.directives.models import Progress
from uppdragil.directives.policies import Access
from uppdragil.portfolio.reporting import policies, selectors, services
from uppdragil.portfolio.reporting.content import Aspect, Light
from uppdragil.portfolio.reporting.models import Report, ReportRound
from uppdragil.portfolio.reporting.sentences import ASPECTS, LIGHTS, NO_LIGHT, RULES, grounds

from .access import Seen
from .days import short_date
from .parts import Level

LEVELS = {Light.GREEN: Level.OK, Light.YELLOW: Level.WARN, Light.RED: Level.BAD}
STEP, HIGH, EDGE = 20, 44, 12  # units of the small pictures: between reports, their height, to the first one


@dataclass(frozen=True)
class Lit:
    """A light as it is drawn: its level with its word."""

    level: Level
    word: str

    @classmethod
    def of(cls, light: Light | None) -> Lit:
        return cls(LEVELS[light], str(LIGHTS[light])) if light else cls(Level.NONE, str(NO_LIGHT))


@dataclass(frozen=True)
class LightLine:
    """One light of a report: what the lead says, and what the figures say, with why."""

    aspect: Aspect
    name: str
    reported: Lit
    word: str
    computed: Lit
    grounds: tuple[str, ...]
    better: bool
    untouched: bool


def light_lines(report: Report, untouched: frozenset[str] = frozenset()) -> list[LightLine]:
    """The six, in their order. `untouched`: the parts that say what the report before said."""
    return [
        LightLine(
            aspect,
            str(ASPECTS[aspect]),
            Lit.of(report.lights[aspect]),
            report.content.judged(aspect).word,
            Lit.of(report.computed[aspect].light),
            tuple(grounds(report.computed[aspect])),
            aspect in report.mismatch,
            aspect in untouched,
        )
        for aspect in Aspect
    ]


def rules() -> list[tuple[str, str]]:
    """How the light of the figures comes about, per aspect."""
    return [(str(ASPECTS[aspect]), str(RULES[aspect])) for aspect in Aspect]


@dataclass(frozen=True)
class Activity:
    """An activity as it stood when the report was given."""

    name: str
    end: dt.date | None
    state: str
    done: bool


def activities(report: Report) -> list[Activity]:
    """Those of the text on that day, in its order."""
    words = dict(Progress.State.choices)
    return [
        Activity(
            one["name"],
            dt.date.fromisoformat(one["end"]) if one["end"] else None,
            str(words.get(one["state"], one["state"])),
            one["state"] == Progress.State.DONE,
        )
        for one in report.activities
    ]


def period(what: Report | ReportRound) -> str:
    """From when to when: "1 feb 2026 – 28 feb 2026", a single day as one."""
    if what.starts == what.ends:
        return short_date(what.ends)
    return f"{short_date(what.starts)} – {short_date(what.ends)}"


@dataclass(frozen=True)
class Dot:
    """A light in a small picture: where it stands and its level. The better, the higher."""

    x: int
    y: int
    level: Level


@dataclass(frozen=True)
class Curve:
    """One aspect over the reports: dots with a line between them, and in words for who does not see it."""

    name: str
    dots: tuple[Dot, ...]
    told: str

    @property
    def path(self) -> str:
        return " ".join(f"{'L' if n else 'M'}{dot.x} {dot.y}" for n, dot in enumerate(self.dots))


@dataclass(frozen=True)
class TrendRow:
    """A report in the table under the pictures."""

    report: Report
    period: str
    lights: tuple[Lit, ...]


@dataclass(frozen=True)
class Trend:
    """The last reports of a mandate, the oldest first. A picture needs two of them."""

    reports: Sequence[Report]

    @property
    def shown(self) -> bool:
        return len(self.reports) > 1

    @property
    def width(self) -> int:
        return 2 * EDGE + STEP * (len(self.reports) - 1)

    @property
    def height(self) -> int:
        return HIGH

    @property
    def names(self) -> list[str]:
        return [str(ASPECTS[aspect]) for aspect in Aspect]

    def curves(self) -> list[Curve]:
        return [self._curve(aspect) for aspect in Aspect]

    def rows(self) -> list[TrendRow]:
        """The latest first."""
        return [
            TrendRow(report, period(report), tuple(Lit.of(report.lights[aspect]) for aspect in Aspect))
            for report in reversed(self.reports)
        ]

    def _curve(self, aspect: Aspect) -> Curve:
        lights = [(n, report, report.lights[aspect]) for n, report in enumerate(self.reports)]
        dots = tuple(Dot(EDGE + STEP * n, _height(light), LEVELS[light]) for n, _r, light in lights if light)
        told = ", ".join(f"{short_date(r.ends)}: {LIGHTS[light]}" for _n, r, light in lights if light)
        return Curve(str(ASPECTS[aspect]), dots, told)


def _height(light: Light) -> int:
    return EDGE + light.severity * (HIGH - 2 * EDGE) // (len(Light) - 1)


@dataclass
class ReportPanel:
    """How the mandate stands by its last report; for those who see its working text."""

    seen: Seen

    @property
    def shown(self) -> bool:
        return self.seen.access is Access.WORKING and bool(self.trend.reports or self.may_report)

    @cached_property
    def trend(self) -> Trend:
        """One query."""
        pk = self.seen.directive.pk
        return Trend(selectors.trend([pk]).get(pk, ()))

    @property
    def last(self) -> Report | None:
        return self.trend.reports[-1] if self.trend.reports else None

    @property
    def lines(self) -> list[LightLine]:
        return light_lines(self.last) if self.last else []

    @property
    def period(self) -> str:
        return period(self.last) if self.last else ""

    @cached_property
    def may_report(self) -> bool:
        return policies.may_report(self.seen.person, self.seen.directive, self.seen.today)

    @cached_property
    def due(self) -> dt.date | None:
        """By when the office asks for a report that is not in."""
        if not self.may_report or self.seen.directive.paused:
            return None
        round_ = services.asked_in(self.seen.directive, self.seen.today)
        return round_.due if round_ else None


def standing(report: Report) -> Lit:
    """Whether a report holds, and whether an owner has acknowledged it."""
    if hasattr(report, "replaced_by"):
        return Lit(Level.NONE, _("Corrected"))
    if hasattr(report, "acknowledgement"):
        return Lit(Level.OK, _("Acknowledged"))
    return Lit(Level.HINT, _("Not acknowledged yet"))
