"""What the layers above may want to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Decision, Round


@dataclass(frozen=True)
class RoundOpened:
    round: Round


@dataclass(frozen=True)
class DecisionMade:
    decision: Decision
