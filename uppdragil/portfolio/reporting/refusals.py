"""How reporting says no."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from uppdragil.core.coded import Coded

from .content import ReportContent
from .sentences import REFUSALS


class Refused(Coded):
    """A rule of reporting says no. `code` is a key of `sentences.REFUSALS`."""

    sentences = REFUSALS


@dataclass
class Conflict(Exception):
    """Somebody else who leads the mandate wrote meanwhile: `current`, by `name` at `at`.

    `seen` is what a writer who has read that has before them.
    """

    current: ReportContent
    name: str
    at: dt.datetime
    seen: Seen


@dataclass(frozen=True)
class Seen:
    """What a writer had before them: the number of the mandate's last report, and the draft's version; 0 for none."""

    last: int = 0
    draft: int = 0

    def __str__(self) -> str:
        return f"{self.last}-{self.draft}"

    @classmethod
    def read(cls, text: str) -> Seen:
        """As a form brings it back; what is no such text has seen nothing."""
        last, _dash, draft = text.partition("-")
        whole = last.isdecimal() and draft.isdecimal() and len(text) < 20
        return cls(int(last), int(draft)) if whole else cls()
