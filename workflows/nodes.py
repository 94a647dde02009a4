"""The two nodes that flows are made of: a place where a directive rests, and an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Self

from django.utils import timezone
from viewflow import this
from viewflow.workflow import PROCESS, STATUS, Activation, flow
from viewflow.workflow.base import Edge
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.models import Process, Task
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.handle import HandleActivation
from viewflow.workflow.nodes.start import StartHandleActivation

from uppdragil.directives.models import Directive
from uppdragil.directives.phases import Phase


def _enter(activation: Activation, now: dt.datetime, **said: Any) -> None:
    """Show on the directive where it is, since when, and what else is `said`: the only writer of `Directive.phase`."""
    Directive.objects.filter(pk=activation.process.directive_id).update(
        phase=activation.flow_task.phase, phase_since=now, **said
    )


class StageActivation(HandleActivation):
    """A directive that rests at a stage; it leaves by a named outcome."""

    outcome: str | None = None
    now: dt.datetime
    said: dict[str, Any]

    @classmethod
    def create(cls, flow_task: Any, prev_activation: Any, *args: Any, **kwargs: Any) -> StageActivation:
        activation = super().create(flow_task, prev_activation, *args, **kwargs)
        _enter(activation, prev_activation.now, **getattr(prev_activation, "said", {}))
        return activation

    def leave(self, outcome: str, now: dt.datetime, **said: Any) -> None:
        """Follow the edge named `outcome`; the directive gets the columns that are `said` as it arrives.

        Raises FlowRuntimeError where the stage has none.
        """
        self.flow_task.edge(outcome)
        self.outcome, self.now, self.said = outcome, now, said
        self.task.data = {"outcome": outcome, "at": now.isoformat()}
        self.run(None)
        self.execute()

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Activation]:
        yield self.flow_task.edge(self.outcome)._create(self, self.task.token)


class Branches:
    """A node that is left by named outcomes, each along its own edge."""

    phase: Phase | None = None
    edges: dict[str, Any]

    def on(self, outcome: str, node: Any) -> Self:
        self.edges[outcome] = node
        return self

    def edge(self, outcome: str | None) -> Any:
        """The node that `outcome` leads to. Raises FlowRuntimeError for an outcome without an edge."""
        if outcome not in self.edges:
            raise FlowRuntimeError(f"{self.phase or 'the start'} is not left by {outcome!r}")
        return self.edges[outcome]

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)  # type: ignore[misc]
        self.edges = {outcome: this.resolve(instance, node) for outcome, node in self.edges.items()}

    def _outgoing(self) -> Iterator[Edge]:
        for outcome, node in self.edges.items():
            yield Edge(src=self, dst=node, edge_class="next", label=outcome)


class Stage(Branches, flow.Handle):
    """A place where a directive rests, and which it leaves by a named outcome.

    `gate`: the code of the gate that is decided here; None in a work stage.
    """

    activation_class = StageActivation

    def __init__(self, phase: Phase, gate: str | None = None) -> None:
        super().__init__()
        self.phase, self.gate, self.edges = phase, gate, {}

    def ends(self, stopped: Any, superseded: Any) -> Stage:
        """From every place a directive can be stopped, or superseded by another."""
        return self.on("stop", stopped).on("supersede", superseded)


class AdoptionActivation(StartHandleActivation):
    """A directive that enters at the stage where it is already."""

    now: dt.datetime
    phase: Phase

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Activation]:
        yield self.flow_task.edge(self.phase)._create(self, self.task.token)


class Adoption(Branches, flow.StartHandle):
    """Where a mandate enters that runs already: at the stage that its `begin` names."""

    activation_class = AdoptionActivation

    def __init__(self, begin: Any) -> None:
        super().__init__(begin)
        self.edges = {}


class FinishActivation(EndActivation):
    """A directive that has come to an end."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, *args: Any, **kwargs: Any
    ) -> FinishActivation:
        """Done as soon as it is there: a flow has one token, so nothing else of it can be open."""
        done, process = timezone.now(), prev_activation.process
        values = {"process": process, "flow_task": flow_task, "token": token, "data": {}}
        task = Task(**values, status=STATUS.DONE, started=done, finished=done)
        task.save()
        task.previous.add(prev_activation.task)
        Process.objects.filter(pk=process.pk).update(status=PROCESS.DONE, finished=done)
        activation = cls(task)
        _enter(activation, prev_activation.now, **prev_activation.said)
        return activation


class Finish(flow.End):
    """Where the way ends."""

    activation_class = FinishActivation

    def __init__(self, phase: Phase) -> None:
        super().__init__()
        self.phase = phase
