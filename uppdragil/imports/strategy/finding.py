"""What the import of a strategy finds: values only, the sentence is made where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from uppdragil.directives.review import Severity


class Rule(StrEnum):
    """The codes of the rules (domain, sections 5 and 7: seed 002)."""

    WORDED_TWICE = "S1"
    BREAKS_OFF = "S2"
    TENTATIVE = "S3"
    NAMES = "S4"
    NO_SUB_GOAL = "S5"
    NAMED_DIFFERENTLY = "S6"
    OUTSIDE = "S7"
    TARGET_TWICE = "S8"
    ALONE = "S9"


SEVERITIES: Mapping[Rule, Severity] = {
    Rule.WORDED_TWICE: Severity.WARNING,
    Rule.BREAKS_OFF: Severity.WARNING,
    Rule.TENTATIVE: Severity.HINT,
    Rule.NAMES: Severity.WARNING,
    Rule.NO_SUB_GOAL: Severity.WARNING,
    Rule.NAMED_DIFFERENTLY: Severity.HINT,
    Rule.OUTSIDE: Severity.WARNING,
    Rule.TARGET_TWICE: Severity.WARNING,
    Rule.ALONE: Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Place:
    """An area of an edition ("2024-2027"), a row of it (a sub-goal, an activity), and the field. uids."""

    edition: str
    area: str
    row: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the source leaves open, and where. `params["area"]` is the area's name, for the sentence."""

    rule: Rule
    places: tuple[Place, ...]
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.rule]
