"""The decision inside a record, read from its attached files."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import Any

import pikepdf

from uppdragil.core.canonical import sha256
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


def read_decision(data: bytes) -> Decided:
    """Raises NotIntact when the files are missing, are not a record's, or do not belong together."""
    version, decision = _attached(data)
    try:
        decided = _decided(json.loads(decision))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotIntact(Problem.NOT_A_RECORD) from error
    if sha256(version) != decided.sha256:
        raise NotIntact(Problem.HASH_DIFFERS)
    return decided


def _attached(data: bytes) -> tuple[bytes, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = pdf.attachments
        if VERSION_FILE not in found or DECISION_FILE not in found:
            raise NotIntact(Problem.NOT_A_RECORD)
        version, decision = (found[name].get_file().read_bytes() for name in (VERSION_FILE, DECISION_FILE))
    return version, decision


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


def _aware(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError("a time without a time zone")
    return at
