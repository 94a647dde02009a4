"""The portfolio office's status report: a sheet for each thing that is told of the mandates."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import pgettext, pgettext_lazy

from uppdragil.documents.workbooks import sheetcolumns as columns
from uppdragil.documents.workbooks.diagrams import Diagrams
from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.overviewcolumns import columns as overview_columns
from uppdragil.documents.workbooks.readme import write_readme
from uppdragil.documents.workbooks.sheets import StatusReport
from uppdragil.documents.workbooks.writer import Book, Sheet

# By the names of `sheets.Rows`, in the order of the workbook.
SHEETS: Mapping[str, Sheet[Any]] = {
    "overview": Sheet(pgettext_lazy("workbook", "Overview"), "Overview", 3, ()),
    "gates": Sheet(pgettext_lazy("workbook", "Gates"), "Gates", 2, columns.GATES),
    "milestones": Sheet(pgettext_lazy("workbook", "Milestones"), "Milestones", 2, columns.MILESTONES),
    "activities": Sheet(pgettext_lazy("workbook", "Activities"), "Activities", 2, columns.ACTIVITIES),
    "risks": Sheet(pgettext_lazy("workbook", "Risks"), "Risks", 2, columns.RISKS),
    "needs": Sheet(pgettext_lazy("workbook", "Support needs"), "SupportNeeds", 2, columns.NEEDS),
    "reports": Sheet(pgettext_lazy("workbook", "Status assessment"), "Reports", 2, columns.REPORTS),
    "goals": Sheet(pgettext_lazy("workbook", "Impact goals"), "ImpactGoals", 2, columns.GOALS),
    "coverage": Sheet(pgettext_lazy("workbook", "Strategy coverage"), "Coverage", 1, columns.COVERAGE),
    "capacity": Sheet(pgettext_lazy("workbook", "Receiver capacity"), "Capacity", 1, columns.CAPACITY),
    "changes": Sheet(
        pgettext_lazy("workbook", "Changes since the last report"), "Changes", 2, columns.CHANGES
    ),
}


def write_status(report: StatusReport, file: IO[bytes]) -> None:
    """Write the report as .xlsx to an open binary file, in the active language."""
    origin = Origin(
        title=pgettext("workbook", "Status report"),
        organisation=report.organisation,
        made_at=report.made_at,
        made_by=report.made_by,
    )
    book, diagrams = Book(origin, report.token), Diagrams(report.made_at.date())
    tables = {name: book.sheet(_with_columns(name, report)) for name in SHEETS}
    for part in report.parts:
        for name, table in tables.items():
            table.write(getattr(part, name))
        diagrams.count(part)
    diagrams.write(book)
    write_readme(book, report, [(sheet.title, name) for name, sheet in SHEETS.items()])
    book.save(file)


def _with_columns(name: str, report: StatusReport) -> Sheet[Any]:
    sheet = SHEETS[name]
    if name != "overview":
        return sheet
    return Sheet(sheet.title, sheet.table, sheet.frozen, overview_columns(report.columns))


def status_workbook(report: StatusReport) -> bytes:
    """The report as the bytes of an .xlsx file, in the active language."""
    file = BytesIO()
    write_status(report, file)
    return file.getvalue()
