"""The way of one directive as steps of the phase line: passed, here, next, ahead, each with its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from uppdragil.decisions.models import Decision, Round
from uppdragil.directives import selectors
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import GATE_PHASES, Phase, stages
from uppdragil.editions.spec import Outcome

from .access import Seen
from .days import day_of, how_far, long_date
from .parts import PhaseStep, StepState


def steps(seen: Seen, *, clashing: frozenset[str] = frozenset()) -> list[PhaseStep]:
    """The draft, then one step per gate. `clashing`: gates with two dates."""
    directive, content = seen.directive, seen.content
    spec = directive.edition.spec
    first, *later = stages(spec.flow)
    here = "" if directive.ended else directive.phase
    following = selectors.next_gate(directive)
    outside = {told.gate: told.decided_on for told in seen.told}
    decided = outside | {d.gate: decided_on(d) for d in seen.decisions if Outcome(d.outcome).passes}
    cut_short = directive.phase in (Phase.STOPPED, Phase.SUPERSEDED)
    passed = frozenset(decided) if cut_short else selectors.decided_gates(directive)
    began = StepState.HERE if here == Phase.DRAFT else StepState.PASSED
    way = [PhaseStep(_("Registered"), str(first.label), began, when=long_date(directive.created_at))]
    for gate, stage in zip(spec.gates, later, strict=True):
        when, level = "", ""
        if gate.code in passed:
            state = StepState.HERE if stage == here else StepState.PASSED
            when = _decided_text(decided.get(gate.code), outside=gate.code in outside)
        else:
            state = StepState.NEXT if gate.code == following else StepState.AHEAD
            near = state is StepState.NEXT
            planned = gate_due(directive, content, gate.code) if near else planned_on(content, gate.code)
            when, level = _planned_text(planned, seen.today, state, gate.code in clashing)
        way.append(PhaseStep(gate.name, str(stage.label), state, gate.code, when, level))
    return way


def decided_on(decision: Decision) -> dt.date:
    """The day that counts: of the meeting where a body decided, else of the last confirmation."""
    return decision.met_on or day_of(decision.decided_at)


def planned_on(content: DirectiveContent, gate: str) -> dt.date | None:
    """A gate's last planned day."""
    plan = content.gate_plan(gate)
    return (plan.end or plan.start) if plan else None


def clashing_gates(params: Sequence[Mapping[str, object]]) -> frozenset[str]:
    """The gates that findings of rule R1 are about, from their parameters."""
    return frozenset(str(p["gate"]) for p in params if "gate" in p)


def gate_due(directive: Directive, content: DirectiveContent, gate: str) -> dt.date | None:
    """The day of the gate that comes next, or is open: to which it is postponed, or else as planned."""
    open_ = Round.objects.filter(directive=directive, ended_at=None, change=None)
    due = open_.values_list("due", flat=True).first() if directive.phase in GATE_PHASES else None
    return due or planned_on(content, gate)


def _decided_text(day: dt.date | None, *, outside: bool) -> str:
    if day is None:
        return ""
    words = _("Decided %(date)s, outside the system") if outside else _("Decided %(date)s")
    return words % {"date": long_date(day)}


def _planned_text(day: dt.date | None, today: dt.date, state: StepState, clash: bool) -> tuple[str, str]:
    if clash:
        return _("Two dates"), "bad"
    if day is None:
        return _("No date yet"), ""
    if state is not StepState.NEXT:
        return long_date(day), ""
    words = {"far": how_far(day, today), "date": long_date(day)}
    return _("%(far)s, %(date)s") % words, "bad" if day < today else ""
