"""The decision inside a record, read from its attached files."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf

from uppdragil.core.canonical import sha256
from uppdragil.documents.adoption import ADOPTION_FILE
from uppdragil.documents.record import DECISION_FILE, VERSION_FILE

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
class Decided:
    """What the record says was decided, and on what."""

    organisation: str
    demo: bool
    number: str
    title: str
    gate: str
    gate_name: str
    outcome: str
    decided_at: dt.datetime
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


def read_contents(data: bytes) -> Decided | TakenIn:
    """Raises NotIntact when the files are missing, are not a record's, or do not belong together."""
    version, name, told = _attached(data)
    try:
        found = _READ[name](json.loads(told))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotIntact(Problem.NOT_A_RECORD) from error
    if sha256(version) != found.sha256:
        raise NotIntact(Problem.HASH_DIFFERS)
    return found


def _attached(data: bytes) -> tuple[bytes, str, bytes]:
    """The version, and the one file that says what the record is about, with its name."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = pdf.attachments
        kinds = [name for name in _READ if name in found]
        if VERSION_FILE not in found or len(kinds) != 1:
            raise NotIntact(Problem.NOT_A_RECORD)
        version, told = (found[name].get_file().read_bytes() for name in (VERSION_FILE, kinds[0]))
    return version, kinds[0], told


def _decided(decision: dict[str, Any]) -> Decided:
    return Decided(
        organisation=str(decision["organisation"]),
        demo=bool(decision["demo"]),
        number=str(decision["number"]),
        title=str(decision["title"]),
        gate=str(decision["gate"]["code"]),
        gate_name=str(decision["gate"]["name"]),
        outcome=str(decision["outcome"]["label"]),
        decided_at=_aware(decision["decided_at"]),
        version=int(decision["version"]["number"]),
        sha256=str(decision["version"]["sha256"]),
    )


def _taken_in(told: dict[str, Any]) -> TakenIn:
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


def _aware(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError("a time without a time zone")
    return at


_READ: dict[str, Callable[[dict[str, Any]], Decided | TakenIn]] = {
    DECISION_FILE: _decided,
    ADOPTION_FILE: _taken_in,
}
