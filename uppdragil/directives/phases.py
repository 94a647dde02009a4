"""Where a directive may be: work stages, in which the lead edits, and gates, where somebody decides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """One value per place of the flow graphs; `Directive.phase` shows the current one.

    A gate's value is its code in lower case. In the order in which lists sort mandates of every model.
    """

    DRAFT = "draft", _("Draft")
    BP0 = "bp0", _("Waiting for BP0")
    UB = "ub", _("Waiting for UB")
    PREPARATION = "preparation", _("Preparation")
    BP1 = "bp1", _("Waiting for BP1")
    EXECUTION = "execution", _("Execution")
    BP2 = "bp2", _("Waiting for BP2")
    SL = "sl", _("Waiting for SL")
    HANDOVER = "handover", _("Handover")
    BP3 = "bp3", _("Waiting for BP3")
    REALISATION = "realisation", _("Realisation")
    CLOSED = "closed", _("Closed")
    STOPPED = "stopped", _("Stopped")
    SUPERSEDED = "superseded", _("Superseded")


# The places of each flow as whoever passes every gate comes to them: `tests/workflows` holds them against the graphs.
WAYS: dict[str, tuple[Phase, ...]] = {
    "mandate": (
        Phase.DRAFT, Phase.BP0, Phase.PREPARATION, Phase.BP1, Phase.EXECUTION, Phase.BP2, Phase.HANDOVER,
        Phase.BP3, Phase.REALISATION, Phase.CLOSED,
    ),
    "commission": (Phase.DRAFT, Phase.UB, Phase.EXECUTION, Phase.SL, Phase.CLOSED),
}  # fmt: skip
WORK_PHASES = (Phase.DRAFT, Phase.PREPARATION, Phase.EXECUTION, Phase.HANDOVER)
GATE_PHASES = (Phase.BP0, Phase.UB, Phase.BP1, Phase.BP2, Phase.SL, Phase.BP3)
ENDED_PHASES = (Phase.CLOSED, Phase.STOPPED, Phase.SUPERSEDED)
UNDECIDED_PHASES = (Phase.DRAFT, Phase.BP0, Phase.UB)  # nothing is decided yet, and nothing locked
DECIDED_PHASES = tuple(phase for phase in Phase if phase not in (*UNDECIDED_PHASES, *ENDED_PHASES))


def gates_behind(flow: str, phase: str) -> int:
    """How many gates whoever is at `phase` has passed; all of them for what has ended, however it did."""
    way = WAYS[flow]
    here = Phase.CLOSED if phase in ENDED_PHASES else Phase(phase)
    return sum(place in GATE_PHASES for place in way[: way.index(here)])


def stages(flow: str) -> tuple[Phase, ...]:
    """What goes on before the first gate, and after each; after the last one `CLOSED` where nothing is left to do."""
    between = [place for place in WAYS[flow] if place not in GATE_PHASES]
    return tuple(between[: gates_behind(flow, Phase.CLOSED) + 1])


def entries(flow: str) -> tuple[Phase, ...]:
    """The stages at which a mandate that runs already can be taken in: those after a gate."""
    return tuple(stage for stage in stages(flow)[1:] if stage not in ENDED_PHASES)
