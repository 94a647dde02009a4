"""The demo's needs: what mandates ask of others for support, and what units raise; some answered, some not.

Told by the services, as everything of the demo is, after the mandates have come to where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person, Position
from uppdragil.portfolio import support
from uppdragil.portfolio.unitneeds import services

At = Callable[[dt.date], dt.datetime]


def tell(told: dict[str, Any], at: At) -> None:
    """`at`: the moment of a day when things are done."""
    for one in told["support"]:
        _support(one, at)
    office = Person.objects.get(name=told["office"])
    for one in told["needs"]:
        _need(one, office, at)


def _support(told: dict[str, Any], at: At) -> None:
    need = support.raise_need(
        directive=Directive.objects.get(title=told["mandate"]),
        kind=told["kind"],
        text=told["text"],
        due=_day(told["due"]),
        responsible=told["position"],
        holder=("position", Position.objects.get(title=told["position"]).uid),
        **_who_and_when(told, at),
    )
    if answer := told.get("answer"):
        support.answer(need=need, text=answer["text"], **_who_and_when(answer, at))


def _need(told: dict[str, Any], office: Person, at: At) -> None:
    words = {key: told[key] for key in ("title", "situation", "consequence", "disturbance", "sub_goal")}
    days: dict[str, Any] = {key: told[key] and _day(told[key]) for key in ("since", "wanted_by")}
    need = services.raise_need(said=services.Said(**words, **days), **_who_and_when(told, at))
    if day := told.get("looked_at"):
        services.look_at(need=need, by=office, now=at(_day(day)))
    if taken := told.get("taken"):
        directive = Directive.objects.get(title=taken["mandate"])
        services.take(
            need=need, directive=directive, text=taken["text"], by=office, now=at(_day(taken["on"]))
        )
    if declined := told.get("declined"):
        services.decline(need=need, text=declined["text"], by=office, now=at(_day(declined["on"])))


def _who_and_when(told: dict[str, Any], at: At) -> dict[str, Any]:
    return {"by": Person.objects.get(name=told["by"]), "now": at(_day(told["on"]))}


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
