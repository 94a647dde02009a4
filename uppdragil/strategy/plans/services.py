"""Recording the plans of boards. Each service is one transaction that locks the plan; each raises Refused or Busy.

Nothing is overwritten that somebody else wrote meanwhile (`content.mark`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core import audit, events, history
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.organisation.models import DecisionBody, Person
from uppdragil.strategy.selectors import find, published

from . import policies
from .content import LONGEST_POINT, MOST_POINTS, PlanSaid, PointSaid, mark
from .events import PlanWritten
from .models import BoardPlan, BoardPlanItem
from .selectors import plan_said, point_said

SENTENCES = {
    "not_recording": _("The portfolio office and the board's chair and secretary record its plan."),
    "no_name": _("Give the plan a name."),
    "years": _("The plan ends before it begins. Change one of the years."),
    "link": _("The link is an address on the web, which begins with http:// or https://."),
    "taken": _("The board has a plan with that name for those years already."),
    "gone": _("Somebody has removed it. What you wrote is still here, to copy."),
    "no_text": _("Write what the point says."),
    "too_long": _("A point has at most %(limit)s characters. Shorten it, or divide it."),
    "too_many": _("A plan has at most %(limit)s points."),
    "no_target": _("Something that was chosen is in no published edition. Choose again."),
}


class Refused(Coded):
    """A rule of plans says no. `code` is a key of SENTENCES."""

    sentences = SENTENCES


class Conflict(Exception):
    """Somebody has saved it since the form was opened. `current`: what it says now."""

    def __init__(self, current: PlanSaid | PointSaid) -> None:
        super().__init__(mark(current))
        self.current = current


def record(
    *, body: DecisionBody, said: PlanSaid, points: Sequence[PointSaid] = (), by: Person, now: dt.datetime
) -> BoardPlan:
    """A new plan of the board, with its points."""
    said, points = _checked(said), [_checked_point(point) for point in points]
    with writing():
        plan = BoardPlan(body=body, created_at=now, **vars(said))
        _ask("not_recording", unless=policies.may_record(by, plan, localdate(now)))
        _ask("taken", unless=not _same(plan).exists())
        history.sign(plan, by, now).save()
        _append(plan, points, by, now)
        _tell("plan.recorded", plan, by, now)
        events.publish(PlanWritten(plan))
        return plan


def change(*, plan: BoardPlan, said: PlanSaid, seen: str, by: Person, now: dt.datetime) -> None:
    """The plan's head says `said`, where nobody has saved it since `seen`. Raises Conflict too."""
    said = _checked(said)
    with writing():
        plan = _locked(plan, by, now)
        current = plan_said(plan)
        if said == current:
            return
        if mark(current) != seen:
            raise Conflict(current)
        for name, value in vars(said).items():
            setattr(plan, name, value)
        _ask("taken", unless=not _same(plan).exclude(pk=plan.pk).exists())
        history.sign(plan, by, now).save()
        _tell("plan.changed", plan, by, now)
        events.publish(PlanWritten(plan))


def remove(*, plan: BoardPlan, by: Person, now: dt.datetime) -> None:
    """The plan goes with its points; the history of its rows and the chain remember it."""
    with writing():
        plan = _locked(plan, by, now)
        for item in plan.items.all():
            history.sign(item, by, now).delete()
        _tell("plan.removed", plan, by, now)
        history.sign(plan, by, now).delete()


def add(*, plan: BoardPlan, points: Sequence[PointSaid], by: Person, now: dt.datetime) -> list[BoardPlanItem]:
    """The plan has these points too, after the others."""
    points = [_checked_point(point) for point in points]
    with writing():
        plan = _locked(plan, by, now)
        made = _append(plan, points, by, now)
        events.publish(PlanWritten(plan))
        return made


def change_point(*, item: BoardPlanItem, said: PointSaid, seen: str, by: Person, now: dt.datetime) -> None:
    """The point says `said`, where nobody has saved it since `seen`. Raises Conflict too."""
    said = _checked_point(said)
    with writing():
        plan = _locked(item.plan, by, now)
        item = _locked_item(item)
        current = point_said(item)
        if mark(said) == mark(current):
            return
        if mark(current) != seen:
            raise Conflict(current)
        item.text, item.targets = said.text, list(said.targets)
        history.sign(item, by, now).save()
        events.publish(PlanWritten(plan))


def remove_point(*, item: BoardPlanItem, by: Person, now: dt.datetime) -> None:
    """The point goes."""
    with writing():
        _locked(item.plan, by, now)
        history.sign(_locked_item(item), by, now).delete()


def _append(
    plan: BoardPlan, points: Sequence[PointSaid], by: Person, now: dt.datetime
) -> list[BoardPlanItem]:
    taken = list(plan.items.values_list("position", flat=True))
    _ask("too_many", unless=len(taken) + len(points) <= MOST_POINTS, limit=MOST_POINTS)
    first = max(taken, default=-1) + 1
    made = [
        BoardPlanItem(plan=plan, position=first + at, text=point.text, targets=list(point.targets))
        for at, point in enumerate(points)
    ]
    BoardPlanItem.objects.bulk_create(made)
    history.record_many(made, by=by, now=now)
    return made


def _checked(said: PlanSaid) -> PlanSaid:
    said = replace(
        said,
        name=clean_text(said.name).strip(),
        reference=clean_text(said.reference).strip(),
        link=clean_text(said.link).strip(),
    )
    _ask("no_name", unless=bool(said.name))
    _ask("years", unless=said.first_year <= said.last_year)
    _ask("link", unless=not said.link or said.link.startswith(("https://", "http://")))
    return said


def _checked_point(said: PointSaid) -> PointSaid:
    text = clean_text(said.text).strip()
    _ask("no_text", unless=bool(text))
    _ask("too_long", unless=len(text) <= LONGEST_POINT, limit=LONGEST_POINT)
    editions = published() if said.targets else []
    targets = tuple(dict.fromkeys(said.targets))
    _ask("no_target", unless=all(find(editions, key) for key in targets))
    return PointSaid(text, targets)


def _locked(plan: BoardPlan, by: Person, now: dt.datetime) -> BoardPlan:
    found = (
        BoardPlan.objects.select_for_update(of=("self",)).select_related("body").filter(pk=plan.pk).first()
    )
    if found is None:
        raise Refused("gone")
    _ask("not_recording", unless=policies.may_record(by, found, localdate(now)))
    return found


def _locked_item(item: BoardPlanItem) -> BoardPlanItem:
    found = BoardPlanItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise Refused("gone")
    return found


def _same(plan: BoardPlan) -> QuerySet[BoardPlan]:
    years = {"first_year": plan.first_year, "last_year": plan.last_year}
    return BoardPlan.objects.filter(body=plan.body, name=plan.name, **years)


def _ask(code: str, *, unless: bool, **params: object) -> None:
    if not unless:
        raise Refused(code, **params)


def _tell(verb: str, plan: BoardPlan, by: Person, now: dt.datetime) -> None:
    payload: dict[str, audit.JSON] = {
        "board_plan": plan.uid,
        "name": plan.name,
        "body": plan.body.name,
        "from": plan.first_year,
        "to": plan.last_year,
    }
    audit.append(verb=verb, actor=audit.Actor(by.name, by.uid), payload=payload, now=now)
