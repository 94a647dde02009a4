"""The demo's measurements of impact goals, told by the service that writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
from uppdragil.portfolio.benefits.services import Measured, measure


def tell(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> None:
    """Each value on its day. `at`: the moment of a day when things are done."""
    for one in told["measurements"]:
        directive = Directive.objects.get(title=one["mandate"])
        goal = storage.load(directive, ("impact_goals",)).impact_goals[one["goal"]]
        day = dt.date.fromisoformat(one["on"])
        measure(
            directive=directive,
            goal=goal.uid,
            said=Measured(day, Decimal(one["value"]), comment=one["comment"]),
            by=Person.objects.get(name=one["by"]),
            now=at(day),
        )
