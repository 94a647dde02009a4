"""What happens to a remiss, told to the layers above, inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Consultation


@dataclass(frozen=True)
class ReviewersAsked:
    """A remiss has been sent, or sent to more people. `invitations`: the primary keys of the new ones."""

    consultation: Consultation
    invitations: tuple[int, ...]
