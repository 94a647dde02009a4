"""The demo's strategy: its first edition is published, the next one is a draft; boards have plans that serve it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings

from uppdragil.core.uid import new_uid
from uppdragil.directives.strategylinks import link_to
from uppdragil.organisation.models import DecisionBody, Person
from uppdragil.strategy.plans.content import PlanSaid, PointSaid
from uppdragil.strategy.plans.services import record
from uppdragil.strategy.selectors import published
from uppdragil.strategy.services import keep_drafts, publish
from uppdragil.strategy.targets import Target, targets

from .readers import read_file
from .strategy.recogniser import recognise

FILE = Path(settings.BASE_DIR) / "fixtures" / "demo" / "strategi.txt"


def tell(by: Person, now: dt.datetime) -> None:
    """Both editions of the file as drafts; the one that begins first is published."""
    recognised = recognise(read_file(FILE), new_uid)
    drafts = keep_drafts(contents=recognised.editions, findings=recognised.findings, by=by, now=now)
    publish(edition=min(drafts, key=lambda draft: draft.first_year), by=by, now=now)


def plans(told: dict[str, Any], by: Person, now: dt.datetime) -> None:
    """What boards have decided, with what each point serves."""
    for one in told["plans"]:
        first, last = one["years"]
        record(
            body=DecisionBody.objects.get(name=one["board"]),
            said=PlanSaid(one["name"], first, last, one["reference"], one["link"]),
            points=[PointSaid(p["text"], tuple(_target(*t).key for t in p["serves"])) for p in one["points"]],
            by=by,
            now=now,
        )


def link(area: str, year: int | None, uid: str) -> dict[str, Any]:
    """A row of 4.1 to the sub-goal of `year` in `area` of the published edition; to the area without a year."""
    return link_to(_target(area, year), uid).model_dump()


def _target(area: str, year: int | None) -> Target:
    found = (t for t in targets(published()[0]) if t.area.name == area and t.activity is None)
    return next(t for t in found if (t.goal.year if t.goal else None) == year)
