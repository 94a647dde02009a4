"""Columns that several sheets have."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.utils.translation import pgettext_lazy

from uppdragil.documents.workbooks.looks import Kind
from uppdragil.documents.workbooks.writer import Column
from uppdragil.portfolio import returning


def gate_with_name(code: str, name: str) -> str:
    """A gate is always shown with number and name: BP2 means other things in other models."""
    return f"{code} {name}".strip()


NUMBER: Column[Any] = Column(pgettext_lazy("workbook", "Number"), 16, Kind.TEXT, attrgetter("number"))
TITLE: Column[Any] = Column(pgettext_lazy("workbook", "Directive"), 34, Kind.NAME, attrgetter("title"))
# The headings of hidden columns are those of a program, the same in every language.
KEY: Column[Any] = Column(returning.KEY, 10, Kind.TEXT, attrgetter("key"), hidden=True)
VERSION: Column[Any] = Column(returning.VERSION, 10, Kind.TEXT, attrgetter("version"), hidden=True)
