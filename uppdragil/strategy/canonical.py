"""A strategy edition as exact bytes: what a published edition stores and hashes."""

from __future__ import annotations

import json

from uppdragil.core.canonical import canonical_json, sha256

from .content import StrategyContent

SCHEMA = 1


class UnknownSchema(ValueError):
    """The bytes were written by a later edition of this program."""


def to_bytes(content: StrategyContent) -> bytes:
    """RFC 8785 JSON of the schema number and the whole content, UTF-8."""
    return canonical_json({"schema": SCHEMA, "content": content.model_dump(mode="json")})


def mark(content: StrategyContent) -> str:
    """16 characters that change with what an edition says: what a page was drawn over."""
    return sha256(to_bytes(content))[:16]


def from_bytes(data: bytes) -> StrategyContent:
    """The content in `data`. Raises UnknownSchema, or pydantic.ValidationError for bytes that were altered."""
    stored = json.loads(data)
    if stored["schema"] != SCHEMA:
        raise UnknownSchema(f"schema {stored['schema']} is not known; this program knows {SCHEMA}")
    return StrategyContent.model_validate(stored["content"])
