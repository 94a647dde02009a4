"""The way that one directive has gone through its flow, read from the engine's tasks: every stay, every return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from viewflow.workflow import STATUS
from viewflow.workflow.models import Task

from uppdragil.directives.models import Directive


@dataclass(frozen=True)
class Pass:
    """One stay at a node. `left` is None where the directive still rests; `outcome` is how it left, "" for a start."""

    node: str
    entered: dt.datetime
    left: dt.datetime | None = None
    outcome: str = ""


def passes(directive: Directive) -> tuple[Pass, ...]:
    """Every stay in order, the start included. One query."""
    tasks = Task.objects.filter(process__directiveprocess__directive=directive).order_by("pk")
    found: list[Pass] = []
    entered = directive.created_at
    for task in tasks.exclude(status=STATUS.CANCELED):
        data = task.data or {}
        left = _left(task, data) if found else entered
        name = task.flow_task.name
        found.append(Pass(name, entered, left, data.get("outcome", "")))
        entered = left or entered
    return tuple(_open_end(found))


def without_returns(gone: Sequence[Pass]) -> tuple[Pass, ...]:
    """The way as it would have been without a step back: what those are told who see decided things only."""
    kept: list[Pass] = []
    for stay in gone:
        names = [known.node for known in kept]
        if stay.node in names:
            first = kept[names.index(stay.node)]
            kept = kept[: names.index(stay.node)]
            stay = Pass(stay.node, first.entered, stay.left, stay.outcome)
        kept.append(stay)
    return tuple(kept)


def _left(task: Task, data: dict[str, str]) -> dt.datetime | None:
    """When the directive left: the time of the move, or the engine's clock for tasks that do not hold it."""
    if "at" in data:
        return dt.datetime.fromisoformat(data["at"])
    left: dt.datetime | None = task.finished
    return left


def _open_end(found: list[Pass]) -> list[Pass]:
    """An end is never left, though its task is done."""
    if found and found[-1].left is not None and not found[-1].outcome and len(found) > 1:
        last = found[-1]
        return [*found[:-1], Pass(last.node, last.entered)]
    return found
