"""The floor of exports: the tables read once each, and the very cells of the product's file in a bare one."""

from __future__ import annotations

import csv
import io
import os
import pickle
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

from .store import ask

TABLES = (
    "directives_directive", "directives_card", "directives_gateplan", "directives_milestone", "directives_risk",
    "directives_roleassignment", "directives_progress", "decisions_decision", "decisions_outsidedecision",
    "directives_activity", "directives_impactgoal", "portfolio_report", "portfolio_supportneed",
    "portfolio_measurement",
)  # fmt: skip


def workbook() -> bytes:
    """A write-only workbook without looks, widths or tables."""
    _read_all()
    book = Workbook(write_only=True)
    for rows in _cells().sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table() -> bytes:
    """The cells of the product's CSV in Python's."""
    _read_all()
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(_cells().table)
    return file.getvalue().encode("utf-8-sig")


def _read_all() -> None:
    for name in TABLES:
        for row in ask(f"SELECT * FROM {name}"):
            list(map(str, row))


class Cells(NamedTuple):
    """What `measure.py` has read out of the product's own files: the workbook's sheets, and the CSV."""

    sheets: list[list[tuple[Any, ...]]]
    table: list[list[str]]


@cache
def _cells() -> Cells:
    found: Cells = pickle.loads(Path(os.environ["FLOOR_CELLS"]).read_bytes())
    return found
