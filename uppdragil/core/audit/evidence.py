"""The rows of evidence beside the chain: is each as it was when the chain was told of it?

An event that tells of evidence carries a digest of every row of it, all columns included (`digests`). `evidence`
reads the append-only tables and compares: a row that was changed, removed or slipped in is named.

What an event says of rows outlives its contents: a disposal takes the digests over into its own event.

What it cannot show: the tables that the chain is not told of (UNTOLD). A row that nothing rests on yet
(`AppendOnly.told_at_once`) is `uncovered`. It rests on the chain: verify that first.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
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
    """What was found. `rows` are as the chain says; of `uncovered` ones it says nothing yet."""

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
    """A stored row by its table and primary key: TABLE:KEY."""
    return f"{row._meta.db_table}:{row.pk}"


def digest(row: AppendOnly) -> str:
    """SHA-256 of the RFC 8785 JSON of all columns. Raises ValueError or TypeError for what no column can hold."""
    columns = {
        field.column: _plain(field, field.value_from_object(row)) for field in row._meta.concrete_fields
    }
    return sha256(canonical_json({"table": row._meta.db_table, "columns": columns}))


def evidence() -> Evidence:
    """Compare every row of evidence with what the chain was told. Memory: one digest per row, one page of rows.

    Others may write meanwhile: a row that was not told of when the walk began is looked for in what came after.
    """
    told, last = _told()
    verdicts: list[tuple[str, Wrong | None]] = []
    unheard: list[tuple[str, str, bool]] = []
    for model in append_only_models():
        if model in UNTOLD:
            continue
        for name, found in _stored(model):
            said = told.pop(name, None)
            if said is None and found is not None:
                unheard.append((name, found, model.told_at_once))
            else:
                verdicts.append((name, _wrong(found, said)))
    since = _told(after=last)[0] if unheard else {}
    uncovered = [name for name, _, at_once in unheard if name not in since and not at_once]
    verdicts += [
        (name, _wrong(found, since.get(name))) for name, found, _ in unheard if name not in uncovered
    ]
    verdicts += [(name, Wrong.MISSING) for name in told]
    findings = sorted(Finding(name, wrong) for name, wrong in verdicts if wrong)
    return Evidence(len(verdicts) - len(findings), len(uncovered), tuple(findings))


def _wrong(found: str | None, said: set[str] | None) -> Wrong | None:
    """What is wrong with a row whose digest is `found`, None for an unreadable one, of which the chain says `said`."""
    if found is None:
        return Wrong.UNREADABLE
    if said is None:
        return Wrong.SLIPPED_IN
    return None if said == {found} else Wrong.CHANGED


def _told(after: int = 0) -> tuple[dict[str, set[str]], int]:
    """What the events after number `after` say of each row, and the number of the last one."""
    told: dict[str, set[str]] = {}
    events = list(AuditPayload.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(events), PAGE):
        for body in _bodies(events[first : first + PAGE]):
            for name, said in rows_told(body):
                told.setdefault(name, set()).add(said)
    return told, events[-1] if events else after


def _bodies(events: list[int]) -> list[Any]:
    """What the payloads hold, None for what cannot be read."""
    try:
        return list(AuditPayload.objects.filter(pk__in=events).values_list("body", flat=True))
    except OperationalError as error:
        if "decode" not in str(error):
            raise
        return [None] if len(events) == 1 else [body for event in events for body in _bodies([event])]


def rows_told(body: Any) -> list[tuple[str, str]]:
    """Names and digests of the rows that a payload tells of."""
    try:
        rows = json.loads(bytes(body or b"{}")).get(ROWS, {})
        return [(str(name), str(said)) for name, said in rows.items()]
    # Another's payload, or none of ours; SQLite keeps any value in any column.
    except (AttributeError, TypeError, ValueError, RecursionError, MemoryError):
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
    if isinstance(value, Decimal):  # 54.5 is stored and read as 54.500000
        return format(value.normalize() + 0, "f")
    return value if isinstance(value, bool | int) else str(value)
