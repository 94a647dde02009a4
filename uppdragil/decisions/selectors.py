"""Reading decisions."""

from __future__ import annotations

from collections.abc import Sequence

from uppdragil.directives.models import Directive
from uppdragil.directives.phases import GATE_PHASES
from uppdragil.editions.spec import Outcome

from .models import Decision


def last_refusal(directives: Sequence[Directive]) -> dict[int, Decision]:
    """By directive: the last decision where it did not let the directive pass, and it has not been submitted since.

    One query however many directives.
    """
    waiting = [d for d in directives if d.phase not in GATE_PHASES]
    rows = Decision.objects.filter(directive__in=waiting).select_related("round", "directive").order_by("pk")
    last = {decision.directive_id: decision for decision in rows}
    return {pk: decision for pk, decision in last.items() if not Outcome(decision.outcome).passes}
