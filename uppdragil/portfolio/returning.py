"""Which cells of the status report can be edited and come back: what the writer hides in it, and the reader finds.

A row is known by its key: the mandate's uid and the row's. Its version is a mark of each editable cell as it was
written: a cell with another mark was edited by somebody; a mandate that says something else by now was changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from django.core.signing import BadSignature, Signer
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TOKEN = "uppdragil"  # the property of the file by which it is known
KEY, VERSION = "uid", "version"  # the headings of the hidden columns, the same in every language
_BETWEEN = "."
_SIGNER = Signer(salt="uppdragil.statusreport")


class Kind(StrEnum):
    """What stands in an editable cell."""

    DATE = "date"
    TEXT = "text"
    STATE = "state"  # how an activity goes, in words


@dataclass(frozen=True)
class Field:
    """An editable column; `name` is that of the row's own field, or of its progress."""

    name: str
    heading: str | Promise
    kind: Kind
    progress: bool = False


@dataclass(frozen=True)
class Returning:
    """A sheet with editable columns. `chapter`: that of its rows; "" where nothing in it can be changed this way."""

    title: str | Promise
    chapter: str
    fields: Sequence[Field]


SHEETS = (
    Returning(
        pgettext_lazy("workbook", "Milestones"),
        "milestones",
        (
            Field("date", pgettext_lazy("workbook", "Date"), Kind.DATE),
            Field("comment", pgettext_lazy("workbook", "Comment"), Kind.TEXT),
        ),
    ),
    Returning(
        pgettext_lazy("workbook", "Activities"),
        "activities",
        (
            Field("start", pgettext_lazy("workbook", "Start"), Kind.DATE),
            Field("end", pgettext_lazy("workbook", "End"), Kind.DATE),
            Field("responsible", pgettext_lazy("workbook", "Responsible"), Kind.TEXT),
            Field("state", pgettext_lazy("workbook", "Status"), Kind.STATE, progress=True),
            Field("done_on", pgettext_lazy("workbook", "Done on"), Kind.DATE, progress=True),
            Field("comment", pgettext_lazy("workbook", "Comment"), Kind.TEXT, progress=True),
        ),
    ),
    Returning(
        pgettext_lazy("workbook", "Risks"),
        "risks",
        (
            Field("measure", pgettext_lazy("workbook", "Measure"), Kind.TEXT),
            Field("owner", pgettext_lazy("workbook", "Owner"), Kind.TEXT),
        ),
    ),
    # The days of gates are locked: a cell that was changed is told of, and changes nothing.
    Returning(
        pgettext_lazy("workbook", "Gates"),
        "",
        (Field("planned", pgettext_lazy("workbook", "Planned now"), Kind.DATE),),
    ),
)


def key(directive: str, row: str) -> str:
    """How a row is known."""
    return f"{directive}{_BETWEEN}{row}"


def version(values: Iterable[object]) -> str:
    """The marks of a row's editable cells, in the order of its sheet's fields."""
    return _BETWEEN.join(map(mark, values))


def mark(value: object) -> str:
    """What is the same for the same words, however they are spaced."""
    return f"{crc32(plain(value).encode('utf-8', 'replace')):x}"


def plain(value: object) -> str:
    """A cell's value as text: a day as 2026-12-01, words with single spaces, "" for nothing."""
    if isinstance(value, dt.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else " ".join(str(value or "").split())


def parts(said: str) -> Sequence[str]:
    """The two parts of a key, or the marks of a version."""
    return said.split(_BETWEEN)


def token(uid: str) -> str:
    """By which a workbook is known as ours when it comes back."""
    return _SIGNER.sign(uid)


def known(said: str) -> bool:
    """Whether a workbook with this token was made here."""
    try:
        return bool(_SIGNER.unsign(said))
    except BadSignature:
        return False
