"""What the services have made once is made again by the same writes: a quarter of a second saved for each mandate.

Only where the database holds what it held the first time, so that the rows get the same numbers: nothing but the
editions, or what came out of the stock before. Whatever else is written in a test, by any of its threads, ends that.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Model

from uppdragil.core.models import AuditHead

WRITES = ("INSERT", "UPDATE", "DELETE")
HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA", "SET ", "SHOW")
PLAIN = (str, int, float, dt.date, dt.time, type(None))
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """What was made once: its writes, itself, and the last event of the chain after it."""

    number: int
    writes: list[tuple[str, Any, bool]]
    value: bytes
    seq: int


class Held:
    """What the database holds: 0 the editions only, the number of what came out of the stock last, or None for
    anything else. `seq`: the last event of the chain then, by which the writes of another process are seen.
    """

    number: int | None = None
    seq = 0
    busy = False


_stock: dict[tuple[object, ...], Kept] = {}


def begin() -> None:
    """A test begins, with a new database."""
    Held.number, Held.seq = 0, 0


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """`make`, from the stock where it can be: its arguments are plain values, rows, or made of these."""

    @wraps(make)
    def found(*args: P.args, **named: P.kwargs) -> T:
        try:
            name = (make.__module__, make.__qualname__, _plain(args), _plain(sorted(named.items())))
        except TypeError:
            return make(*args, **named)
        return made(name, lambda: make(*args, **named))

    return found


def _plain(value: Any) -> object:
    """What `value` is known by in a database that holds the same. Raises TypeError where nothing tells."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Model):
        return value._meta.label, value.pk
    if isinstance(value, list | tuple):
        return tuple(_plain(part) for part in value)
    if is_dataclass(value):
        return tuple(_plain(getattr(value, field.name)) for field in fields(value))
    raise TypeError(type(value))


def made(name: object, make: Callable[[], T]) -> T:
    """What `make` gives, from the stock where nothing else was written before than the first time.

    `name` says what it is and what it is made of.
    """
    if Held.busy or Held.number is None or _seq() != Held.seq:
        return make()
    if not Held.number:
        _number_from_the_start()
    before, Held.number = Held.number, None  # until it is whole
    key = (before, name, connection.in_atomic_block)  # what follows a commit is written only where one is
    with _busy():
        if key in _stock:
            _write_again(_stock[key].writes)
        else:
            _stock[key] = _noted(make)
    one = _stock[key]
    Held.number, Held.seq = one.number, one.seq
    value: T = pickle.loads(one.value)
    return value


def _noted(make: Callable[[], Any]) -> Kept:
    writes: list[tuple[str, Any, bool]] = []
    with connection.execute_wrapper(_noting(writes)):
        value = make()
    return Kept(len(_stock) + 1, writes, pickle.dumps(value), _seq())


def _seq() -> int:
    return AuditHead.objects.values_list("seq", flat=True).get()


@contextmanager
def _busy() -> Iterator[None]:
    Held.busy = True
    try:
        yield
    finally:
        Held.busy = False


def _number_from_the_start() -> None:
    """A rolled back test leaves PostgreSQL's sequences where they were; SQLite has none."""
    if statements := connection.ops.sequence_reset_sql(
        no_style(), apps.get_models(include_auto_created=True)
    ):
        with _busy(), connection.cursor() as cursor:
            cursor.execute("; ".join(statements))


def _noting(writes: list[tuple[str, Any, bool]]) -> Callable[..., Any]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            writes.append((sql, params, many))
        return execute(sql, params, many, context)

    return note


def _write_again(writes: list[tuple[str, Any, bool]]) -> None:
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if hasattr(cursor, "mogrify") and not any(many for _sql, _params, many in writes):
            cursor.execute("; ".join(cursor.mogrify(sql, params) for sql, params, _many in writes))
        else:
            for sql, params, many in writes:
                (cursor.executemany if many else cursor.execute)(sql, params)


def _watch(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    if _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """What is written beside the stock, or rolled back, leaves something that it does not know."""
    if not Held.busy and not str(sql).startswith(HARMLESS):
        Held.number = None
    return execute(sql, params, many, context)


connection_created.connect(_watch)
