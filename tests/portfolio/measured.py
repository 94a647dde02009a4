"""A measurement of an impact goal to test on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tests.factories import NOW, TODAY, Cast, Mandate, at, row
from uppdragil.directives.content import ImpactGoal
from uppdragil.portfolio.benefits.models import Measurement
from uppdragil.portfolio.benefits.services import Measured, measure

DUE = dt.date(2027, 3, 1)


def goal(**given: Any) -> ImpactGoal:
    """Fewer wait: from 60 % to 20 % in a year."""
    said = {"text": "Kortare väntan", "indicator": "Andel som väntar", "unit": "%"}
    made: ImpactGoal = row(ImpactGoal, **said | {"baseline": 60, "target": 20, "due": DUE} | given)
    return made


def delivered(
    *goals: ImpactGoal, phase: str = "realisation", cast: Cast | None = None, **given: Any
) -> Mandate:
    """A mandate past BP3 with these goals, or one that can be measured."""
    made = at(phase, cast, impact_goals=goals or (goal(),), **given)
    made.directive.refresh_from_db()
    return made


def measured(made: Mandate, value: str | None = None, **given: Any) -> Measurement:
    """The owner measures the first goal today, unless `given` says otherwise."""
    said = {"on": TODAY, "words": "" if value else "Det går bättre"}
    said |= {name: given.pop(name) for name in ("on", "words", "comment") if name in given}
    first = made.content.impact_goals[0].uid
    values: dict[str, Any] = {"directive": made.directive, "goal": first, "by": made.cast.owner, "now": NOW}
    return measure(**values | {"said": Measured(value=Decimal(value) if value else None, **said)} | given)
