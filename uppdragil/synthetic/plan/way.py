"""The way of one mandate: where it rests, for how long, and how it left. Returns, postponements and ends included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from uppdragil.core.calendar import next_workday
from workflows.passes import Pass

from .chance import Chance

STAGES = ("draft", "preparation", "execution", "handover", "realisation")
GATES = ("bp0", "bp1", "bp2", "bp3")
ROUTE = ("draft", "bp0", "preparation", "bp1", "execution", "bp2", "handover", "bp3", "realisation")
ENDS = ("closed", "stopped", "superseded")
# Where forty mandates stand. Each place is there, so that a small portfolio has everything.
DECK = (
    *("draft",) * 4, *("bp0",) * 3, *("preparation",) * 4, *("bp1",) * 3, *("execution",) * 10, *("bp2",) * 2,
    *("handover",) * 2, *("bp3",) * 2, *("realisation",) * 4, *("closed",) * 3, *("stopped",) * 2, "superseded",
)  # fmt: skip
# Days at a place, least and most; what is postponed or sent back stays as long once more.
DAYS = {
    "draft": (10, 60), "bp0": (5, 20), "preparation": (20, 60), "bp1": (3, 16), "execution": (90, 420),
    "bp2": (4, 16), "handover": (14, 50), "bp3": (4, 16), "realisation": (120, 500),
}  # fmt: skip
ENDED = (5, 600)  # days since it ended
RETURNS = {"rework": 12, "withdraw": 30, "postpone": 14}  # one submission of so many
CONDITIONAL = 6  # one passing decision of so many
FIRST_HOUR = dt.time(8, 5)


@dataclass(frozen=True)
class _Stay:
    node: str
    outcome: str
    days: int


def way(place: str, chance: Chance, today: dt.date, zone: dt.tzinfo) -> tuple[Pass, ...]:
    """The stays of a mandate that stands at `place` today: the start first, as `workflows.passes` reads them."""
    stays = list(_stays(place, chance))
    moments = _moments(stays, today, zone)
    found = [Pass("start", moments[0], moments[0])]
    for stay, entered, left in zip(stays, moments, [*moments[1:], None], strict=True):
        found.append(Pass(stay.node, entered, left, stay.outcome))
    return tuple(found)


def decks(count: int, chance: Chance) -> list[str]:
    """Where each of `count` mandates stands."""
    found: list[str] = []
    while len(found) < count:
        deck = list(DECK)
        chance.shuffle(deck)
        found += deck
    return found[:count]


def _stays(place: str, chance: Chance) -> Iterator[_Stay]:
    """Up to `place`, where it still rests; an end is reached from a place on the way."""
    last, leaves = (_before(place, chance), True) if place in ENDS else (place, False)
    for node in ROUTE[: ROUTE.index(last)]:
        yield from _passing(node, chance)
    if not leaves:
        if last in GATES and chance.one_in(8):
            yield _Stay(last, "postpone", _days(last, chance))
        yield _Stay(last, "", _days(last, chance))
        return
    if last in GATES:
        yield _Stay(last, "no", _days(last, chance))
    else:
        yield _Stay(last, _leaving(place), _days(last, chance))
    yield _Stay(place, "", chance.randint(*ENDED))


def _before(end: str, chance: Chance) -> str:
    """From where it came to its end."""
    if end == "closed":
        return "realisation"
    if end == "superseded":
        return chance.choice(("preparation", "execution"))
    return chance.choice(("bp0", "bp1", "bp2", "draft", "preparation", "execution"))


def _leaving(end: str) -> str:
    return {"closed": "close", "stopped": "stop", "superseded": "supersede"}[end]


def _passing(node: str, chance: Chance) -> Iterator[_Stay]:
    """A stage that is left for its gate, or a gate that is passed, perhaps not the first time."""
    if node in STAGES:
        yield _Stay(node, "submit", _days(node, chance))
        return
    for outcome, often in RETURNS.items():
        if chance.one_in(often):
            yield _Stay(node, outcome, _days(node, chance))
            if outcome != "postpone":
                stage = STAGES[GATES.index(node)]
                yield _Stay(stage, "submit", max(3, _days(stage, chance) // 4))
    yield _Stay(node, "conditional" if chance.one_in(CONDITIONAL) else "yes", _days(node, chance))


def _days(node: str, chance: Chance) -> int:
    return chance.randint(*DAYS[node])


def _moments(stays: list[_Stay], today: dt.date, zone: dt.tzinfo) -> list[dt.datetime]:
    """When each stay began, in working hours, so that the last one has lasted its days today."""
    days = [today - dt.timedelta(days=stays[-1].days)]
    for stay in reversed(stays[:-1]):
        days.append(days[-1] - dt.timedelta(days=stay.days))
    yesterday = today - dt.timedelta(days=1)
    return [at(min(next_workday(day), yesterday), n, zone) for n, day in enumerate(reversed(days))]


def at(day: dt.date, step: int, zone: dt.tzinfo) -> dt.datetime:
    """A moment of that day, the later the further on the way."""
    moment = dt.datetime.combine(day, FIRST_HOUR, zone) + dt.timedelta(minutes=5 * step)
    return moment.astimezone(dt.UTC)
