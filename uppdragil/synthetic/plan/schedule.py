"""When the gates of a mandate were planned to be decided, seen from how it went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from uppdragil.core.calendar import next_workday
from workflows.passes import Pass

from .chance import Chance
from .way import GATES

# Days from one gate to the next in the plan, where it has not been decided yet; the first from the beginning.
PLANNED = {"bp0": (25, 70), "bp1": (30, 80), "bp2": (150, 430), "bp3": (25, 60)}
LONGER = (0.75, 1.25)  # how much longer it took than was planned, for what is decided
LEAST = 10  # days between two gates


def decided_days(passes: Sequence[Pass]) -> dict[str, dt.date]:
    """The day on which each gate was passed."""
    passed = [p for p in passes if p.node in GATES and p.outcome in ("yes", "conditional") and p.left]
    return {p.node: p.left.date() for p in passed if p.left}


def schedule(passes: Sequence[Pass], chance: Chance) -> dict[str, dt.date]:
    """The planned day of each gate by its node: working days, in order, near to what became of it."""
    decided = decided_days(passes)
    planned: dict[str, dt.date] = {}
    before = actual = passes[0].entered.date()
    for node in GATES:
        draw = chance.of(node)
        if node in decided:
            took = (decided[node] - actual).days
            days = max(LEAST, round(took / draw.uniform(*LONGER)))
            actual = decided[node]
        else:
            days = draw.randint(*PLANNED[node])
        before = planned[node] = next_workday(before + dt.timedelta(days=days))
    return planned
