"""Type and colour of the record: calm, hairlines, one accent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from .fonts import REGULAR, STRONG

INK = HexColor("#15201f")
SOFT = HexColor("#485756")  # 7.6:1 on white
LINE = HexColor("#d5dcdb")
LINE_STRONG = HexColor("#6f7f7d")
ACCENT = HexColor("#0b5563")
TINT = HexColor("#eef4f5")
MARK = HexColor("#eef0f0")  # of a word below the text, which stays readable on it

MARGIN_X = 24 * mm
MARGIN_FIRST = 17 * mm  # the first page has no line at its head
MARGIN_TOP = 24 * mm
MARGIN_BOTTOM = 21 * mm


@dataclass(frozen=True)
class Style:
    """How one block of text looks. Lengths in points."""

    size: float = 10
    leading: float = 14
    font: str = REGULAR
    colour: Color = INK
    before: float = 0
    after: float = 0
    right: bool = False


BODY = Style(after=5)
ITEM = replace(BODY, after=3)
LEAD = Style(size=11.5, leading=16, colour=SOFT, after=4)
SMALL = Style(size=8.5, leading=11.5, colour=SOFT, after=3)
KICKER = Style(size=9, leading=12, font=STRONG, colour=ACCENT, after=4)
TITLE = Style(size=23, leading=27, font=STRONG, after=4)
OUTCOME = Style(size=19, leading=24, font=STRONG, after=1)
H2 = Style(size=13.5, leading=17, font=STRONG, before=11, after=4)
H3 = Style(size=12, leading=16, font=STRONG, before=12, after=3)
H4 = Style(size=10.5, leading=14, font=STRONG, before=9, after=2)
CELL = Style(size=9, leading=12)
CELL_STRONG = replace(CELL, font=STRONG)
CELL_SOFT = replace(CELL, size=8.5, leading=11.5, colour=SOFT)
HEAD = Style(size=8.5, leading=11, font=STRONG, colour=SOFT)
HEAD_NUMBER = replace(HEAD, right=True)
QUIET = replace(BODY, colour=SOFT)

HEADINGS = {1: TITLE, 2: H2, 3: H3, 4: H4}
