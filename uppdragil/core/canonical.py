"""One spelling of a value as bytes: RFC 8785 JSON, and its SHA-256."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical_json(value: Any) -> bytes:
    """Bytes that two equal JSON values share. Raises ValueError for what JSON cannot carry exactly."""
    return rfc8785.dumps(value)


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256, 64 lower-case characters."""
    return hashlib.sha256(data).hexdigest()
