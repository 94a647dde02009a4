"""The columns of every sheet but the overview's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from django.utils.translation import pgettext_lazy

from uppdragil.directives.models import Progress
from uppdragil.documents.workbooks.looks import Kind, Status
from uppdragil.documents.workbooks.shared import KEY, NUMBER, TITLE, VERSION, gate_with_name
from uppdragil.documents.workbooks.sheets import (
    ActivityRow,
    CapacityRow,
    ChangeRow,
    CoverageRow,
    GateRow,
    GoalRow,
    MilestoneRow,
    NeedRow,
    ReportRow,
    RiskRow,
)
from uppdragil.documents.workbooks.writer import Column
from uppdragil.portfolio.reporting.content import Aspect
from uppdragil.portfolio.reporting.sentences import ASPECTS

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
    KEY,
    VERSION,
)
MILESTONES: Sequence[Column[MilestoneRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Date"), 14, Kind.DATE, attrgetter("date")),
    Column(pgettext_lazy("workbook", "Decision"), 38, Kind.TEXT, attrgetter("decision")),
    Column(pgettext_lazy("workbook", "Gate or milestone"), 16, Kind.TEXT, attrgetter("gate")),
    Column(pgettext_lazy("workbook", "Comment"), 44, Kind.TEXT, attrgetter("comment")),
    Column(pgettext_lazy("workbook", "Status"), 20, Kind.STATUS, attrgetter("status")),
    KEY,
    VERSION,
)
ACTIVITIES: Sequence[Column[ActivityRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Activity"), 44, Kind.TEXT, attrgetter("activity")),
    Column(pgettext_lazy("workbook", "Start"), 14, Kind.DATE, attrgetter("start")),
    Column(pgettext_lazy("workbook", "End"), 14, Kind.DATE, attrgetter("end")),
    Column(pgettext_lazy("workbook", "Responsible"), 24, Kind.TEXT, attrgetter("responsible")),
    Column(
        pgettext_lazy("workbook", "Status"),
        14,
        Kind.STATUS,
        attrgetter("status"),
        offered=[state.label for state in Progress.State],
    ),
    Column(pgettext_lazy("workbook", "Done on"), 14, Kind.DATE, attrgetter("done_on")),
    Column(pgettext_lazy("workbook", "Comment"), 34, Kind.TEXT, attrgetter("said")),
    Column(pgettext_lazy("workbook", "Delay"), 16, Kind.LATE, attrgetter("days_late")),
    KEY,
    VERSION,
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
    KEY,
    VERSION,
)
NEEDS: Sequence[Column[NeedRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Kind"), 16, Kind.TEXT, attrgetter("kind")),
    Column(pgettext_lazy("workbook", "Support need"), 44, Kind.TEXT, attrgetter("text")),
    Column(pgettext_lazy("workbook", "Asked of"), 26, Kind.TEXT, attrgetter("asked_of")),
    Column(pgettext_lazy("workbook", "Needed by"), 14, Kind.DATE, attrgetter("due")),
    Column(pgettext_lazy("workbook", "Status"), 18, Kind.STATUS, attrgetter("status")),
    Column(pgettext_lazy("workbook", "Answer"), 40, Kind.TEXT, attrgetter("answer")),
    Column(pgettext_lazy("workbook", "Meeting and paragraph"), 20, Kind.TEXT, attrgetter("reference")),
    Column(pgettext_lazy("workbook", "Raised on"), 14, Kind.DATE, attrgetter("raised")),
    Column(pgettext_lazy("workbook", "Answered on"), 14, Kind.DATE, attrgetter("answered")),
)


def _light(at: int) -> Callable[[ReportRow], Status | None]:
    return lambda row: row.lights[at]


REPORTS: Sequence[Column[ReportRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Period from"), 14, Kind.DATE, attrgetter("starts")),
    Column(pgettext_lazy("workbook", "Period to"), 14, Kind.DATE, attrgetter("ends")),
    Column(pgettext_lazy("workbook", "Worst light"), 16, Kind.STATUS, attrgetter("overall")),
    Column(pgettext_lazy("workbook", "Against the one before"), 16, Kind.STATUS, attrgetter("trend")),
    *(Column(ASPECTS[aspect], 16, Kind.STATUS, _light(at)) for at, aspect in enumerate(Aspect)),
    Column(pgettext_lazy("workbook", "By the figures"), 16, Kind.STATUS, attrgetter("by_figures")),
    Column(pgettext_lazy("workbook", "Why not according to plan"), 44, Kind.TEXT, attrgetter("words")),
    Column(pgettext_lazy("workbook", "Reported on"), 14, Kind.DATE, attrgetter("reported")),
    Column(pgettext_lazy("workbook", "Reported by"), 22, Kind.TEXT, attrgetter("by")),
)
GOALS: Sequence[Column[GoalRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "Impact goal"), 44, Kind.TEXT, attrgetter("goal")),
    Column(pgettext_lazy("workbook", "Indicator"), 26, Kind.TEXT, attrgetter("indicator")),
    Column(pgettext_lazy("workbook", "Measured in"), 12, Kind.TEXT, attrgetter("unit")),
    Column(pgettext_lazy("workbook", "Baseline value"), 16, Kind.DECIMAL, attrgetter("baseline")),
    Column(pgettext_lazy("workbook", "Target value"), 14, Kind.DECIMAL, attrgetter("target")),
    Column(pgettext_lazy("workbook", "To be reached by"), 14, Kind.DATE, attrgetter("due")),
    Column(pgettext_lazy("workbook", "Last measured"), 14, Kind.DATE, attrgetter("measured")),
    Column(pgettext_lazy("workbook", "Last value"), 16, Kind.DECIMAL, attrgetter("value")),
    Column(pgettext_lazy("workbook", "In words"), 26, Kind.TEXT, attrgetter("words")),
    Column(pgettext_lazy("workbook", "Share of the way"), 12, Kind.PERCENT, attrgetter("share")),
    Column(pgettext_lazy("workbook", "Verdict"), 24, Kind.STATUS, attrgetter("verdict")),
    Column(pgettext_lazy("workbook", "Why"), 40, Kind.TEXT, attrgetter("ground")),
)
COVERAGE: Sequence[Column[CoverageRow]] = (
    Column(pgettext_lazy("workbook", "Focus area"), 28, Kind.NAME, attrgetter("area")),
    Column(pgettext_lazy("workbook", "Year"), 10, Kind.INT, attrgetter("year")),
    Column(pgettext_lazy("workbook", "Sub-goal"), 60, Kind.TEXT, attrgetter("goal")),
    Column(pgettext_lazy("workbook", "Covered"), 22, Kind.STATUS, attrgetter("status")),
    Column(pgettext_lazy("workbook", "Mandates, number"), 14, Kind.INT, attrgetter("how_many")),
    Column(pgettext_lazy("workbook", "Mandates"), 60, Kind.TEXT, attrgetter("mandates")),
    Column(pgettext_lazy("workbook", "Planned"), 22, Kind.STATUS, attrgetter("in_plans")),
    Column(pgettext_lazy("workbook", "Points of board plans, number"), 14, Kind.INT, attrgetter("points")),
    Column(pgettext_lazy("workbook", "Points of board plans"), 60, Kind.TEXT, attrgetter("plans")),
)
CAPACITY: Sequence[Column[CapacityRow]] = (
    Column(pgettext_lazy("workbook", "Receiving unit"), 30, Kind.NAME, attrgetter("unit")),
    Column(pgettext_lazy("workbook", "Month"), 12, Kind.MONTH, attrgetter("month")),
    Column(pgettext_lazy("workbook", "Deliveries"), 13, Kind.INT, attrgetter("deliveries")),
    Column(pgettext_lazy("workbook", "Of these late"), 13, Kind.INT, attrgetter("late")),
    Column(pgettext_lazy("workbook", "Of these in a freeze"), 13, Kind.INT, attrgetter("hits")),
    Column(pgettext_lazy("workbook", "Room for deliveries"), 14, Kind.INT, attrgetter("room")),
    Column(pgettext_lazy("workbook", "Deliveries say"), 16, Kind.STATUS, attrgetter("verdict")),
    Column(pgettext_lazy("workbook", "Being carried out"), 14, Kind.INT, attrgetter("executions")),
    Column(pgettext_lazy("workbook", "Room for work"), 14, Kind.INT, attrgetter("room_for_work")),
    Column(pgettext_lazy("workbook", "Work says"), 16, Kind.STATUS, attrgetter("work_verdict")),
    Column(pgettext_lazy("workbook", "Freezes"), 36, Kind.TEXT, attrgetter("freezes")),
)
CHANGES: Sequence[Column[ChangeRow]] = (
    NUMBER,
    TITLE,
    Column(pgettext_lazy("workbook", "What is new"), 24, Kind.STATUS, attrgetter("what")),
    Column(pgettext_lazy("workbook", "Where"), 36, Kind.TEXT, attrgetter("where")),
    Column(pgettext_lazy("workbook", "Before"), 24, Kind.TEXT, attrgetter("before")),
    Column(pgettext_lazy("workbook", "Now"), 24, Kind.TEXT, attrgetter("now")),
    Column(pgettext_lazy("workbook", "Moved by days"), 14, Kind.INT, attrgetter("days")),
)
