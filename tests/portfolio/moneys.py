"""How a mandate's money stands, to test on."""

from __future__ import annotations

from typing import Any

from tests.factories import NOW, TODAY, Mandate
from uppdragil.portfolio.models import MoneyState
from uppdragil.portfolio.money.services import Told, tell


def money_told(made: Mandate, **given: Any) -> MoneyState:
    """The lead tells it today, unless `given` says otherwise; amounts in öre."""
    said = {
        name: given.pop(name) for name in ("activated", "identified", "outcome", "comment") if name in given
    }
    said["on"] = given.pop("on", TODAY)
    values: dict[str, Any] = {"directive": made.directive, "by": made.cast.lead, "now": NOW}
    return tell(**values | {"said": Told(**said)} | given)
