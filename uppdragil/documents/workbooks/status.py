"""The portfolio office's status report: four sheets about every directive that the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from operator import attrgetter
from typing import IO, Any

from django.utils.translation import pgettext, pgettext_lazy

from uppdragil.documents.workbooks.looks import Kind, Status, Tone
from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.sheets import GateRow, MilestoneRow, OverviewRow, RiskRow, StatusReport
from uppdragil.documents.workbooks.writer import Column, Sheet, write_workbook


def gate_with_name(code: str, name: str) -> str:
    """A gate is always shown with number and name: BP2 means other things in other models."""
    return f"{code} {name}".strip()


def _paused(row: OverviewRow) -> Status | None:
    return Status(row.paused, Tone.HINT) if row.paused else None


NUMBER: Column[Any] = Column(pgettext_lazy("workbook", "Number"), 16, Kind.TEXT, attrgetter("number"))
TITLE: Column[Any] = Column(pgettext_lazy("workbook", "Directive"), 34, Kind.NAME, attrgetter("title"))
LATE: Column[Any] = Column(
    pgettext_lazy("workbook", "Delay against the baseline"), 18, Kind.LATE, attrgetter("days_late")
)

OVERVIEW: Sequence[Column[OverviewRow]] = (
    NUMBER,
    Column(pgettext_lazy("workbook", "Registry number"), 16, Kind.TEXT, attrgetter("registry_number")),
    TITLE,
    Column(pgettext_lazy("workbook", "Unit"), 21, Kind.TEXT, attrgetter("unit")),
    Column(pgettext_lazy("workbook", "Owner"), 24, Kind.TEXT, attrgetter("owner")),
    Column(pgettext_lazy("workbook", "Lead"), 20, Kind.TEXT, attrgetter("lead")),
    Column(pgettext_lazy("workbook", "Phase"), 16, Kind.TEXT, attrgetter("phase")),
    Column(
        pgettext_lazy("workbook", "Next gate"),
        30,
        Kind.TEXT,
        lambda r: gate_with_name(r.next_gate, r.next_gate_name),
    ),
    Column(pgettext_lazy("workbook", "Next gate's date"), 14, Kind.DATE, attrgetter("next_gate_date")),
    LATE,
    Column(pgettext_lazy("workbook", "Open errors"), 14, Kind.ERRORS, attrgetter("open_errors")),
    Column(pgettext_lazy("workbook", "Highest risk"), 18, Kind.RISK, attrgetter("highest_risk")),
    Column(pgettext_lazy("workbook", "Pause"), 22, Kind.STATUS, _paused),
)
GATES: Sequence[Column[GateRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Gate"), 36, Kind.TEXT, lambda r: gate_with_name(r.gate, r.name)),
    Column(pgettext_lazy("workbook", "First baseline"), 15, Kind.DATE, attrgetter("first")),
    Column(pgettext_lazy("workbook", "Baseline in force"), 15, Kind.DATE, attrgetter("baseline")),
    Column(pgettext_lazy("workbook", "Planned now"), 14, Kind.DATE, attrgetter("planned")),
    Column(pgettext_lazy("workbook", "Decided on"), 14, Kind.DATE, attrgetter("decided")),
    Column(pgettext_lazy("workbook", "Outcome"), 24, Kind.STATUS, attrgetter("outcome")),
    Column(
        pgettext_lazy("workbook", "Delay against the first baseline"), 18, Kind.LATE, attrgetter("days_late")
    ),
)
MILESTONES: Sequence[Column[MilestoneRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Date"), 14, Kind.DATE, attrgetter("date")),
    Column(pgettext_lazy("workbook", "Decision"), 38, Kind.TEXT, attrgetter("decision")),
    Column(pgettext_lazy("workbook", "Gate or milestone"), 16, Kind.TEXT, attrgetter("gate")),
    Column(pgettext_lazy("workbook", "Comment"), 44, Kind.TEXT, attrgetter("comment")),
    Column(pgettext_lazy("workbook", "Status"), 20, Kind.STATUS, attrgetter("status")),
)
RISKS: Sequence[Column[RiskRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Risk"), 46, Kind.TEXT, attrgetter("risk")),
    Column(pgettext_lazy("workbook", "Probability 1–5"), 20, Kind.INT, attrgetter("probability")),
    Column(pgettext_lazy("workbook", "Consequence 1–5"), 20, Kind.INT, attrgetter("consequence")),
    Column(pgettext_lazy("workbook", "Risk score"), 17, Kind.RISK, attrgetter("score")),
    Column(pgettext_lazy("workbook", "Measure"), 46, Kind.TEXT, attrgetter("measure")),
    Column(pgettext_lazy("workbook", "Owner"), 26, Kind.TEXT, attrgetter("owner")),
)


def write_status(report: StatusReport, file: IO[bytes]) -> None:
    """Write the report as .xlsx to an open binary file, in the active language."""
    origin = Origin(
        title=pgettext("workbook", "Status report"),
        organisation=report.organisation,
        made_at=report.made_at,
        made_by=report.made_by,
    )
    sheets = (
        Sheet(pgettext_lazy("workbook", "Overview"), "Overview", 3, OVERVIEW, report.overview),
        Sheet(pgettext_lazy("workbook", "Gates"), "Gates", 2, GATES, report.gates),
        Sheet(pgettext_lazy("workbook", "Milestones"), "Milestones", 2, MILESTONES, report.milestones),
        Sheet(pgettext_lazy("workbook", "Risks"), "Risks", 2, RISKS, report.risks),
    )
    write_workbook(origin, sheets, file)


def status_workbook(report: StatusReport) -> bytes:
    """The report as the bytes of an .xlsx file, in the active language."""
    file = BytesIO()
    write_status(report, file)
    return file.getvalue()
