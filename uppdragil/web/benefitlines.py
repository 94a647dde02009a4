"""Impact goals as pages show them: how each stands, the curve against baseline and target, the panel of a mandate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.directives.policies import Access
from uppdragil.portfolio.benefits import policies, selectors
from uppdragil.portfolio.benefits.models import Measurement
from uppdragil.portfolio.benefits.selectors import GoalStanding
from uppdragil.portfolio.benefits.sentences import STATES, ground
from uppdragil.portfolio.benefits.standing import State, percent, share

from .access import Seen
from .days import short_date
from .numbers import number_text
from .parts import Level

LEVELS = {
    State.OVERDUE: Level.BAD,
    State.BEHIND: Level.WARN,
    State.UNMEASURED: Level.NONE,
    State.NOT_JUDGED: Level.HINT,
    State.ON_WAY: Level.OK,
    State.REACHED: Level.OK,
}
WIDE, HIGH, EDGE, FOOT = 360, 170, 14, 18  # units of the picture: its size, its edges, the line of days below


@dataclass(frozen=True)
class Place:
    """A place in the picture."""

    x: int
    y: int


@dataclass(frozen=True)
class LevelLine:
    """A line across the picture: the baseline or the target, with its word above or below it."""

    y: int
    word: str
    word_y: int


@dataclass(frozen=True)
class Curve:
    """The values of a goal over time, between its baseline and its target. Time goes to the right."""

    standing: GoalStanding

    width, height = WIDE, HIGH

    @property
    def shown(self) -> bool:
        """One value and something to hold it against: else there is nothing to see."""
        goal = self.standing.goal
        return bool(self.values) and (goal.baseline is not None or goal.target is not None)

    @cached_property
    def values(self) -> list[tuple[dt.date, Decimal]]:
        return [(m.measured_on, m.number) for m in self.standing.measurements if m.number is not None]

    @property
    def dots(self) -> list[Place]:
        return [Place(self._x(day), self._y(value)) for day, value in self.values]

    @property
    def path(self) -> str:
        return _path(self.dots)

    @property
    def plan(self) -> str:
        """The straight line from the delivery to the goal's date; empty where it has no two ends."""
        goal, delivered = self.standing.goal, self.standing.delivered
        if (
            None in (goal.baseline, goal.target)
            or goal.due is None
            or delivered is None
            or delivered >= goal.due
        ):
            return ""
        assert goal.baseline is not None
        assert goal.target is not None
        ends = [
            Place(self._x(delivered), self._y(goal.baseline)),
            Place(self._x(goal.due), self._y(goal.target)),
        ]
        return _path(ends)

    @property
    def target(self) -> LevelLine | None:
        return self._level(self.standing.goal.target, _("Target"))

    @property
    def baseline(self) -> LevelLine | None:
        goal = self.standing.goal
        return None if goal.baseline == goal.target else self._level(goal.baseline, _("Baseline"))

    @property
    def first(self) -> str:
        return short_date(self._days[0])

    @property
    def last(self) -> str:
        return short_date(self._days[1])

    @property
    def told(self) -> str:
        """For who does not see it."""
        unit = self.standing.goal.unit
        return ", ".join(f"{short_date(day)}: {number_text(value, unit)}" for day, value in self.values)

    @cached_property
    def _days(self) -> tuple[dt.date, dt.date]:
        goal, measured = self.standing.goal, [day for day, _value in self.values]
        known = [day for day in (self.standing.delivered, goal.due, *measured) if day]
        return min(known), max(known)

    @cached_property
    def _span(self) -> tuple[Decimal, Decimal]:
        goal = self.standing.goal
        known = [
            v for v in (goal.baseline, goal.target, *(value for _day, value in self.values)) if v is not None
        ]
        return min(known), max(known)

    def _x(self, day: dt.date) -> int:
        first, last = self._days
        return EDGE + round((WIDE - 2 * EDGE) * ((day - first).days / max(1, (last - first).days)))

    def _y(self, value: Decimal) -> int:
        low, high = self._span
        room = HIGH - FOOT - 2 * EDGE
        part = (value - low) / (high - low) if high > low else Decimal("0.5")
        return EDGE + round(room * (1 - part))

    def _level(self, value: Decimal | None, word: str) -> LevelLine | None:
        """Its word stands inside the picture: below a line of the upper half, above one of the lower."""
        if value is None:
            return None
        y = self._y(value)
        below = y < (HIGH - FOOT) // 2
        return LevelLine(
            y, f"{word} {number_text(value, self.standing.goal.unit)}", y + 17 if below else y - 6
        )


def _path(places: Iterable[Place]) -> str:
    return " ".join(f"{'L' if n else 'M'}{place.x} {place.y}" for n, place in enumerate(places))


@dataclass(frozen=True)
class MeasuredLine:
    """A measurement in the table under the curve."""

    measurement: Measurement
    value: str
    share: str

    @classmethod
    def of(cls, one: Measurement, standing: GoalStanding) -> MeasuredLine:
        goal = standing.goal
        part = None if one.number is None else share(goal.baseline, goal.target, one.number)
        return cls(one, value_text(one), "" if part is None else f"{percent(part)} %")

    @property
    def replaced(self) -> str:
        """What it stands in the place of, in words."""
        return value_text(self.measurement.replaces) if self.measurement.replaces else ""


@dataclass(frozen=True)
class GoalLine:
    """A goal with how it stands: a level with its word, and why."""

    standing: GoalStanding
    today: dt.date

    @property
    def goal(self) -> object:
        return self.standing.goal

    @property
    def level(self) -> Level:
        return LEVELS[self.standing.verdict.state]

    @property
    def word(self) -> str:
        return str(STATES[self.standing.verdict.state])

    @property
    def ground(self) -> str:
        return ground(self.standing.verdict)

    @property
    def way(self) -> str:
        """From where to where: "18 % → 60 %"."""
        goal = self.standing.goal
        ends = [number_text(number, goal.unit) or "–" for number in (goal.baseline, goal.target)]
        return " → ".join(ends) if set(ends) != {"–"} else ""

    @property
    def last(self) -> str:
        """The last value with its day; empty while there is none."""
        last = self.standing.last
        return f"{value_text(last)}, {short_date(last.measured_on)}" if last else ""

    @property
    def curve(self) -> Curve:
        return Curve(self.standing)

    @property
    def rows(self) -> list[MeasuredLine]:
        """The latest first."""
        return [MeasuredLine.of(one, self.standing) for one in reversed(self.standing.measurements)]

    @property
    def waits(self) -> bool:
        return self.standing.waits(self.today)

    @property
    def late(self) -> bool:
        return self.standing.late(self.today)


def value_text(one: Measurement) -> str:
    """54,5 %, or the words."""
    return number_text(one.number, one.unit) if one.number is not None else one.words


def last_values(standings: Sequence[GoalStanding], today: dt.date) -> dict[str, str]:
    """What is last known of each goal, by its uid, for the last words on it."""
    lines = {standing.goal.uid: GoalLine(standing, today) for standing in standings}
    return {uid: f"{line.last}. {line.ground}" if line.last else line.ground for uid, line in lines.items()}


@dataclass
class BenefitsPanel:
    """How the impact goals stand; for those who see the working text, from BP1."""

    seen: Seen

    @property
    def shown(self) -> bool:
        return self.seen.access is Access.WORKING and bool(self.lines) and self._begun

    @property
    def _begun(self) -> bool:
        """Measured, or to be."""
        measuring = self.seen.directive.phase in policies.MEASURED_IN
        return measuring or any(line.standing.measurements for line in self.lines)

    @cached_property
    def lines(self) -> list[GoalLine]:
        standings = selectors.of_directive(self.seen.directive, self.seen.today)
        return [GoalLine(standing, self.seen.today) for standing in standings]

    @cached_property
    def may_measure(self) -> bool:
        return policies.may_measure(self.seen.person, self.seen.directive, self.seen.today)
