"""`Source`: what a document of minutes is drawn from, as frozen values. No database here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from uppdragil.core.canonical import canonical_json
from uppdragil.meetings import protocol
from uppdragil.meetings.protocol import Protocol, Section

# The file inside the PDF; the people who open it read Swedish.
MINUTES_FILE = "protokoll.json"
EXTRACT_OF = "minutes_sha256"  # by which an extract names the whole minutes


@dataclass(frozen=True)
class Signed:
    """One adjustment as text. `authenticated`: how, and when."""

    name: str
    at: dt.datetime
    authenticated: str


@dataclass(frozen=True)
class Source:
    """Minutes: their value, exact bytes and hash, and who has adjusted them so far.

    `number`: the one paragraph that an extract shows. `final`: everybody has adjusted; before that the pages say
    that they are a draft, and there is no seal.
    """

    protocol: Protocol
    data: bytes
    sha256: str
    made_at: dt.datetime
    signed: tuple[Signed, ...] = ()
    final: bool = False
    number: int | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The paragraphs that are shown."""
        return tuple(s for s in self.protocol.sections if self.number in (None, s.number))

    @property
    def span(self) -> str:
        return self.sections[0].sign if self.number else self.protocol.span

    @property
    def attached(self) -> bytes:
        """The same for machines: the minutes' own bytes, or the one paragraph of them."""
        return _extract(self) if self.number else self.data


def _extract(source: Source) -> bytes:
    value = protocol.plain(source.protocol) | {
        "sections": [s for s in protocol.plain(source.protocol)["sections"] if s["number"] == source.number],
        EXTRACT_OF: source.sha256,
    }
    return canonical_json(value)
