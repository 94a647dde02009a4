"""What is hashed, and how. Anybody can redo it with a JSON library and SHA-256."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.models import GENESIS, AuditEvent

# Every column of AuditEvent but the hash itself; a test compares the two.
HASHED = ("seq", "at", "verb", "actor_name", "actor_uid", "subject", "payload_hash", "prev_hash")


@dataclass(frozen=True)
class Head:
    """An event's number and hash. Kept outside the database, it pins everything up to that event."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "SEQ:HASH". Raises ValueError."""
        match = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
        if match is None:
            raise ValueError("a head is written SEQ:HASH, a number and 64 hexadecimal characters")
        return cls(int(match[1]), match[2])


START = Head(0, GENESIS)


def event_hash(event: AuditEvent) -> str:
    """SHA-256 of the RFC 8785 JSON of the columns in HASHED; `at` is UTC with six decimals."""
    columns = {name: getattr(event, name) for name in HASHED}
    columns["at"] = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return sha256(canonical_json(columns))


def payload_hash(salt: bytes, body: bytes) -> str:
    """SHA-256 of the salt followed by the payload's exact bytes."""
    return sha256(salt + body)
