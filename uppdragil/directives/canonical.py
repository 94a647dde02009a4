"""A directive as exact bytes: what a version stores, hashes and embeds."""

from __future__ import annotations

import json

from uppdragil.core.canonical import canonical_json

from .content import DirectiveContent

SCHEMA = 1


class UnknownSchema(ValueError):
    """The bytes were written by a later edition of this program."""


def to_bytes(content: DirectiveContent) -> bytes:
    """RFC 8785 JSON of the schema number and the whole content, UTF-8."""
    return canonical_json({"schema": SCHEMA, "content": content.model_dump(mode="json")})


def from_bytes(data: bytes) -> DirectiveContent:
    """The content in `data`.

    A later schema adds a step here that lifts older data to it, so that a decided version can
    always be read. Raises UnknownSchema, or pydantic.ValidationError for bytes that were altered.
    """
    stored = json.loads(data)
    if stored["schema"] != SCHEMA:
        raise UnknownSchema(f"schema {stored['schema']} is not known; this program knows {SCHEMA}")
    return DirectiveContent.model_validate(stored["content"])
