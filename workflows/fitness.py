"""Does an edition fit its flow: the same gates in the same order, and outcomes that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from uppdragil.directives.phases import WAYS
from uppdragil.editions.spec import EditionSpec

from .flows import FLOWS
from .nodes import Stage


def gates(flow: str) -> dict[str, set[str]]:
    """The gates of a flow in its order, each with the outcomes by which its stage is left. Raises KeyError."""
    stages = {node.phase: node for node in FLOWS[flow].instance.nodes() if isinstance(node, Stage)}
    in_order = (stages[phase] for phase in WAYS[flow] if phase in stages)
    return {stage.gate: set(stage.edges) for stage in in_order if stage.gate}


def check(spec: EditionSpec) -> Iterator[str]:
    """Every reason why the engine cannot run `spec`: its gates and outcomes against those of its flow."""
    if spec.flow not in FLOWS:
        yield _("There is no flow called %(flow)s.") % {"flow": spec.flow}
        return
    stages = gates(spec.flow)
    if spec.gate_codes != tuple(stages):
        words = {"stated": ", ".join(spec.gate_codes), "flow": spec.flow, "gates": ", ".join(stages)}
        yield _("The gates are %(stated)s, but the flow %(flow)s has %(gates)s.") % words
    for gate in spec.gates:
        for outcome in sorted(set(gate.outcomes) - stages.get(gate.code, set())):
            words = {"gate": gate.code, "outcome": outcome, "flow": spec.flow}
            yield _("%(gate)s has the outcome %(outcome)s, which leads nowhere in the flow %(flow)s.") % words
    for gate in spec.all_gates:
        for outcome in sorted(set(gate.outcomes) - set(gate.consequences)):
            words = {"gate": gate.code, "outcome": outcome}
            yield _("%(gate)s does not say what follows from %(outcome)s.") % words
