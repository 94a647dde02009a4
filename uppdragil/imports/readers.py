"""Bytes to text, or a refusal: a directive comes as text in an encoding that offices write, or in Word or PDF."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from .reading import process
from .reading.kinds import FileKind, kind_of
from .refusals import NotADirective

MAX_BYTES = 2 * 1024 * 1024  # of a text
MAX_FILE = 10 * 1024 * 1024  # of a Word or PDF file, which may have pictures
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KEPT = frozenset("\t\n\r\f\v")
_MOST_MARKS = 20  # combining marks in a row
_FAR = re.compile(rf"[^\x00-\u02ff]{{{_MOST_MARKS},}}")  # where they could be: beyond the letters of Latin
_MOST_CONTROL = 0.01  # share of control characters in what is still a text


@dataclass(frozen=True, slots=True)
class Source:
    """A directive's text as it came.

    `whole`: its lines are whole paragraphs and rows of tables, and only `headings` (line to level, from 0)
    are headings. `carried`: what a Word file of ours holds beside its words; `edition`: its edition's key.
    """

    text: str
    whole: bool = False
    headings: dict[int, int] = field(default_factory=dict)
    carried: str = ""
    edition: str = ""


def open_file(path: Path) -> Source:
    """What a file says. Raises OSError, or NotADirective as `open_bytes` does; never reads more than the limit."""
    with path.open("rb") as file:
        return open_bytes(file.read(MAX_FILE + 1))


def open_bytes(data: bytes) -> Source:
    """What a text, Word or PDF file says; its own bytes tell which it is. Raises NotADirective."""
    kind = kind_of(data)
    if kind is FileKind.TEXT:
        return Source(decode(data))
    if kind.refusal:
        raise NotADirective(kind.refusal)
    if len(data) > MAX_FILE:
        raise NotADirective("too_large_file", limit=MAX_FILE // 1024**2)
    said = process.read(kind, data)
    headings = {int(line): int(level) for line, level in said["headings"]}
    return Source(checked(said["text"]), kind is FileKind.WORD, headings, said["carried"], said["edition"])


def read_file(path: Path) -> str:
    """The text of a file. Raises OSError, or NotADirective as `decode` does; never reads more than the limit."""
    with path.open("rb") as file:
        return decode(file.read(MAX_BYTES + 1))


def decode(data: bytes) -> str:
    """The text in UTF-8, UTF-16 with its mark, or Windows-1252 where that gives plausible text.

    Raises NotADirective: `too_large`, `empty` or `binary`.
    """
    if len(data) > MAX_BYTES:
        raise NotADirective("too_large", limit=MAX_BYTES // 1024**2)
    text = _decoded(data)
    if text is None or not _is_plausible(text):
        raise NotADirective("binary")
    return checked(text)


def checked(text: str) -> str:
    """The same text. Raises NotADirective for one that is empty or too large, or that no office wrote.

    A letter under dozens of combining marks makes normalising quadratic, and is in no language.
    """
    if len(text) > MAX_BYTES:
        raise NotADirective("too_large", limit=MAX_BYTES // 1024**2)
    if not text.strip():
        raise NotADirective("empty")
    if any(_has_stacked_marks(match[0]) for match in _FAR.finditer(text)):
        raise NotADirective("binary")
    return text


def _has_stacked_marks(text: str) -> bool:
    runs = groupby(text, key=lambda character: unicodedata.combining(character) > 0)
    return any(marks and len(list(run)) > _MOST_MARKS for marks, run in runs)


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_plausible(text: str) -> bool:
    """No NUL, and hardly a control character: no program's file looks so."""
    if "\0" in text:
        return False
    control = sum(1 for character in text if not character.isprintable() and character < "\x20")
    return control - sum(map(text.count, _KEPT)) <= len(text) * _MOST_CONTROL
