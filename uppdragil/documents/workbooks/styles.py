"""A look as an openpyxl cell style. Few looks, so few styles: each is made once per sheet."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from uppdragil.documents.workbooks.looks import LINE, Look

FONT = "Calibri"
_HAIRLINE = Border(bottom=Side(style="thin", color=LINE))
_ALIGNED = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)


def styled(cell: Any, look: Look) -> Any:
    """The same cell, wearing the look."""
    cell.font = Font(name=FONT, size=11, bold=look.bold, color=look.ink)
    cell.border = _HAIRLINE
    cell.alignment = _ALIGNED
    cell.number_format = look.number_format
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    cell.quotePrefix = look.quoted
    return cell
