"""Tables of the record: hairlines, a head that is repeated on each page, rows that may part when they must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import TableRenderCB

from .fonts import REGULAR
from .structure import close, open_artifact
from .styles import LINE, LINE_STRONG

SMALLEST_PART = 90  # points of a row that is taller than a page, on either side of the break
_GAP = 9  # points between columns


class _Decoration(TableRenderCB):
    """Marks what a table paints beside its text as artifacts."""

    def __call__(self, table: Any, command: str, *_args: Any) -> None:
        if command in ("startBG", "startLines"):
            open_artifact(table.canv)
        elif command in ("endBG", "endLines"):
            close(table.canv)


def ruled_table(
    rows: Sequence[Sequence[list[Flowable]]], shares: Sequence[float], available: float, *, head: bool
) -> Table:
    """A table as wide as `available` points, its columns in the proportions of `shares`."""
    unit = available / sum(shares)
    return Table(
        [list(row) for row in rows],
        colWidths=[share * unit for share in shares],
        repeatRows=1 if head else 0,
        splitInRow=SMALLEST_PART,
        renderCB=_Decoration(),
        spaceBefore=2,
        spaceAfter=8,
        hAlign="LEFT",
        style=_style(head),
    )


def _style(head: bool) -> list[tuple[Any, ...]]:
    everything = (0, 0), (-1, -1)
    style: list[tuple[Any, ...]] = [
        ("FONTNAME", *everything, REGULAR),  # else reportlab asks for a font that is not embedded
        ("VALIGN", *everything, "TOP"),
        ("LEFTPADDING", *everything, 0),
        ("RIGHTPADDING", *everything, _GAP),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", *everything, 3),
        ("BOTTOMPADDING", *everything, 4),
        ("LINEBELOW", *everything, 0.5, LINE),
    ]
    if head:
        style += [("LINEBELOW", (0, 0), (-1, 0), 0.75, LINE_STRONG), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
    else:
        style += [("LINEABOVE", (0, 0), (-1, 0), 0.5, LINE)]
    return style
