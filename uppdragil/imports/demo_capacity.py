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
        starts = _day(one["starts"], one["on"])
        services.freeze(
            unit=Unit.objects.filter(name=one["unit"]).first(),
            kind=one["kind"],
            starts=starts,
            ends=_day(one["ends"], starts.isoformat()),
            reason=one["reason"],
            **_who_and_when(one, at),
        )


def _day(text: str, after: str) -> dt.date:
    """One without a year is the next of its kind: a summer stays in the summer, whenever the demo is loaded."""
    if len(text) == len("06-21"):
        text = f"{int(after[:4]) + (text < after[5:])}-{text}"
    return dt.date.fromisoformat(text)


def _who_and_when(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> dict[str, Any]:
    return {"by": Person.objects.get(name=told["by"]), "now": at(dt.date.fromisoformat(told["on"]))}
