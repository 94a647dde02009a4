"""What an import would bring: the content, what the review finds in it, and the account of every line."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from uppdragil.directives.review import Finding, ReviewFacts, review
from uppdragil.directives.reviewfacts import around_new
from uppdragil.directives.sentences import finding_text
from uppdragil.editions.spec import EditionSpec

from .recogniser import Recognised


@dataclass(frozen=True, slots=True)
class Preview:
    """A recognised text with its findings, as they stand before anything is stored."""

    recognised: Recognised
    findings: tuple[Finding, ...]
    edition: EditionSpec


def preview(recognised: Recognised, edition: EditionSpec, today: dt.date) -> Preview:
    """Review a recognised text. Gate dates may lie in the past (R19 is not asked)."""
    facts = ReviewFacts.of(edition, imported=True, **around_new(recognised.content))
    return Preview(recognised, review(recognised.content, facts, today), edition)


def as_json(shown: Preview) -> dict[str, Any]:
    """Plain values: content, findings (texts in the active language), unplaced and ignored lines."""
    return {
        "content": shown.recognised.content.model_dump(mode="json"),
        "findings": [_finding(finding, shown.edition) for finding in shown.findings],
        "unplaced": [asdict(line) for line in shown.recognised.unplaced],
        "ignored": [asdict(line) for line in shown.recognised.ignored],
    }


def _finding(finding: Finding, edition: EditionSpec) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "text": finding_text(finding, edition),
        "places": [{"chapter": p.chapter, "row": p.row, "field": p.field} for p in finding.places],
    }
