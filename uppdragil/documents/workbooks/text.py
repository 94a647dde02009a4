"""Any text, made safe to stand in a cell of a workbook.

Excel reads `_x0041_` in a cell as the character U+0041 (ECMA-376 part 1, ST_Xstring), XML 1.0 carries no
control characters, and a cell holds 32,767 UTF-16 units and 253 line feeds.
"""

from __future__ import annotations

import re

from django.utils.translation import pgettext

MAX_UNITS = 32_767
MAX_LINE_FEEDS = 253
PLAIN = 250  # characters: too few for any limit
REPLACEMENT = "\ufffd"

_NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HALF_ESCAPE = re.compile("_(x[0-9A-Fa-f]{0,4})?$")
# Whatever may not stay as it is: controls, other line ends, what could be an escape.
_UNUSUAL = re.compile("_x|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = frozenset("=+-@\t\n'#|%{＝＋－＠")


def cell_text(text: str) -> str:
    """The text as a cell stores it: one kind of line feed, no control characters, no accidental escapes.

    What cannot stand in a cell becomes U+FFFD, so that the reader sees that something stood there; what
    is too long ends in a mark that says so. Never raises.
    """
    if len(text) <= PLAIN and not _UNUSUAL.search(text):  # nearly every text stays as it is
        return text
    return _cut(_ESCAPE_LIKE.sub("_x005F_", clean(text)))


def clean(text: str) -> str:
    """The same text as a person reads it in the cell, before length and Excel's own escapes."""
    lines = _NEW_LINES.sub("\n", text[: 2 * MAX_UNITS]).split("\n", MAX_LINE_FEEDS)
    lines[-1] = lines[-1].replace("\n", " ")
    return _NOT_XML.sub(REPLACEMENT, "\n".join(lines))


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet would read this as a formula or an error if somebody typed it."""
    return text.lstrip(" ")[:1] in _FORMULA_STARTS


def _cut(stored: str) -> str:
    units = stored.encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return stored
    mark = " … [" + pgettext("workbook", "shortened") + "]"
    kept = units[: 2 * (MAX_UNITS - len(mark))].decode("utf-16-le", errors="ignore")
    return _HALF_ESCAPE.sub("", kept) + mark
