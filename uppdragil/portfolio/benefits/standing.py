"""How an impact goal stands by what was measured. Pure rules, each verdict with the figures it rests on.

The measure is the share of the way from the baseline to the target, so that a goal that goes down (fewer falls) is
counted as one that goes up. What should have been reached follows a straight line from the delivery (BP3), before
which nobody expects an effect, to the goal's date. The tolerance is a proposal of the product: effects seldom come
in a straight line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from .schedule import EARLY

BEHIND_BY = Decimal("0.1")  # a tenth of the way, by which a value may lie under the line
NONE, WHOLE = Decimal(0), Decimal(1)


class State(StrEnum):
    """In the order in which the office wants to see them."""

    OVERDUE = "overdue"
    BEHIND = "behind"
    UNMEASURED = "unmeasured"
    NOT_JUDGED = "not_judged"
    ON_WAY = "on_way"
    REACHED = "reached"


@dataclass(frozen=True)
class Aim:
    """What a goal wants: from `baseline` to `target` by `due`. `delivered`: the day of BP3, None before it."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    due: dt.date | None = None
    delivered: dt.date | None = None


@dataclass(frozen=True)
class Point:
    """What was measured on a day; no value where it was told in words."""

    day: dt.date
    value: Decimal | None = None


@dataclass(frozen=True)
class Verdict:
    """`ground` is a key of `sentences.GROUNDS`, filled by `figures`.

    `share`: of the way from baseline to target, 1 the whole; None where the numbers do not tell.
    """

    state: State
    ground: str
    figures: Mapping[str, Decimal | dt.date | int] = field(default_factory=dict)
    share: Decimal | None = None


def judge(aim: Aim, points: Sequence[Point], today: dt.date) -> Verdict:
    """How the goal stands on `today` by its last point: the latest day, and of one day the last given."""
    last = max(points, key=lambda point: point.day) if points else None
    if aim.due and aim.due < today and (last is None or last.day < aim.due - EARLY):
        return Verdict(State.OVERDUE, "overdue", {"due": aim.due}, _share_of(aim, last))
    if last is None:
        return Verdict(State.UNMEASURED, "unmeasured")
    if last.value is None:
        return Verdict(State.NOT_JUDGED, "in_words")
    return _by_value(aim, last.day, last.value, today)


def share(baseline: Decimal | None, target: Decimal | None, value: Decimal) -> Decimal | None:
    """How much of the way `value` has come: below 0 on the wrong side of the baseline, above 1 past the target.

    None without both numbers, and where they are the same: there is no way to go.
    """
    if baseline is None or target is None or baseline == target:
        return None
    return (value - baseline) / (target - baseline)


def expected(aim: Aim, day: dt.date) -> Decimal | None:
    """The share that the straight line has on `day`; None without a date to reach the target by."""
    if aim.due is None:
        return None
    if day >= aim.due:
        return WHOLE
    if aim.delivered is None or day <= aim.delivered:
        return NONE
    return Decimal((day - aim.delivered).days) / (aim.due - aim.delivered).days


def percent(part: Decimal) -> int:
    """A share as whole percent, rounded down: what is not whole is never said to be 100."""
    return int((part * 100).to_integral_value(ROUND_FLOOR))


def _share_of(aim: Aim, last: Point | None) -> Decimal | None:
    return share(aim.baseline, aim.target, last.value) if last and last.value is not None else None


def _by_value(aim: Aim, day: dt.date, value: Decimal, today: dt.date) -> Verdict:
    if aim.target is None:
        return Verdict(State.NOT_JUDGED, "no_target")
    part = share(aim.baseline, aim.target, value)
    if value == aim.target or (part is not None and part >= WHOLE):
        return Verdict(State.REACHED, "reached", {"target": aim.target, "value": value}, part)
    if aim.baseline is None:
        return Verdict(State.NOT_JUDGED, "no_baseline")
    if part is None:  # the level is to be kept, and nothing says on which side of it is the better one
        return Verdict(State.BEHIND, "not_kept", {"target": aim.target, "value": value})
    return _under_way(aim, day, part, today)


def _under_way(aim: Aim, day: dt.date, part: Decimal, today: dt.date) -> Verdict:
    """Not there yet: against the line on the day of the measurement, for the line went on since."""
    if aim.due and aim.due < today:
        return Verdict(State.BEHIND, "missed", {"share": percent(part), "due": aim.due}, part)
    line = expected(aim, day)
    if line is None:
        well = part > NONE or aim.delivered is None
        return Verdict(State.ON_WAY if well else State.BEHIND, "no_due", {"share": percent(part)}, part)
    well = part + BEHIND_BY >= line
    figures = {"share": percent(part), "line": percent(line)}
    return Verdict(State.ON_WAY if well else State.BEHIND, "line", figures, part)
