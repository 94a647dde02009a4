"""A unit's need to test on."""

from __future__ import annotations

from typing import Any

from tests import factories as f
from tests.support import stock
from uppdragil.organisation.models import Person
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import services

SAID = {
    "title": "Färre dubbla registreringar",
    "situation": "Samma uppgift skrivs i tre system.",
    "consequence": "En timme om dagen går åt.",
}


@stock.kept
def nurse() -> Person:
    """Somebody of a unit of their own."""
    return f.person("Siv", unit=f.unit())


def raised(by: Person | None = None, **given: Any) -> UnitNeed:
    """A need of the unit of `by`, or of a new unit."""
    now = given.pop("now", f.NOW)
    return services.raise_need(said=services.Said(**(SAID | given)), by=by or nurse(), now=now)
