"""The engine's rows that are written many at once, beside those that the engine itself writes."""

from __future__ import annotations

from typing import Any

import pytest
from viewflow.workflow.models import Process, Task

from tests.factories import Mandate, at, mandate
from uppdragil.directives.models import Directive
from workflows import bulk
from workflows.models import DirectiveProcess
from workflows.passes import passes

pytestmark = pytest.mark.django_db
CLOCK = {"id", "created", "started", "finished", "process_id"}  # the engine's own, and keys


def returned() -> Mandate:
    made = at("bp0")
    made.decide("rework")
    return made


def columns(row: Any) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in CLOCK}


def engine_rows(directive: Directive) -> list[Any]:
    """The process and its tasks in order, each task with how many it follows, and what has a time."""
    process = Process.objects.get(directiveprocess__directive=directive)
    tasks = Task.objects.filter(process=process).order_by("pk")
    return [(columns(process), process.finished is None)] + [
        (columns(task), task.started is None, task.finished is None, task.previous.count()) for task in tasks
    ]


@pytest.mark.parametrize("phase", ["draft", "bp1", "closed", "stopped"])
def test_they_are_as_the_engine_leaves_them(phase: str) -> None:
    walked, gone = at(phase), passes(at(phase).directive)
    directive = Directive.objects.create(edition=walked.directive.edition, created_at=walked.now)

    bulk.write([(directive, gone)])

    assert engine_rows(directive) == engine_rows(walked.directive)


def test_the_way_is_read_as_it_was_written() -> None:
    gone = passes(returned().directive)
    directive = Directive.objects.create(edition=mandate().directive.edition, created_at=gone[0].entered)

    bulk.write([(directive, gone)])

    assert passes(directive) == gone


def test_the_directive_shows_where_its_way_has_taken_it() -> None:
    gone = passes(at("handover").directive)
    directive = Directive(edition=mandate().directive.edition)

    bulk.arrive(directive, gone)

    assert (directive.phase, directive.phase_since) == ("handover", gone[-1].entered)


def test_each_directive_has_its_own_process() -> None:
    gone = passes(mandate().directive)
    edition = mandate().directive.edition
    pair = [Directive.objects.create(edition=edition, created_at=gone[0].entered) for _ in range(2)]

    bulk.write([(directive, gone) for directive in pair])

    assert DirectiveProcess.objects.filter(directive__in=pair).count() == 2
