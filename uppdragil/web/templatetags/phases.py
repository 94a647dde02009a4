"""Where a directive is: the phase line, large with dates and small in a row of a table."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES, GATE_PHASES, WAYS, WORK_PHASES, Phase, gates_behind
from uppdragil.web.parts import PhaseStep, StepState

register = template.Library()

_SIGNS = {
    StepState.PASSED: "g-passed",
    StepState.HERE: "g-passed",
    StepState.NEXT: "g-next",
    StepState.AHEAD: "g-ahead",
}


@register.inclusion_tag("components/phase_line.html")
def phase_line(steps: Iterable[PhaseStep]) -> dict[str, object]:
    """`{% phase_line steps %}`: a list of PhaseStep, first the draft (no code), then one per gate."""
    words = {
        StepState.PASSED: _("passed"),
        StepState.HERE: _("passed, the work after it goes on now"),
        StepState.NEXT: _("next decision"),
        StepState.AHEAD: _("not yet"),
    }
    rows = [(s, _SIGNS[s.state] if s.code else "g-start", words[s.state] if s.code else "") for s in steps]
    return {"rows": rows}


@register.inclusion_tag("components/mini_phase.html")
def mini_phase(directive: Directive, passed: int = 0) -> dict[str, object]:
    """`{% mini_phase directive %}`: the small line and the phase's word under it; its edition is read along.

    For one that was stopped or superseded `passed` is the number of gates that it passed before.
    """
    return small_line(directive.edition.spec.flow, directive.phase, passed)


def small_line(flow: str, phase: str, passed: int = 0) -> dict[str, object]:
    """The same of any directive at `phase` of `flow`."""
    here, gates = Phase(phase), gates_behind(flow, Phase.CLOSED)
    if here in ENDED_PHASES:
        passed, at = (gates, "ended") if here is Phase.CLOSED else (passed, "stopped")
    else:
        passed, at = gates_behind(flow, here), "gate" if here in GATE_PHASES else "stage"
    return {"word": here.label, "label": _label(flow, here), **mini_shapes(passed, at, gates)}


def _label(flow: str, phase: Phase) -> str:
    """The phase, and which gate comes next while work goes on."""
    ahead = WAYS[flow][WAYS[flow].index(phase) + 1 :] if phase in WORK_PHASES else ()
    if not ahead:
        return str(phase.label)
    return _("%(phase)s, next is %(gate)s") % {"phase": phase.label, "gate": ahead[0].value.upper()}


def mini_shapes(passed: int, at: str, gates: int) -> dict[str, object]:
    """Paths of a line with `gates` diamonds 28 units apart; `at` is stage, gate, ended or stopped."""
    centres = [22 + 28 * i for i in range(gates)]
    starts = [4, *(c + 6 for c in centres)]
    ends = [*(c - 6 for c in centres), centres[-1] + 22]
    reached = passed + (at in ("gate", "ended"))
    lines = [
        (f"M{a} 10H{b}", "is-passed" if i < reached else "is-here" if at == "stage" and i == passed else "")
        for i, (a, b) in enumerate(zip(starts, ends, strict=True))
    ]
    diamonds = [_diamond(c, i < passed, at == "gate" and i == passed) for i, c in enumerate(centres)]
    stop = f"m{starts[passed] + 5} 7 6 6m0-6-6 6" if at == "stopped" else ""
    return {"lines": lines, "diamonds": diamonds, "stop": stop, "width": centres[-1] + 26}


def _diamond(centre: int, passed: bool, here: bool) -> tuple[str, str]:
    if here:
        return f"m{centre} 3 7 7-7 7-7-7z", "is-here"
    return f"m{centre} 4 6 6-6 6-6-6z", "is-passed" if passed else ""
