"""What a document's file gives up: its lines, and what it says of itself. No Django here, nor in what reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Unreadable(Exception):
    """The file is not read. `code` is a key of `refusals.SENTENCES`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(slots=True)
class Lines:
    """The lines of a document as text; a list's item begins with its sign, a table's row has pipes.

    `headings`: numbers (from 1) of the lines that the document itself calls headings, with their levels (from 0).
    `carried`: what a document of ours holds beside its words. `edition`: the key of its model's edition.
    """

    texts: list[str] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    carried: str = ""
    edition: str = ""
    room: int = 2 * 1024 * 1024  # characters that are left

    def add(self, text: str, level: int | None = None) -> None:
        """One line more; a heading has a `level`. Raises Unreadable when it is more than a directive says."""
        self.room -= len(text) + 1
        if self.room < 0:
            raise Unreadable("too_much")
        self.texts.append(text)
        if level is not None:
            self.headings.append((len(self.texts), level))

    def gap(self) -> None:
        """A blank line, where the last one is not."""
        if self.texts and self.texts[-1]:
            self.add("")
