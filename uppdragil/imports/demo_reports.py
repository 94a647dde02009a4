"""The demo's status reports: rounds that the office opened, what the leads said, and what the owners answered.

Told by the services, as everything of the demo is, after the mandates have come to where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
from uppdragil.portfolio.reporting import drafts, rounds, selectors, services
from uppdragil.portfolio.reporting.content import Aspect, Deviation, Judged, Light, ReportContent

At = Callable[[dt.date], dt.datetime]


def tell(told: dict[str, Any], at: At) -> None:
    """Each round with its reports. `at`: the moment of a day when things are done."""
    office = Person.objects.get(name=told["office"])
    for one in told["rounds"]:
        days = {name: _day(one[name]) for name in ("starts", "ends", "due")}
        rounds.open_round(**days, note=one["note"], by=office, now=at(_day(one["opened"])))
        for report in one["reports"]:
            _report(report, at)


def _report(told: dict[str, Any], at: At) -> None:
    directive = Directive.objects.get(title=told["mandate"])
    report = services.submit(
        directive=directive,
        content=_content(told),
        before=drafts.seen(selectors.last_of(directive), None),
        by=Person.objects.get(name=told["by"]),
        now=at(_day(told["on"])),
    )
    if answer := told.get("acknowledged"):
        by, now = Person.objects.get(name=answer["by"]), at(_day(answer["on"]))
        services.acknowledge(report=report, comment=answer["comment"], by=by, now=now)


def _content(told: dict[str, Any]) -> ReportContent:
    """Green where nothing else is told."""
    judged = {aspect: told["lights"].get(aspect, (Light.GREEN, "")) for aspect in Aspect}
    lights = {aspect.value: Judged(light=light, word=word) for aspect, (light, word) in judged.items()}
    deviations = tuple(Deviation(**row) for row in told.get("deviations", ()))
    return ReportContent(**lights, done=told["done"], next=told["next"], deviations=deviations)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
