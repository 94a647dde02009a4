"""Where a move happens: the directive locked where it rests, and the rules asked there.

Shared by the moves of `workflows.service` and of the modules beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from viewflow.workflow import STATUS
from viewflow.workflow.models import Task

from uppdragil.core import history
from uppdragil.core.contention import Busy, writing
from uppdragil.decisions.models import Round
from uppdragil.directives.models import Directive
from uppdragil.directives.services import with_edition_of
from uppdragil.gates import rules, values
from uppdragil.gates.values import Action, Seat, Unmet, Who
from uppdragil.organisation.models import Person

from . import facts
from .models import DirectiveProcess


@dataclass
class Refused(Exception):
    """The rules say no. `unmet` holds every reason, as the why-blocked panel shows them."""

    unmet: tuple[Unmet, ...]


@dataclass
class Place:
    """A directive locked where it rests."""

    directive: Directive
    activation: Any
    round: Round | None


@contextmanager
def at(directive: Directive) -> Iterator[Place]:
    """Lock the flow and the directive, and re-read both: what was true outside may not be now.

    Who cannot get the locks is refused with "busy": nothing was written, and trying again helps.
    """
    try:
        with writing():
            place = _place(directive=directive.pk)
            if place is None:
                raise Refused((Unmet("ended"),))
            with_edition_of(place.directive, directive)
            yield place
    except Busy as error:
        raise Refused((Unmet("busy"),)) from error


def beside(uid: str) -> Place | None:
    """Another directive that the same move takes along, locked too; None where none with `uid` is under way."""
    return _place(directive__uid=uid)


def _place(**which: Any) -> Place | None:
    """Both rows are locked by one query; what rests on them is read after that, when nobody else can move it."""
    locked = DirectiveProcess.objects.select_for_update(of=("self", "directive"))
    process = locked.select_related("directive").filter(**which).first()
    if process is None:
        return None
    task = (
        Task.objects.select_related("process__directiveprocess")
        .exclude(status__in=[STATUS.DONE, STATUS.CANCELED])
        .filter(process=process.pk)
        .first()
    )
    if task is None:
        return None
    directive = process.directive
    return Place(directive, task.flow_task.activation_class(task), facts.open_round(directive))


def ask(action: Action, gathered: values.Facts) -> None:
    """Raise Refused with every reason of the rules against `action`."""
    reasons = rules.unmet(action, gathered)
    if reasons:
        raise Refused(reasons)


def capacities(actor: Who, seats: Iterable[Seat]) -> list[dict[str, str]]:
    """The seats that `actor` confirms in, as evidence keeps them (`values.Seat.key`)."""
    return [
        {"role": seat.role, "through": seat.through, "row": seat.row, **_instead(seat, actor)}
        for seat in seats
        if actor.uid in {who.uid for who in seat.acting}
    ]


def _instead(seat: Seat, actor: Who) -> dict[str, str]:
    """Whom the actor stands in for in `seat`, and on what basis; empty for its holder."""
    if actor in seat.holders:
        return {}
    found = next(s for s in seat.substitutes if s.who.uid == actor.uid)
    return {"instead_of": found.instead_of, "basis": found.basis}


def set_pause(
    directive: Directive,
    *,
    at: dt.datetime | None,
    reason: str,
    wake_on: dt.date | None,
    by: Person,
    now: dt.datetime,
) -> None:
    """Begin or end (`at` None) a pause; `by` signs the history."""
    directive.paused_at, directive.paused_reason, directive.wake_on = at, reason, wake_on
    history.sign(directive, by, now).save(update_fields=["paused_at", "paused_reason", "wake_on"])
