"""`AdoptionTold`: what the record of an adoption says, as frozen values. No database here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.directives import canonical
from uppdragil.directives.content import DirectiveContent
from uppdragil.editions.spec import EditionSpec

from .record import RecordError

ADOPTION_SCHEMA = 1
# The file inside the PDF; the people who open it read Swedish.
ADOPTION_FILE = "uppgifter.json"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One decision, as told: taken outside the system. `outcome` is the gate's own word."""

    gate: str
    gate_name: str
    outcome: str
    decided_on: dt.date
    decided_by: str
    reference: str = ""
    link: str = ""
    text: str = ""
    scan_name: str = ""
    scan_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class AdoptionTold:
    """A mandate that ran already, as the office told of it. Times are aware.

    Raises RecordError when hash, bytes and content are not of one version, or a time has no zone.
    """

    organisation: str
    demo: bool
    number: str
    content: DirectiveContent
    edition: EditionSpec
    version: int
    version_bytes: bytes
    sha256: str
    stage: str
    told: tuple[Told, ...]
    told_by: str
    title: str
    authenticated: str
    at: dt.datetime

    def __post_init__(self) -> None:
        if sha256(self.version_bytes) != self.sha256:
            raise RecordError("the hash is not that of the version's bytes")
        if canonical.from_bytes(self.version_bytes) != self.content:
            raise RecordError("the content is not what the version's bytes say")
        if self.at.utcoffset() is None:
            raise RecordError("a time without a time zone")

    @property
    def adoption_bytes(self) -> bytes:
        """Canonical JSON of the same, which names the version by its hash."""
        return canonical_json(_plain(self))


def _plain(a: AdoptionTold) -> dict[str, Any]:
    return {
        "schema": ADOPTION_SCHEMA,
        "organisation": a.organisation,
        "demo": a.demo,
        "number": a.number,
        "title": a.content.title,
        "edition": {"key": a.edition.key, "name": a.edition.name},
        "version": {"number": a.version, "sha256": a.sha256},
        "stage": a.stage,
        "outside_decisions": [_plain_told(t) for t in a.told],
        "told_by": {"name": a.told_by, "title": a.title, "authenticated": a.authenticated},
        "told_at": a.at.isoformat(),
    }


def _plain_told(told: Told) -> dict[str, str]:
    values = {name: getattr(told, name) for name in told.__dataclass_fields__}
    return values | {"decided_on": told.decided_on.isoformat()}
