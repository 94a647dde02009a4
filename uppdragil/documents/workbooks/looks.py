"""How a value looks in a cell: every verdict is a word and a colour, and the cell still holds the number.

The word of a number lives in its number format, so that a column sorts, filters and sums as numbers.
Colours are those of the product's light theme.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from django.utils.translation import npgettext, pgettext

from uppdragil.core.kronor import kronor
from uppdragil.documents.workbooks.text import cell_text, could_be_formula

INK, INK_SOFT, LINE, ACCENT, ON_ACCENT = "15201F", "485756", "D5DCDB", "0B5563", "FFFFFF"
# Excel believes in 29 February 1900; days before it differ by one between programs.
FIRST_DATE = dt.date(1900, 3, 1)
MAX_NUMBER = 10**15  # Excel keeps 15 digits
# The lowest score of each level, highest first, and its fill.
RISK_LEVELS = ((16, "E9A593"), (10, "F3CFA0"), (5, "F6E9C6"), (-MAX_NUMBER, "EEF2F1"))


class Tone(Enum):
    """A verdict's colour, as ink and fill. Never without its word."""

    PLAIN = (INK, None)
    SOFT = (INK_SOFT, None)
    OK = ("1C6833", None)
    WARN = ("7F5000", "FCF1D8")
    BAD = ("A3211B", "FBE8E5")
    HINT = ("35507B", "E8EEF7")


@dataclass(frozen=True, slots=True)
class Status:
    """A word and its tone."""

    text: str
    tone: Tone = Tone.PLAIN


class Kind(StrEnum):
    """What a column holds, and so how its cells look."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    MONTH = "month"
    INT = "int"
    DECIMAL = "decimal"
    PERCENT = "percent"
    KRONOR = "kronor"
    ERRORS = "errors"
    RISK = "risk"
    LATE = "late"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Look:
    """One cell style. `quoted` keeps a text a text when somebody edits the cell."""

    ink: str = INK
    fill: str | None = None
    bold: bool = False
    number_format: str = "General"
    quoted: bool = False


HEADING = Look(ink=ON_ACCENT, fill=ACCENT, bold=True)
TEXT = Look()
NAME = Look(bold=True)
DATE = Look(number_format="yyyy-mm-dd")
MONTH = Look(number_format="yyyy-mm")
_PERCENT = Look(number_format="0%")
_KRONOR = Look(number_format='#,##0" kr"')

Value = str | int | Decimal | dt.date | None
Drawn = tuple[Look, Value]


def text(value: str | None, look: Look = TEXT) -> Drawn:
    """A cell of text, marked as text where a spreadsheet would take it for a formula."""
    stored = cell_text(value or "")
    return (replace(look, quoted=True) if could_be_formula(stored) else look), stored or None


def date(value: dt.date | None) -> Drawn:
    """A cell with a real date; as text before 1 March 1900, which Excel cannot count."""
    if value is not None and value < FIRST_DATE:
        return text(value.isoformat())
    return DATE, value


def number(value: int | None, look: Look = TEXT) -> Drawn:
    """A cell with a whole number; as text beyond 15 digits, which Excel cannot keep."""
    if value is None or abs(value) < MAX_NUMBER:
        return look, value
    return text(hex(value) if value.bit_length() > 4_000 else str(value), look)


def in_kronor(value: int | None) -> Drawn:
    """A cell with money, given in öre."""
    return _KRONOR, None if value is None else kronor(value)


def status(value: Status | None) -> Drawn:
    """A cell with a word and its colour."""
    return text(value.text, _toned(value.tone)) if value else (TEXT, None)


class Drawing:
    """Draws values of each kind with the words of the language that is active when it is made."""

    def __init__(self) -> None:
        self._late = _late_format()
        self._errors = _errors_format()
        self._risks = tuple(
            (lowest, Look(fill=fill, number_format=f'0" {_quotable(word)}"'))
            for (lowest, fill), word in zip(RISK_LEVELS, _risk_words(), strict=True)
        )
        self.by_kind: dict[Kind, Callable[[Any], Drawn]] = {
            Kind.TEXT: text,
            Kind.NAME: lambda value: text(value, NAME),
            Kind.DATE: date,
            Kind.MONTH: lambda value: (MONTH, value),
            Kind.INT: number,
            Kind.DECIMAL: lambda value: (TEXT, value),
            Kind.PERCENT: lambda value: (_PERCENT, value),
            Kind.KRONOR: in_kronor,
            Kind.ERRORS: self.errors,
            Kind.RISK: self.risk,
            Kind.LATE: self.late,
            Kind.STATUS: status,
        }

    def errors(self, value: int | None) -> Drawn:
        if value is None:
            return TEXT, None
        return number(value, _toned(Tone.BAD if value > 0 else Tone.SOFT, self._errors))

    def late(self, value: int | None) -> Drawn:
        """Early counts as on time: a negative number would print its sign before the word."""
        if value is None:
            return TEXT, None
        return number(max(value, 0), _toned(Tone.BAD if value > 0 else Tone.OK, self._late))

    def risk(self, value: int | None) -> Drawn:
        if value is None:
            return TEXT, None
        return number(value, next(look for lowest, look in self._risks if value >= lowest))


def _toned(tone: Tone, number_format: str = "General") -> Look:
    ink, fill = tone.value
    return Look(ink=ink, fill=fill, number_format=number_format)


def _late_format() -> str:
    one, many = (npgettext("workbook", "day late", "days late", n) for n in (1, 2))
    return _counted(one, many, pgettext("workbook", "On time"))


def _errors_format() -> str:
    one, many = (npgettext("workbook", "error", "errors", n) for n in (1, 2))
    return _counted(one, many, pgettext("workbook", "None"))


def _counted(one: str, many: str, none: str) -> str:
    """A number format: 12 many, 1 one, and a word alone for 0."""
    return f'[>1]0" {_quotable(many)}";[=1]0" {_quotable(one)}";"{_quotable(none)}"'


def _risk_words() -> tuple[str, ...]:
    return (
        pgettext("risk level", "very high"),
        pgettext("risk level", "high"),
        pgettext("risk level", "moderate"),
        pgettext("risk level", "low"),
    )


def _quotable(word: str) -> str:
    """A number format's literal text stands in quotation marks and cannot hold one."""
    return word.replace('"', "")
