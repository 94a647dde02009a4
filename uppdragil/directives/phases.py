"""Where a directive may be: work stages, in which the lead edits, and gates, where somebody decides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """One value per place of the flow graphs; `Directive.phase` shows the current one."""

    DRAFT = "draft", _("Draft")
    BP0 = "bp0", _("Waiting for BP0")
    PREPARATION = "preparation", _("Preparation")
    BP1 = "bp1", _("Waiting for BP1")
    EXECUTION = "execution", _("Execution")
    BP2 = "bp2", _("Waiting for BP2")
    HANDOVER = "handover", _("Handover")
    BP3 = "bp3", _("Waiting for BP3")
    REALISATION = "realisation", _("Realisation")
    CLOSED = "closed", _("Closed")
    STOPPED = "stopped", _("Stopped")
    SUPERSEDED = "superseded", _("Superseded")


WORK_PHASES = (Phase.DRAFT, Phase.PREPARATION, Phase.EXECUTION, Phase.HANDOVER)
GATE_PHASES = (Phase.BP0, Phase.BP1, Phase.BP2, Phase.BP3)
ENDED_PHASES = (Phase.CLOSED, Phase.STOPPED, Phase.SUPERSEDED)
