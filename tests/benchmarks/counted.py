"""The product's application, which counts the queries of a request that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from uppdragil.wsgi import application as product


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Counting is asked for by a header, and never on a request whose time is taken."""
    if "HTTP_X_COUNT_QUERIES" not in environ:
        return product(environ, start_response)
    sent = 0

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal sent
        sent += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(sent))], *rest)

    with connection.execute_wrapper(note):
        return product(environ, start)
