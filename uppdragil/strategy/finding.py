"""What an edition of the strategy leaves open: values only, the sentence is made where it is shown. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from uppdragil.core.severity import Severity


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
    """What the source leaves open, and where.

    `params` is JSON-able: `area` is the area's name, for the sentence; `kind` tells the sentences of one rule apart;
    `said` are the words that it is about, where the sentence does not say them.
    """

    rule: Rule
    places: tuple[Place, ...]
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.rule]

    @property
    def place(self) -> Place:
        """Where it is to be shown."""
        return self.places[0]

    @property
    def key(self) -> str:
        """16 characters that stay the same until the words change that the finding is about."""
        places = [[p.area, p.row, p.field] for p in self.places]
        params = {name: value for name, value in self.params.items() if name != "area"}
        data = json.dumps([self.rule, places, params], sort_keys=True)
        return hashlib.sha256(data.encode()).hexdigest()[:16]


def stored(finding: Finding) -> dict[str, Any]:
    """Plain values of a finding about one place, for `of_stored`."""
    at = finding.place
    place = {"edition": at.edition, "area": at.area, "row": at.row, "field": at.field}
    return {"rule": str(finding.rule), "place": place, "params": dict(finding.params)}


def of_stored(said: Mapping[str, Any]) -> Finding:
    """The finding that was stored so."""
    return Finding(Rule(said["rule"]), (Place(**said["place"]),), said["params"])
