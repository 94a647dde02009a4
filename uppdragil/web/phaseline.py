"""The way of one directive as steps of the phase line: passed, here, next, ahead, each with its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from uppdragil.decisions.models import Decision, Round
from uppdragil.decisions.outside import told_of
from uppdragil.directives import selectors
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import GATE_PHASES, Phase
from uppdragil.editions.spec import Outcome

from .days import day_of, how_far, long_date
from .parts import PhaseStep, StepState

# The work after each gate; the first is the draft, before any.
STAGES = (Phase.DRAFT, Phase.PREPARATION, Phase.EXECUTION, Phase.HANDOVER, Phase.REALISATION)


def steps(
    directive: Directive,
    content: DirectiveContent,
    decisions: Sequence[Decision],
    today: dt.date,
    *,
    clashing: frozenset[str] = frozenset(),
) -> list[PhaseStep]:
    """The draft, then one step per gate. `decisions`: what was decided; `clashing`: gates with two dates."""
    here = directive.phase if directive.phase in STAGES else ""
    following = selectors.next_gate(directive)
    outside = {told.gate: told.decided_on for told in told_of(directive)}
    decided = outside | {d.gate: decided_on(d) for d in decisions if Outcome(d.outcome).passes}
    cut_short = directive.phase in (Phase.STOPPED, Phase.SUPERSEDED)
    passed = frozenset(decided) if cut_short else selectors.decided_gates(directive)
    due = _postponed(directive)
    began = StepState.HERE if here == Phase.DRAFT else StepState.PASSED
    way = [PhaseStep(_("Registered"), str(STAGES[0].label), began, when=long_date(directive.created_at))]
    for gate, stage in zip(directive.edition.spec.gates, STAGES[1:], strict=True):
        when, level = "", ""
        if gate.code in passed:
            state = StepState.HERE if stage == here else StepState.PASSED
            when = _decided_text(decided.get(gate.code), outside=gate.code in outside)
        else:
            state = StepState.NEXT if gate.code == following else StepState.AHEAD
            planned = due if due and state is StepState.NEXT else planned_on(content, gate.code)
            when, level = _planned_text(planned, today, state, gate.code in clashing)
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


def _postponed(directive: Directive) -> dt.date | None:
    if directive.phase not in GATE_PHASES:
        return None
    return Round.objects.filter(directive=directive, ended_at=None).values_list("due", flat=True).first()


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
