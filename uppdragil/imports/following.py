"""Which edition a text follows: the one that it carries with it, or else the one whose words it uses."""

from __future__ import annotations

from collections.abc import Sequence

from uppdragil.editions.spec import EditionSpec

from .headings import Outline, outline
from .ledger import Line
from .readers import Source

MIN_CHAPTERS = 3  # a text with fewer of the model's chapters is something else
_NAMED = 3  # chapters that a document's own name for itself weighs as much as
_HEAD = 30  # lines in which a document says what it is


def choose(lines: Sequence[Line], source: Source, editions: Sequence[EditionSpec]) -> Outline:
    """The outline of the text in its edition; where two are as likely, the first of `editions` is it."""
    found = [outline(lines, edition, source.headings) for edition in editions]
    carried = [o for o in found if o.edition.key == source.edition and o.chapters >= MIN_CHAPTERS]
    return carried[0] if carried else max(found, key=lambda o: _weight(o, lines))


def _weight(found: Outline, lines: Sequence[Line]) -> tuple[bool, int]:
    names = {found.edition.document.casefold(), found.edition.name.casefold()}
    head = (line.text.strip("# ").casefold() for line in lines[:_HEAD] if line.number < found.first)
    named = any(text.startswith(name) for text in head for name in names)
    return found.chapters >= MIN_CHAPTERS, found.chapters + _NAMED * named
