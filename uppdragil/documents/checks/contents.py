"""What a sealed document is about, read from its attached files."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf

from uppdragil.core.canonical import sha256
from uppdragil.documents.adoption import ADOPTION_FILE
from uppdragil.documents.minutes import EXTRACT_OF, MINUTES_FILE
from uppdragil.documents.record import DECISION_FILE, VERSION_FILE
from uppdragil.meetings import protocol
from uppdragil.meetings.protocol import Protocol, Section

from .problems import NotIntact, Problem

LARGEST_STREAM = 64 * 1024 * 1024  # bytes, unpacked

# For the whole process: qpdf then refuses streams that unpack to more, so that a small file stays small.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=LARGEST_STREAM,
    run_length_max_memory=LARGEST_STREAM,
    png_max_memory=LARGEST_STREAM,
    tiff_max_memory=LARGEST_STREAM,
    max_stream_filters=4,
)


@dataclass(frozen=True)
class Confirmed:
    """Who the record says confirmed the decision, and when."""

    name: str
    title: str
    at: dt.datetime


@dataclass(frozen=True)
class Held:
    """The meeting at which a body decided. `official` is empty where the body as such decides."""

    body: str
    date: dt.date
    paragraph: str
    official: str


@dataclass(frozen=True)
class Decided:
    """What the record says was decided, by whom, and on what."""

    organisation: str
    demo: bool
    number: str
    title: str
    gate: str
    gate_name: str
    outcome: str
    decided_at: dt.datetime
    confirmed: tuple[Confirmed, ...]
    meeting: Held | None
    version: int
    sha256: str


@dataclass(frozen=True)
class TakenIn:
    """What the record of an adoption says: as told by whom, about which text. Nobody vouches for it."""

    organisation: str
    demo: bool
    number: str
    title: str
    stage: str
    told_by: str
    told_at: dt.datetime
    decisions: int
    version: int
    sha256: str


@dataclass(frozen=True)
class Minuted:
    """What sealed minutes say, or an extract of them. `sha256` is the whole minutes'; an extract holds a part of them.

    `paragraph` is the one of an extract; None for the whole minutes.
    """

    protocol: Protocol
    sha256: str
    paragraph: Section | None

    @property
    def demo(self) -> bool:
        return self.protocol.demo


def read_contents(data: bytes) -> Decided | TakenIn | Minuted:
    """Raises NotIntact when the files are missing, are not such a document's, or do not belong together."""
    files = _attached(data)
    kinds = [name for name in _READ if name in files]
    if len(kinds) != 1:
        raise NotIntact(Problem.NOT_A_RECORD)
    try:
        found = _READ[kinds[0]](files[kinds[0]])
        if not isinstance(found, Minuted) and sha256(files[VERSION_FILE]) != found.sha256:
            raise NotIntact(Problem.HASH_DIFFERS)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotIntact(Problem.NOT_A_RECORD) from error
    return found


def _attached(data: bytes) -> dict[str, bytes]:
    """The files that are read, by name."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = pdf.attachments
        names = [name for name in (VERSION_FILE, *_READ) if name in found]
        return {name: found[name].get_file().read_bytes() for name in names}


def _decided(data: bytes) -> Decided:
    decision = json.loads(data)
    return Decided(
        organisation=str(decision["organisation"]),
        demo=bool(decision["demo"]),
        number=str(decision["number"]),
        title=str(decision["title"]),
        gate=str(decision["gate"]["code"]),
        gate_name=str(decision["gate"]["name"]),
        outcome=str(decision["outcome"]["label"]),
        decided_at=_aware(decision["decided_at"]),
        confirmed=tuple(_confirmed(one) for one in decision["sign_offs"]),
        meeting=_held(decision["meeting"]) if decision["meeting"] else None,
        version=int(decision["version"]["number"]),
        sha256=str(decision["version"]["sha256"]),
    )


def _confirmed(one: dict[str, Any]) -> Confirmed:
    return Confirmed(str(one["name"]), str(one["title"]), _aware(one["at"]))


def _held(meeting: dict[str, Any]) -> Held:
    day = dt.date.fromisoformat(meeting["date"])
    return Held(str(meeting["body"]), day, str(meeting["paragraph"]), str(meeting["official_name"]))


def _taken_in(data: bytes) -> TakenIn:
    told = json.loads(data)
    return TakenIn(
        organisation=str(told["organisation"]),
        demo=bool(told["demo"]),
        number=str(told["number"]),
        title=str(told["title"]),
        stage=str(told["stage"]),
        told_by=str(told["told_by"]["name"]),
        told_at=_aware(told["told_at"]),
        decisions=len(told["outside_decisions"]),
        version=int(told["version"]["number"]),
        sha256=str(told["version"]["sha256"]),
    )


def _minuted(data: bytes) -> Minuted:
    """Raises ValueError for minutes without a paragraph, and an extract of none or several."""
    told = protocol.from_bytes(data)
    if not told.sections:
        raise ValueError("minutes without a paragraph")
    whole = json.loads(data).get(EXTRACT_OF)
    if whole is None:
        return Minuted(told, sha256(data), None)
    (paragraph,) = told.sections
    if not re.fullmatch("[0-9a-f]{64}", whole):
        raise ValueError("not a hash")
    return Minuted(told, whole, paragraph)


def _aware(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError("a time without a time zone")
    return at


_READ: dict[str, Callable[[bytes], Decided | TakenIn | Minuted]] = {
    DECISION_FILE: _decided,
    ADOPTION_FILE: _taken_in,
    MINUTES_FILE: _minuted,
}
