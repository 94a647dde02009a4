"""The columns of the overview's sheet: the office's own, in its order, as `web.columns` names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from django.utils.translation import pgettext_lazy

from uppdragil.documents.workbooks.looks import Kind, Status, Tone
from uppdragil.documents.workbooks.shared import KEY, NUMBER, TITLE, gate_with_name
from uppdragil.documents.workbooks.sheets import OverviewRow
from uppdragil.documents.workbooks.writer import Column

Columns = tuple[Column[OverviewRow], ...]


def _paused(row: OverviewRow) -> Status | None:
    return Status(row.paused, Tone.HINT) if row.paused else None


FIRST: Columns = (
    NUMBER,
    Column(pgettext_lazy("workbook", "Registry number"), 16, Kind.TEXT, attrgetter("registry_number")),
    TITLE,
    Column(pgettext_lazy("workbook", "Restricted"), 14, Kind.STATUS, attrgetter("restricted")),
)
BY_KEY: Mapping[str, Columns] = {
    "priority": (Column(pgettext_lazy("column", "Priority"), 12, Kind.INT, attrgetter("priority")),),
    "phase": (
        Column(pgettext_lazy("workbook", "Phase"), 16, Kind.TEXT, attrgetter("phase")),
        Column(pgettext_lazy("workbook", "Pause"), 22, Kind.STATUS, _paused),
    ),
    "lights": (
        Column(pgettext_lazy("workbook", "Worst light"), 16, Kind.STATUS, attrgetter("light")),
        Column(pgettext_lazy("workbook", "By the figures"), 16, Kind.STATUS, attrgetter("by_figures")),
        Column(pgettext_lazy("workbook", "Reported on"), 14, Kind.DATE, attrgetter("reported")),
    ),
    "next": (
        Column(
            pgettext_lazy("workbook", "Next gate"),
            30,
            Kind.TEXT,
            lambda r: gate_with_name(r.next_gate, r.next_gate_name),
        ),
        Column(pgettext_lazy("workbook", "Next gate's date"), 14, Kind.DATE, attrgetter("next_gate_date")),
    ),
    "late": (
        Column(
            pgettext_lazy("workbook", "Delay against the baseline"), 18, Kind.LATE, attrgetter("days_late")
        ),
    ),
    "waits": (
        Column(pgettext_lazy("workbook", "Waits with"), 26, Kind.TEXT, attrgetter("waits")),
        Column(pgettext_lazy("workbook", "Waits since"), 14, Kind.DATE, attrgetter("waits_since")),
        Column(pgettext_lazy("workbook", "Days waited"), 12, Kind.INT, attrgetter("waits_days")),
    ),
    "support": (
        Column(pgettext_lazy("workbook", "Unanswered support needs"), 16, Kind.INT, attrgetter("needs")),
    ),
    "owner": (Column(pgettext_lazy("workbook", "Owner"), 24, Kind.TEXT, attrgetter("owner")),),
    "lead": (Column(pgettext_lazy("workbook", "Lead"), 20, Kind.TEXT, attrgetter("lead")),),
    "area": (Column(pgettext_lazy("workbook", "Focus area"), 22, Kind.TEXT, attrgetter("area")),),
    "unit": (Column(pgettext_lazy("workbook", "Unit"), 21, Kind.TEXT, attrgetter("unit")),),
    "risk": (Column(pgettext_lazy("workbook", "Highest risk"), 18, Kind.RISK, attrgetter("highest_risk")),),
    "errors": (Column(pgettext_lazy("workbook", "Open errors"), 14, Kind.ERRORS, attrgetter("open_errors")),),
    "frame": (Column(pgettext_lazy("column", "Frame"), 16, Kind.KRONOR, attrgetter("frame")),),
    "money": (
        Column(pgettext_lazy("money", "Activated"), 16, Kind.KRONOR, attrgetter("activated")),
        Column(pgettext_lazy("money", "Identified"), 16, Kind.KRONOR, attrgetter("identified")),
        Column(pgettext_lazy("money", "Outcome"), 16, Kind.KRONOR, attrgetter("outcome")),
        Column(pgettext_lazy("workbook", "Money against the frame"), 22, Kind.STATUS, attrgetter("money")),
    ),
}


def columns(keys: Iterable[str]) -> Sequence[Column[OverviewRow]]:
    """What every report begins with, then the columns of `keys` in their order; all of them where none is known."""
    known = [key for key in dict.fromkeys(keys) if key in BY_KEY] or list(BY_KEY)
    return (*FIRST, *(column for key in known for column in BY_KEY[key]), KEY)
