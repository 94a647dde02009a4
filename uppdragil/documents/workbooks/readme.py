"""The sheet that says what the workbook holds: which sheets, of which day and for whom, by which choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from uppdragil.documents.workbooks.heights import height_of, lines_of
from uppdragil.documents.workbooks.looks import HEADING, NAME, TEXT, text
from uppdragil.documents.workbooks.sheets import StatusReport
from uppdragil.documents.workbooks.writer import Book, Pen

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WIDTHS = (34, 110)
HOLDS: Mapping[str, Any] = {
    "overview": _("A row for each mandate, with the columns and the order that were chosen in the overview."),
    "gates": _(
        "When each gate was planned first, is decided and planned now, and what was decided. A delay is counted from"
        " the first baseline."
    ),
    "milestones": _("The milestones of the working text that are no gates."),
    "activities": _("The activities of the working text, and how they go by the mandate lead."),
    "risks": _("The risks of the working text. The score is probability times consequence."),
    "needs": _("What the mandates ask others for, and what was answered."),
    "reports": _(
        "The status reports of the last year, the oldest first: six lights by the mandate lead, and what the figures"
        " gave then."
    ),
    "goals": _(
        "The impact goals with the last measurement, and how that stands against the line to the date."
    ),
    "coverage": _(
        "The sub-goals of the strategy, which mandates work towards them and which points of board plans serve them:"
        " of all mandates that you see, whatever the filter. What has no sub-goal stands last."
    ),
    "capacity": _(
        "What lands on each receiving unit by month, of all mandates that you see, against what it has room for."
    ),
    "changes": _("What is different from the last report with the same choice."),
}


def write_readme(book: Book, report: StatusReport, sheets: Iterable[tuple[StrOrPromise, str]]) -> None:
    """`sheets`: the titles, with the names of `sheets.Rows`."""
    pen = book.plain(pgettext("workbook", "Read me"))
    for letter, width in zip("AB", WIDTHS, strict=True):
        pen.target.column_dimensions[letter].width = width
    _heads(pen, pgettext("workbook", "This report"), "")
    _line(pen, pgettext("workbook", "Organisation"), report.organisation)
    _line(pen, pgettext("workbook", "Made"), date_format(report.made_at, "DATETIME_FORMAT"))
    _line(
        pen,
        pgettext("workbook", "Made by"),
        report.made_by or gettext("The program, for the portfolio office"),
    )
    for at, sentence in enumerate(report.told or [gettext("All mandates, in the order of their numbers.")]):
        _line(pen, "" if at else pgettext("workbook", "Chosen"), sentence)
    _line(pen, pgettext("workbook", "Compared with"), report.compared)
    _line(
        pen,
        pgettext("workbook", "Who may read it"),
        gettext(
            "It holds what whoever made it may see, restricted mandates too. Give it to nobody who may not."
        ),
    )
    editing = gettext(
        "Dates, status, responsible and comments of activities, dates and comments of milestones, measures and owners"
        " of risks can be edited and given back under “Give back an edited report”. Everything else is for reading."
    )
    _line(pen, pgettext("workbook", "Editing"), editing)
    _heads(pen, pgettext("workbook", "Sheet"), pgettext("workbook", "Holds"))
    for title, name in sheets:
        _line(pen, str(title), str(HOLDS[name]))
    charts = gettext("Lights by focus area, and gates on time and late by month, with their figures.")
    _line(pen, pgettext("workbook", "Charts"), charts)


def _heads(pen: Pen, *words: str) -> None:
    pen.put([(HEADING, word or None) for word in words], height_of(1) + 6)


def _line(pen: Pen, name: str, said: str) -> None:
    if said:
        pen.put([text(name, NAME), text(said, TEXT)], height_of(lines_of(said, WIDTHS[1])))
