"""The rows of evidence beside the chain: is each as it was when the chain was told of it?

An event that tells of evidence carries a digest of every row of it, all columns included (`digests`). `evidence`
reads the append-only tables and compares: a row that was changed, removed or slipped in is named.

What it cannot show: the tables that the chain is not told of (UNTOLD). A row whose event's contents have been
disposed of is `uncovered`, and so is one that nothing rests on yet (`AppendOnly.told_at_once`). It rests on the
chain: verify that first.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, models

from uppdragil.core.append_only import AppendOnly, append_only_models
from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.models import AuditCheck, AuditEvent, AuditPayload

ROWS = "rows"  # where a payload carries the digests
# The chain itself, and what is written about it from outside.
UNTOLD: frozenset[type[AppendOnly]] = frozenset({AuditEvent, AuditPayload, AuditCheck})
PAGE = 50  # rows in memory at a time, records of some hundred kilobytes among them


class Wrong(StrEnum):
    """What is wrong with a row."""

    CHANGED = "changed"
    MISSING = "missing"
    SLIPPED_IN = "slipped_in"
    UNREADABLE = "unreadable"  # a column holds what was never written there


@dataclass(frozen=True, order=True)
class Finding:
    """One row, as TABLE:KEY, and what is wrong with it."""

    row: str
    wrong: Wrong


@dataclass(frozen=True)
class Evidence:
    """What was found. `rows` are as the chain says; of `uncovered` ones it says nothing any more."""

    rows: int
    uncovered: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def digests(rows: Iterable[AppendOnly]) -> dict[str, str]:
    """The digest of each stored row by its name. Needs no query."""
    return {name_of(row): digest(row) for row in rows}


def name_of(row: AppendOnly) -> str:
    return f"{row._meta.db_table}:{row.pk}"


def digest(row: AppendOnly) -> str:
    """SHA-256 of the RFC 8785 JSON of all columns. Raises ValueError or TypeError for what no column can hold."""
    columns = {
        field.column: _plain(field, field.value_from_object(row)) for field in row._meta.concrete_fields
    }
    return sha256(canonical_json({"table": row._meta.db_table, "columns": columns}))


def evidence() -> Evidence:
    """Compare every row of evidence with what the chain was told. Memory: one digest per row, one page of rows."""
    told, tombstones = _told()
    rows = uncovered = 0
    findings: list[Finding] = []
    for model in append_only_models():
        if model in UNTOLD:
            continue
        for name, found in _stored(model):
            said = told.pop(name, None)
            if found is None:
                findings.append(Finding(name, Wrong.UNREADABLE))
            elif said is None and (tombstones or not model.told_at_once):
                uncovered += 1
            elif said is None:
                findings.append(Finding(name, Wrong.SLIPPED_IN))
            elif said != {found}:
                findings.append(Finding(name, Wrong.CHANGED))
            else:
                rows += 1
    findings += [Finding(name, Wrong.MISSING) for name in told]
    return Evidence(rows, uncovered, tuple(sorted(findings)))


def _told() -> tuple[dict[str, set[str]], bool]:
    """What the chain says of each row, and whether the contents of any event are gone."""
    told: dict[str, set[str]] = {}
    tombstones = False
    for body in AuditPayload.objects.order_by("pk").values_list("body", flat=True).iterator(PAGE):
        if body is None:
            tombstones = True
            continue
        for name, said in _rows_of(bytes(body)):
            told.setdefault(name, set()).add(said)
    return told, tombstones


def _rows_of(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        rows = json.loads(body).get(ROWS, {})
        return [(str(name), str(said)) for name, said in rows.items()]
    except (AttributeError, ValueError, RecursionError):  # another's payload, or none of ours
        return []


def _stored(model: type[AppendOnly]) -> Iterator[tuple[str, str | None]]:
    """Name and digest of each row; None for one that cannot be read."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), PAGE):
        yield from _digests_of(model, keys[first : first + PAGE])


def _digests_of(model: type[AppendOnly], keys: list[Any]) -> list[tuple[str, str | None]]:
    try:
        return [(name_of(row), digest(row)) for row in model.objects.filter(pk__in=keys)]
    # SQLite keeps any value in any column: a date that is none, text that is no UTF-8 or no JSON.
    except (
        TypeError,
        ValueError,
        ArithmeticError,
        AttributeError,
        ValidationError,
        OperationalError,
    ) as error:
        if isinstance(error, OperationalError) and "decode" not in str(error):
            raise
        if len(keys) == 1:
            return [(f"{model._meta.db_table}:{keys[0]}", None)]
        return [found for key in keys for found in _digests_of(model, [key])]


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    """A column's value as JSON has it, the same before it is stored and after it is read."""
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return sha256(bytes(value))
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(value))
    return _scalar(field.to_python(value))


def _scalar(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, bool | int) else str(value)
