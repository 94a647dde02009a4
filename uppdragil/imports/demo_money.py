"""How the money of the demo's mandates has stood, told by the service that writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
from uppdragil.portfolio.money.services import Told
from uppdragil.portfolio.money.services import tell as tell_money


def tell(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> None:
    """Each state on its day. `at`: the moment of a day when things are done."""
    for one in told["states"]:
        day = dt.date.fromisoformat(one["on"])
        amounts = {name: one[name] for name in ("activated", "identified", "outcome")}
        tell_money(
            directive=Directive.objects.get(title=one["mandate"]),
            said=Told(day, **amounts, comment=one["comment"]),
            by=Person.objects.get(name=one["by"]),
            now=at(day),
        )
