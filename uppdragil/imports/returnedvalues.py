"""What an edited cell says: a day, words, or how an activity goes; in either language."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django.conf import settings
from django.utils.translation import override

from uppdragil.core.values import MAX_LINE
from uppdragil.directives.models import Progress
from uppdragil.portfolio.returning import Kind

from .dates import read_date
from .returnedfile import Cell

SHOWN = 200  # characters of what cannot be read


class Unreadable(Exception):
    """The cell cannot be used; `code` is a key of `returned.WHY`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_value(kind: Kind, cell: Cell) -> str:
    """The value as it is kept: a day as 2026-12-01, a state by its code, words as they are. Raises Unreadable."""
    if cell.formula:
        raise Unreadable("formula")
    if kind is Kind.DATE:
        return _day(cell.value)
    words = _words(cell.value)
    if kind is Kind.STATE:
        return _state(words)
    if len(words) > MAX_LINE * 10:
        raise Unreadable("too_long")
    return words


def typed(cell: Cell) -> str:
    """What somebody typed that cannot be used, short enough to be shown."""
    return _words(cell.value)[:SHOWN]


def _day(value: object) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    day = read_date(str(value)) if isinstance(value, str) else None
    if day is None:
        raise Unreadable("bad_date")
    return day.isoformat()


def _state(words: str) -> str:
    found = _states().get(words.casefold())
    if found is None:
        raise Unreadable("bad_state")
    return found


@cache
def _states() -> dict[str, str]:
    found = {"": Progress.State.PLANNED.value}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(state.label).casefold(): state.value for state in Progress.State}
    return found


def _words(value: object) -> str:
    """A whole number has no decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
