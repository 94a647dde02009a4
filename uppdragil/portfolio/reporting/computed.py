"""The light that the figures give, beside the one that the lead gives. Pure rules, each with the figures it rests on.

Nobody is overruled by them: where the lead's light is the better one it is pointed out, and the lead's holds.
A mood is nothing to compute. Levels of risk are those of the risk matrix (10 act,
16 raise to the owner); the other limits are proposals of the product.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from uppdragil.core.values import Value
from uppdragil.portfolio.money.verdict import Standing, judge, percent

from .content import Aspect, Light, ReportContent, worst

HALF = 2  # one part of so many: of the activities late, or of those due done
LATE_GATE = 30  # days from which a late gate is critical
RISK_TO_ACT, RISK_TO_RAISE = 10, 16  # probability times consequence


class Ground(Value):
    """Why a light is as it is: `code` is a key of `sentences.GROUNDS`, filled by `figures`."""

    code: str
    light: Light
    figures: dict[str, int | str] = {}


class Computed(Value):
    """What the figures say of one aspect; no light where there is nothing to judge from."""

    light: Light | None = None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Work:
    """An activity: its last planned day and whether it is done."""

    end: dt.date | None
    done: bool


@dataclass(frozen=True)
class Rated:
    """A risk: probability times consequence, and whether it has a measure."""

    score: int
    measured: bool


@dataclass(frozen=True)
class Situation:
    """What is known of a mandate on a day. `gate_late`: days against the baseline, None with nothing to compare.

    `conditions_late`, `needs_late`: open, and past their day. `vacant`: deciding places without anybody.
    Money in öre, None where nothing is told: see `portfolio.money`.
    """

    today: dt.date
    activities: tuple[Work, ...] = ()
    gate: str = ""
    gate_late: int | None = None
    conditions_late: int = 0
    risks: tuple[Rated, ...] = ()
    needs: int = 0
    needs_late: int = 0
    vacant: int = 0
    frame: int | None = None
    activated: int | None = None
    identified: int | None = None
    outcome: int | None = None

    @property
    def due(self) -> tuple[Work, ...]:
        """The activities whose last day has passed."""
        return tuple(a for a in self.activities if a.end and a.end < self.today)


MONEY = {
    Standing.WITHIN: Light.GREEN,
    Standing.NEARLY: Light.YELLOW,
    Standing.PROMISED: Light.YELLOW,
    Standing.OVER: Light.RED,
}
Rule = Callable[[Situation], Ground | None]


def compute(now: Situation) -> dict[Aspect, Computed]:
    """A computed light per aspect: the worst of what its rules say, each rule with its figures."""
    return {aspect: _computed(RULES[aspect], now) for aspect in Aspect}


def better(said: ReportContent, figures: Mapping[Aspect, Computed]) -> tuple[Aspect, ...]:
    """The aspects in which the lead's light is better than the figures'."""
    return tuple(a for a in Aspect if _is_better(said.judged(a).light, figures.get(a, Computed()).light))


def _is_better(reported: Light | None, computed: Light | None) -> bool:
    return reported is not None and computed is not None and reported.severity < computed.severity


def _computed(rules: tuple[Rule, ...], now: Situation) -> Computed:
    grounds = tuple(ground for rule in rules if (ground := rule(now)))
    return Computed(light=worst(ground.light for ground in grounds), grounds=grounds)


def _activities(now: Situation) -> Ground | None:
    """Red when half of all activities or more are late, yellow when any is."""
    if not now.activities:
        return None
    late, total = sum(not a.done for a in now.due), len(now.activities)
    light = Light.GREEN if not late else Light.RED if late * HALF >= total else Light.YELLOW
    return Ground(code="activities_late", light=light, figures={"n": late, "total": total})


def _gate(now: Situation) -> Ground | None:
    """Red when the next gate is LATE_GATE days late against the baseline or more, yellow when it is late at all."""
    if now.gate_late is None or not now.gate:
        return None
    days = max(now.gate_late, 0)
    light = Light.GREEN if not days else Light.RED if days >= LATE_GATE else Light.YELLOW
    return Ground(code="gate_late", light=light, figures={"n": days, "gate": now.gate})


def _conditions(now: Situation) -> Ground | None:
    """Yellow: the next gate cannot be passed while a due condition is open."""
    return _if_any("conditions_late", now.conditions_late, Light.YELLOW)


def _results(now: Situation) -> Ground | None:
    """What is done, ahead of time too, against what should be: yellow when less, red when less than half."""
    if not now.activities:
        return None
    done, due = sum(a.done for a in now.activities), len(now.due)
    light = Light.GREEN if done >= due else Light.YELLOW if done * HALF >= due else Light.RED
    return Ground(code="results", light=light, figures={"n": done, "due": due})


def _needs(now: Situation) -> Ground | None:
    """Yellow while support is asked for, red once an answer is late."""
    if now.needs_late:
        return Ground(code="needs_late", light=Light.RED, figures={"n": now.needs_late})
    light = Light.YELLOW if now.needs else Light.GREEN
    return Ground(code="needs_open", light=light, figures={"n": now.needs})


def _vacant(now: Situation) -> Ground | None:
    return _if_any("vacant", now.vacant, Light.YELLOW)


def _highest(now: Situation) -> Ground | None:
    if not now.risks:
        return None
    score = max(risk.score for risk in now.risks)
    light = Light.RED if score >= RISK_TO_RAISE else Light.YELLOW if score >= RISK_TO_ACT else Light.GREEN
    return Ground(code="highest_risk", light=light, figures={"n": score})


def _unmeasured(now: Situation) -> Ground | None:
    """Red: nothing is done about a risk that asks for it."""
    bare = sum(risk.score >= RISK_TO_ACT and not risk.measured for risk in now.risks)
    return _if_any("unmeasured_risks", bare, Light.RED)


def _money(now: Situation) -> Ground | None:
    """Red when more is spent than the frame; yellow when nearly all is, or more is planned."""
    standing = judge(now.frame, now.activated, now.identified, now.outcome)
    if standing is Standing.UNKNOWN:
        return None
    spent, planned = (now.outcome or 0), (now.activated or 0) + (now.identified or 0)
    part = planned if standing is Standing.PROMISED else spent
    code = "money_planned" if standing is Standing.PROMISED else "money_spent"
    return Ground(code=code, light=MONEY[standing], figures={"percent": percent(part, now.frame) or 0})


def _if_any(code: str, count: int, light: Light) -> Ground | None:
    return Ground(code=code, light=light, figures={"n": count}) if count else None


RULES: Mapping[Aspect, tuple[Rule, ...]] = {
    Aspect.TIME: (_activities, _gate, _conditions),
    Aspect.COST: (_money,),
    Aspect.RESULT: (_results,),
    Aspect.RESOURCE: (_needs, _vacant),
    Aspect.RISK: (_highest, _unmeasured),
    Aspect.MOOD: (),
}
