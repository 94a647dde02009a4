"""The floor: what each answer costs at least. A bare application for the same server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from . import files, pages, writes

Answer = Callable[[Mapping[str, str]], bytes]
ANSWERS: Mapping[str, Answer] = {
    "/list": pages.listed,
    "/search": pages.searched,
    "/open": pages.opened,
    "/save": writes.save,
    "/decide": writes.decide,
    "/waits": pages.waiting,
    "/overview": lambda asked: pages.overview(),
    "/pictures": lambda asked: pages.pictures(),
    "/xlsx": lambda asked: files.workbook(),
    "/csv": lambda asked: files.table(),
    "/pdf": pages.record,
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI: the path says what, the query and the form for what."""
    size = int(environ.get("CONTENT_LENGTH") or 0)
    asked = dict(parse_qsl(environ["QUERY_STRING"] + "&" + environ["wsgi.input"].read(size).decode()))
    body = ANSWERS[environ["PATH_INFO"]](asked)
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]
