"""A PDF's text as lines, laid out as the page is: what stands beside each other stays so, with spaces between."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from .found import Lines, Unreadable

MAX_PAGES = 200
_LEAST = 3  # letters and digits per page, below which the pages are pictures
_MOST_BLANK = 2  # blank lines in a row
_SYMBOLS = str.maketrans(
    dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\u25cf", "•")
)  # signs of lists in fonts of signs
_EDGE = re.compile(r"^ +", re.MULTILINE)


def read(data: bytes) -> Lines:
    """The lines of a PDF, a form feed before each page but the first. Raises Unreadable."""
    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("protected")
        pages = len(reader.pages)
    except (Unreadable, MemoryError, RecursionError):
        raise
    except Exception as error:  # a broken file breaks the reader in every way there is
        raise Unreadable("corrupt") from error
    if pages > MAX_PAGES:
        raise Unreadable("too_many_pages", limit=MAX_PAGES)
    lines = Lines()
    for number in range(pages):
        _add(lines, _page_text(reader, number), number > 0)
    if sum(map(str.isalnum, "".join(lines.texts))) < max(1, pages) * _LEAST:
        raise Unreadable("scanned")
    return lines


def _page_text(reader: PdfReader, number: int) -> str:
    """The page as it is laid out; where that cannot be told, its words in the order in which they were drawn."""
    try:
        page = reader.pages[number]
        return _laid_out(page) or page.extract_text()
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise Unreadable("corrupt") from error


def _laid_out(page: PageObject) -> str:
    try:
        return page.extract_text(extraction_mode="layout")
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        return ""


def _add(lines: Lines, text: str, breaks: bool) -> None:
    edges = [len(edge[0]) for edge in _EDGE.finditer(text)]
    margin = min(edges) if len(edges) == sum(bool(line.strip()) for line in text.split("\n")) and edges else 0
    blank = 0
    for index, line in enumerate(text.split("\n")):
        said = line[margin:].translate(_SYMBOLS).rstrip()
        blank = 0 if said else blank + 1
        if breaks and index == 0:
            lines.add("\f" + said)
        elif blank <= _MOST_BLANK:
            lines.add(said)
