"""The engine's rows of directives whose way is known already, many at once: as the moves would have left them.

`tests/workflows/test_bulk.py` holds them against what the engine itself writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection
from viewflow.workflow import PROCESS, STATUS
from viewflow.workflow.models import Process, Task
from viewflow.workflow.token import Token

from uppdragil.directives.models import Directive

from .flows import flow_of
from .models import DirectiveProcess
from .nodes import Finish
from .passes import Pass

Way = tuple[Directive, Sequence[Pass]]


def arrive(directive: Directive, gone: Sequence[Pass]) -> None:
    """Let the directive show where its way has taken it, as entering a stage does; the caller stores it."""
    directive.phase, directive.phase_since = _node(directive, gone[-1]).phase, gone[-1].entered


def write(ways: Sequence[Way]) -> None:
    """A process for each directive, and a task for each stay. Six queries or so, however many."""
    processes = Process.objects.bulk_create([_process(*way) for way in ways])
    with connection.cursor() as cursor:  # Django writes no rows of an inherited model in bulk
        cursor.executemany(
            f"INSERT INTO {DirectiveProcess._meta.db_table} (process_ptr_id, directive_id) VALUES (%s, %s)",
            [(process.pk, directive.pk) for process, (directive, _gone) in zip(processes, ways, strict=True)],
        )
    tasks = [[*_tasks(p, *way)] for p, way in zip(processes, ways, strict=True)]
    Task.objects.bulk_create([task for of_one in tasks for task in of_one])
    follows = Task.previous.through
    follows.objects.bulk_create(
        follows(from_task_id=task.pk, to_task_id=before.pk)
        for of_one in tasks
        for before, task in pairwise(of_one)
    )


def _process(directive: Directive, gone: Sequence[Pass]) -> Process:
    ended = isinstance(_node(directive, gone[-1]), Finish)
    return Process(
        flow_class=flow_of(directive.edition),
        status=PROCESS.DONE if ended else PROCESS.NEW,
        created=gone[0].entered,
        finished=gone[-1].entered if ended else None,
    )


def _tasks(process: Process, directive: Directive, gone: Sequence[Pass]) -> Iterator[Task]:
    for stay in gone:
        node = _node(directive, stay)
        left = stay.entered if isinstance(node, Finish) else stay.left
        moved = stay.left and stay.outcome
        yield Task(
            process=process,
            flow_task=node,
            flow_task_type=node.task_type,
            status=STATUS.DONE if left else STATUS.NEW,
            created=stay.entered,
            started=left,
            finished=left,
            token=Token("start"),
            data={"outcome": stay.outcome, "at": stay.left.isoformat()} if stay.left and moved else {},
        )


def _node(directive: Directive, stay: Pass) -> Any:
    return flow_of(directive.edition).instance.node(stay.node)
