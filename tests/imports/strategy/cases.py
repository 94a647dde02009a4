"""What the tests of the strategy's import share: our own text, and short ones around a piece."""

from __future__ import annotations

from tests.imports.cases import ROOT
from uppdragil.imports.readers import read_file
from uppdragil.imports.strategy.recogniser import Recognised, recognise
from uppdragil.strategy.content import FocusArea, SubGoal

DEMO = ROOT / "fixtures" / "demo" / "strategi.txt"
DEMO_TEXT = read_file(DEMO)
HEADING = "# Fokusområden 2026-2029"


def edition(*lines: str) -> Recognised:
    return recognise("\n".join([HEADING, *lines]))


def card(*lines: str) -> FocusArea:
    """The one area of an edition whose card has these lines."""
    return edition("## Digital vård", *lines).editions[0].areas[0]


def cell(html: str) -> SubGoal:
    """The sub-goal that a cell of a table makes."""
    found = edition("Fokusområde\t2026 delmål", f"Digital vård\t{html}")
    return found.editions[0].areas[0].sub_goals[0]


def rules(found: Recognised) -> list[str]:
    return [finding.rule for finding in found.findings]
