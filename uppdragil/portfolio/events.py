"""What happens to needs, told to the layers above, inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass

from .needs import SupportNeed
from .unitneeds.models import UnitNeed


@dataclass(frozen=True)
class SupportAsked:
    """A mandate asks for support."""

    need: SupportNeed


@dataclass(frozen=True)
class NeedAnswered:
    """The office has answered a unit's need, or answered it otherwise than before."""

    need: UnitNeed
