"""A cell as the file has it: a style and a value, written as text. openpyxl would take ten times as long for each.

What stands in a cell has been made safe by `text.cell_text`; here it is only escaped. A string is an inline string,
so that nothing in it can be a formula or an error.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from uppdragil.documents.workbooks.looks import Value

EPOCH = dt.date(1899, 12, 30)  # day 0 of a workbook, for days from 1 March 1900 on


def cell_xml(style: int, value: Value) -> str:
    """All of a cell after its reference: `<c r="A1"` and this. `style`: the number of a cell style of the book."""
    if value is None:
        return f' s="{style}"/>'
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f' s="{style}" t="inlineStr"><is><t{space}>{_escaped(value)}</t></is></c>'
    return f' s="{style}"><v>{_number(value)}</v></c>'


def _number(value: int | Decimal | dt.date) -> int | str:
    if isinstance(value, dt.date):
        return (value - EPOCH).days
    return f"{value:f}" if isinstance(value, Decimal) else int(value)


def _escaped(words: Any) -> Any:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
