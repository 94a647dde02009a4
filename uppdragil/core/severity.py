"""How much a finding asks for, of a directive's text as of the strategy's. Pure."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """An error blocks a submission; a warning or a hint may be dismissed with a reason."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
