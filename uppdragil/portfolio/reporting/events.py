"""What the layers above may want to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass

from .models import Acknowledgement, Report, ReportRound


@dataclass(frozen=True)
class ReportRoundOpened:
    """The office asks how the mandates stand."""

    round: ReportRound


@dataclass(frozen=True)
class ReportSubmitted:
    """A mandate has a new last report; `report.replaces` where it is a correction."""

    report: Report


@dataclass(frozen=True)
class ReportAcknowledged:
    """An owner has acknowledged the last report of a mandate."""

    acknowledgement: Acknowledgement
