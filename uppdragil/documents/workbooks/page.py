"""A sheet on screen and on paper: no gridlines; landscape A4, as wide as the page, the head on every page."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import pgettext
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.text import cell_text

A3, A4 = 8, 9
WIDEST = {A4: 230, A3: 340}  # characters beside each other that can be read on it
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.8, "bottom": 0.7, "header": 0.35, "footer": 0.35}  # inches
_PART = 50  # characters; Excel takes 255 for a whole header


def set_up_page(target: Any, origin: Origin) -> None:
    """How a sheet prints: A4 landscape, as wide as the page, its head on each, with where it comes from."""
    target.sheet_view.showGridLines = False
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.page_margins = PageMargins(**_MARGINS)
    target.print_title_rows = "1:1"
    _print(target.HeaderFooter.oddHeader, _plain(origin.organisation), "&A", _plain(_made(origin)))
    page = pgettext("workbook", "Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
    _print(target.HeaderFooter.oddFooter, _plain(origin.title), "", page)


def fit_width(target: Any, wide: float, kept: float, columns: str) -> None:
    """Print a sheet that is `wide` (characters) on paper on which it can be read: A4, else A3, else pages of A3.

    `columns` ("A:C", together `kept` wide) tell what a row is about, and are repeated on every page.
    """
    if wide <= WIDEST[A4]:
        return
    target.page_setup.paperSize = A3
    if wide > WIDEST[A3]:
        target.page_setup.fitToWidth = ceil((wide - kept) / (WIDEST[A3] - kept))
        target.print_title_cols = columns


def _made(origin: Origin) -> str:
    when = date_format(localtime(origin.made_at), "DATETIME_FORMAT")
    return f"{when} · {origin.made_by}" if origin.made_by else when


def _print(item: Any, left: str, centre: str, right: str) -> None:
    for part, words in ((item.left, left), (item.center, centre), (item.right, right)):
        part.text, part.size = words or None, 9


def _plain(words: str) -> str:
    """Words without meaning to Excel's header codes, where & begins a code and && is the sign itself."""
    return cell_text(" ".join(words.split())[:_PART]).replace("&", "&&")
