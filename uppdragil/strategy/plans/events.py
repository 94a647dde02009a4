"""What the layers above may want to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass

from .models import BoardPlan


@dataclass(frozen=True)
class PlanWritten:
    """A plan of a board was recorded, or its head or one of its points says something else now."""

    plan: BoardPlan
