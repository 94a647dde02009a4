"""What a section was drawn with: the marks of its parts, sent along in one hidden field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uppdragil.directives import marks
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import ROW_TYPES, DirectiveContent
from uppdragil.directives.saving import Edit

_ROW = re.compile(r"([0-9a-z]{4,32}):([0-9a-f]{0,16})")


@dataclass(frozen=True)
class Drawn:
    """The mark of a section's own words (or of the head), and of each of its rows in the order of the page."""

    words: str
    rows: Mapping[str, str]

    @classmethod
    def of(cls, content: DirectiveContent, key: str, without: Iterable[str] = ()) -> Drawn:
        """What stands, `without` the rows that are not edited there."""
        hidden = set(without)
        rows = getattr(content, key) if key in ROW_TYPES else ()
        shown = {row.uid: marks.of_row(row) for row in rows if row.uid not in hidden}
        return cls(marks.of_head(content) if key == HEAD else marks.of_words(content, key), shown)

    @classmethod
    def read(cls, text: str) -> Drawn:
        """What `str` made; nothing that somebody else made up breaks it."""
        words, _space, rows = text.partition(" ")
        return cls(words[: marks.LENGTH], {found[1]: found[2] for found in _ROW.finditer(rows)})

    def __str__(self) -> str:
        return " ".join([self.words, *(f"{uid}:{mark}" for uid, mark in self.rows.items())])

    def after(self, content: DirectiveContent, edits: Iterable[Edit]) -> Drawn:
        """As this, with the marks of what stands for what these edits were about."""
        words, rows = self.words, dict(self.rows)
        for edit in edits:
            mark = marks.of_part(content, edit.chapter, edit.row)
            if edit.row is None:
                words = mark
            elif mark:
                rows[edit.row] = mark
            else:
                rows.pop(edit.row, None)
        return Drawn(words, rows)
