"""Units, mandates that land on them and what they have room for, to test on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests import factories as f
from tests.support import stock
from uppdragil.directives.content import Activity, GatePlan, Milestone
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.capacity import services
from uppdragil.portfolio.capacity.load import Room
from uppdragil.portfolio.models import FreezePeriod, UnitCapacity

SOON = (("BP0", "2026-03-03"), ("BP1", "2026-03-05"), ("BP2", "2026-05-04"), ("BP3", "2026-05-12"))


@stock.kept
def receiver() -> Unit:
    return f.unit()


@stock.kept
def landing_on(
    *holders: Any, phase: str = "preparation", days: tuple[tuple[str, str], ...] = (), **given: Any
) -> f.Mandate:
    """A mandate in `phase` that these receive; `days`: those of all gates, where they differ from the usual ones."""
    cast = f.Cast(receivers=holders)
    if days:
        plans = (f.row(GatePlan, gate=gate, name=gate, start=day, end=day) for gate, day in days)
        starts, done = dict(days)["BP1"], dict(days)["BP2"]
        given |= {
            "gate_plans": tuple(plans),
            "activities": (f.row(Activity, name="Flytta", start=starts, end=done),),
            "milestones": (f.row(Milestone, date=done, decision="Flyttat", gate="MS1"),),
        }
    return f.at(phase, cast, **given)


def room(unit: Unit, deliveries: int = 1, by: Person | None = None, **given: Any) -> UnitCapacity:
    """What the unit has room for, said by somebody of it."""
    fits = Room(deliveries, given.pop("executions", None))
    said = {"since": f.TODAY, "word": "Två enheter flyttar", "now": f.NOW} | given
    return services.set_capacity(unit=unit, room=fits, by=by or f.person("Ulla", unit=unit), **said)


def frozen(unit: Unit | None = None, by: Person | None = None, **given: Any) -> FreezePeriod:
    """A freeze of the unit, or of all where the office says so."""
    said: dict[str, Any] = {
        "kind": FreezePeriod.Kind.SUMMER, "starts": dt.date(2026, 6, 22), "ends": dt.date(2026, 8, 16),
        "reason": "Semester", "now": f.NOW,
    }  # fmt: skip
    by = by or (f.person("Ulla", unit=unit) if unit else f.duty(f.person("Ove")))
    return services.freeze(unit=unit, by=by, **said | given)
