"""The document's typeface, embedded, and what it cannot show."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import font_source_sans_pro as source_sans
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "SourceSansPro"
STRONG = "SourceSansPro-Semibold"
MISSING = "\u2610"  # ☐ stands for a character that the typeface lacks

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_NO_BREAK = "\u00a0\u202f"


@cache
def register() -> None:
    """Makes the fonts known to reportlab, once per process."""
    for name, key in ((REGULAR, "SourceSansPro"), (STRONG, "SourceSansProSemibold")):
        pdfmetrics.registerFont(TTFont(name, source_sans.font_files_ttf[key]))


def _face(font: str) -> Any:
    register()
    return pdfmetrics.getFont(font).face


@cache
def _drawable() -> frozenset[str]:
    """Characters that both weights have. None beyond U+FFFF: reportlab cannot map those back to text."""
    both = _face(REGULAR).charToGlyph.keys() & _face(STRONG).charToGlyph.keys()
    return frozenset(chr(code) for code in both if 0x20 <= code < 0x10000)


def missing(text: str) -> frozenset[str]:
    """The characters of `text` that `shown` replaces."""
    plain = _plain(text)
    return frozenset(set(plain) - _drawable() - {"\n"})


def shown(text: str) -> str:
    """`text` as this typeface can draw it: one kind of space, lines parted by newlines."""
    plain = _plain(text)
    lacking = set(plain) - _drawable() - {"\n"}
    return plain.translate({ord(c): MISSING for c in lacking}) if lacking else plain


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    return (
        "".join(_space(c) if c != "\n" and c.isspace() else c for c in text) if _has_odd_space(text) else text
    )


def _space(character: str) -> str:
    return character if character in _NO_BREAK else " "


def _has_odd_space(text: str) -> bool:
    return any(c.isspace() and c not in " \n" for c in set(text))


@lru_cache(maxsize=50_000)
def width(text: str, font: str) -> float:
    """Width of `text` in ems."""
    face = _face(font)
    return sum(face.charWidths.get(ord(c), face.defaultWidth) for c in text) / 1000
