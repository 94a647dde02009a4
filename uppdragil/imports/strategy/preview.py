"""What an import of a strategy would bring, as plain values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from uppdragil.strategy.finding import Finding
from uppdragil.strategy.sentences import finding_text

from .recogniser import Recognised


def as_json(recognised: Recognised) -> dict[str, Any]:
    """The editions, findings (texts in the active language), unplaced and ignored lines."""
    return {
        "editions": [content.model_dump(mode="json") for content in recognised.editions],
        "findings": [_finding(finding) for finding in recognised.findings],
        "unplaced": [asdict(line) for line in recognised.unplaced],
        "ignored": [asdict(line) for line in recognised.ignored],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "text": finding_text(finding),
        "places": [asdict(place) for place in finding.places],
    }
