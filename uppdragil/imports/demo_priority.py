"""The orders that a body of the demo has decided, noted by the service that keeps them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import DecisionBody, Person
from uppdragil.portfolio import priority


def tell(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> None:
    """Each order on its day. `at`: the moment of a day when things are done."""
    for one in told["orders"]:
        day = dt.date.fromisoformat(one["on"])
        priority.note(
            body=DecisionBody.objects.get(short=told["body"]),
            decided_on=day,
            reference=one["reference"],
            order=[Directive.objects.get(title=title) for title in one["mandates"]],
            by=Person.objects.get(name=told["by"]),
            now=at(day),
        )
