"""What every value of the house is built of: cleaned texts with limits, frozen parts, rows with a name for life.

No database and no Django here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MAX_ROWS = 1_000  # per chapter; a directive with more is not a directive
MAX_LINE = 2_000  # characters
MAX_TEXT = 200_000  # characters
MAX_MARKS = 30  # combining marks in a row
GRAPHEME_JOINER = "\u034f"  # a mark that stops a run of marks and is not seen

# Whatever may not stay as it is: controls, marks, and letters that have another way to be written.
_UNUSUAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0300-\u200f\u2028-\U0010ffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean_text(value: Any) -> Any:
    """NFC with plain newlines and without control characters, which no store or file can carry."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        return value  # what is too long is refused by the field itself
    if not _UNUSUAL.search(value):  # nearly every text: all of these characters are their own normal form
        return value
    plain = _CONTROL.sub("", re.sub(r"\r\n?", "\n", value))
    return unicodedata.normalize("NFC", _stream_safe(plain))


def _stream_safe(value: str) -> str:
    """At most 30 marks on one letter (Unicode's stream-safe text format, UAX 15).

    Normalising takes the square of the marks on a letter: a form could stop a worker with one field.
    """
    if not value or max(value) < "\u0300":  # no combining mark comes before
        return value
    parts, marks = [], 0
    for char in value:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > MAX_MARKS:
            parts.append(GRAPHEME_JOINER)
            marks = 1
        parts.append(char)
    return "".join(parts)


Line = Annotated[str, BeforeValidator(clean_text), Field(max_length=MAX_LINE)]
Text = Annotated[str, BeforeValidator(clean_text), Field(max_length=MAX_TEXT)]
Short = Annotated[str, BeforeValidator(clean_text), Field(max_length=100)]  # what a unique index can hold
Link = Annotated[str, BeforeValidator(clean_text), Field(max_length=32)]  # the uid of something elsewhere
Uid = Annotated[
    str, Field(pattern=r"^[0-9a-z]{4,32}$")
]  # unique within its directive; core.uid.new_uid makes one
T = TypeVar("T")
Rows = Annotated[tuple[T, ...], Field(max_length=MAX_ROWS)]


class Value(BaseModel):
    """Base of every part: frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(Value):
    """One row of a chapter. Progress, comments and links hang on its `uid` from outside."""

    uid: Uid
