"""A directive as exact bytes: what a version stores, hashes and embeds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from uppdragil.core.canonical import canonical_json

from .content import DirectiveContent

SCHEMA = 4

# What lifts the content of a schema to the next one; a decided version can always be read.
_LIFT: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda content: content | {"strategy_links": []},  # chapter 4.1 came with schema 2
    2: lambda content: content | {"budget": []},  # chapter 6.3 came with schema 3
    3: lambda content: content,  # what came with schema 4 (Uppdragshandling) is empty where nothing is said
}


class UnknownSchema(ValueError):
    """The bytes were written by a later edition of this program."""


def to_bytes(content: DirectiveContent) -> bytes:
    """RFC 8785 JSON of the schema number and the whole content, UTF-8."""
    return canonical_json({"schema": SCHEMA, "content": content.model_dump(mode="json")})


def from_bytes(data: bytes) -> DirectiveContent:
    """The content in `data`, whatever schema wrote it.

    Raises UnknownSchema, or pydantic.ValidationError for bytes that were altered.
    """
    stored = json.loads(data)
    schema, content = stored["schema"], stored["content"]
    if schema not in (*_LIFT, SCHEMA):
        raise UnknownSchema(f"schema {schema} is not known; this program knows up to {SCHEMA}")
    for step in range(schema, SCHEMA):
        content = _LIFT[step](content)
    return DirectiveContent.model_validate(content)
