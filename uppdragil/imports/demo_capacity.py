"""The demo's receiver capacity: what units have room for, and when nothing is to land; told by the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.capacity import services
from uppdragil.portfolio.capacity.load import Room


def tell(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> None:
    """`at`: the moment of a day when things are done."""
    for one in told["room"]:
        services.set_capacity(
            unit=Unit.objects.get(name=one["unit"]),
            since=dt.date.fromisoformat(one["from"]),
            room=Room(one["deliveries"], one["executions"]),
            word=one["word"],
            **_who_and_when(one, at),
        )
    for one in told["freezes"]:
        services.freeze(
            unit=Unit.objects.filter(name=one["unit"]).first(),
            kind=one["kind"],
            **_days(one["starts"], one["ends"], dt.date.fromisoformat(one["on"])),
            reason=one["reason"],
            **_who_and_when(one, at),
        )


def _days(starts: str, ends: str, after: dt.date) -> dict[str, dt.date]:
    """First and last day. Those without a year are the next ones: a summer stays in the summer."""
    year = f"{after.year + (starts < f'{after:%m-%d}')}-" if len(starts) == len("06-21") else ""
    return {"starts": dt.date.fromisoformat(year + starts), "ends": dt.date.fromisoformat(year + ends)}


def _who_and_when(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> dict[str, Any]:
    return {"by": Person.objects.get(name=told["by"]), "now": at(dt.date.fromisoformat(told["on"]))}
