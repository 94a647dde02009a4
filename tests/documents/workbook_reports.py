"""Status reports to write: an ordinary one, and one of a given size."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import translation

from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import (
    ActivityRow,
    CapacityRow,
    ChangeRow,
    CoverageRow,
    GateRow,
    GoalRow,
    MilestoneRow,
    NeedRow,
    OverviewRow,
    ReportRow,
    RiskRow,
    Rows,
    StatusReport,
)
from uppdragil.documents.workbooks.status import status_workbook

MADE_AT = dt.datetime(2026, 11, 22, 9, 14, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
LATE = OverviewRow(
    number="UPP-2026-001",
    registry_number="RS 2026-417",
    title="Gemensam ingång för patientens kontakt",
    unit="Närsjukvård norr",
    owner="Hälso- och sjukvårdsdirektör",
    lead="Petter Granlid",
    phase="Genomförande",
    next_gate="BP2",
    next_gate_name="Delaktiviteter slutförda",
    next_gate_date=dt.date(2026, 12, 1),
    days_late=12,
    open_errors=2,
    highest_risk=16,
    paused="Till 2027-02-01",
    area="Hälsa",
    light=Status("Kritiskt", Tone.BAD),
)
GATE = GateRow(
    number="UPP-2026-001",
    title="Gemensam ingång för patientens kontakt",
    gate="BP0",
    name="Fastställande av uppdragsdirektiv",
    first=dt.date(2026, 2, 27),
    baseline=dt.date(2026, 3, 1),
    planned=dt.date(2026, 3, 2),
    decided=dt.date(2026, 3, 2),
    outcome=Status("Fastställs", Tone.OK),
    days_late=3,
)
MILESTONE = MilestoneRow(
    "UPP-2026-001", "Ingång", dt.date(2026, 9, 1), "Avtal klart", "MS1", "Två parter", Status("Klar", Tone.OK)
)
RISK = RiskRow("UPP-2026-001", "Ingång", "Få hinner utbildas", 4, 4, 16, "Två omgångar", "Linjechef")


ACTIVITY = ActivityRow(
    "UPP-2026-001", "Ingång", "Utbilda", dt.date(2026, 9, 1), dt.date(2026, 10, 1), "Ann Ek", Status("Pågår"),
    days_late=3,
)  # fmt: skip
NEED = NeedRow(
    "UPP-2026-001", "Ingång", "Pengar", "Två tjänster", "CLG", dt.date(2026, 9, 1), Status("Väntar")
)
REPORTED = ReportRow(
    "UPP-2026-001", "Ingång", dt.date(2026, 9, 1), dt.date(2026, 9, 30),
    (Status("Enligt plan", Tone.OK),) * 6, Status("Enligt plan", Tone.OK),
)  # fmt: skip
GOAL = GoalRow(
    "UPP-2026-001", "Ingång", "Kortare väntan", "Dagar", "d", Decimal("54.5"), Decimal(20),
    share=Decimal("0.25"), verdict=Status("På väg", Tone.OK),
)  # fmt: skip
COVERED = CoverageRow(
    "Hälsa",
    2027,
    "Fler dagar hemma",
    1,
    "UPP-2026-001 Ingång",
    Status("Har uppdrag", Tone.OK),
    1,
    "Hälsonämnden, Plan 2027: Hemteam",
    Status("Finns i nämndplan", Tone.OK),
)
CHANGED = ChangeRow("UPP-2026-001", "Ingång", Status("Nytt uppdrag"))
LANDS = CapacityRow(
    "Närsjukvård norr", dt.date(2026, 12, 1), 2, room=1, verdict=Status("För mycket", Tone.BAD)
)
ROWS = Rows(
    [LATE],
    [GATE],
    [MILESTONE],
    [ACTIVITY],
    [RISK],
    [NEED],
    [REPORTED],
    [GOAL],
    [COVERED],
    [LANDS],
    [CHANGED],
)


def report(*parts: Rows, organisation: str = "Region Exempel", made_by: str = "Maria Berg") -> StatusReport:
    """The report of these parts; of one row of each kind where none is given."""
    return StatusReport(organisation, MADE_AT, made_by, parts or (ROWS,))


def swedish(content: StatusReport) -> bytes:
    with translation.override("sv"):
        return status_workbook(content)


def of_size(rows: int) -> StatusReport:
    return report(*(ROWS for _ in range(rows)), Rows())
