"""A browser without a screen: somebody logged in, who asks for pages and sends forms."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import html

from .servers import HOST, Server

TOKEN = "b" * 32  # sent as cookie and header alike, which is what the protection asks for


class UnexpectedError(Exception):
    """The answer is not the one that the case is about, so its time says nothing."""


@dataclass(frozen=True)
class Answer:
    """What came back, after how long, and how long the server was on the processor for it.

    `queries`: counted by the server where it was asked to, else 0.
    """

    seconds: float
    processor: float
    status: int
    body: bytes
    queries: int


class Visitor:
    """`session`: the key of a session of the product's; empty for a stranger."""

    def __init__(self, server: Server, session: str = "") -> None:
        self._server, self._session = server, session
        self.choices: list[str] = []  # the names of the radio buttons of the last form
        self._connection = http.client.HTTPConnection(HOST, server.port, timeout=600)

    def get(self, path: str, *, counted: bool = False) -> Answer:
        return self._ask("GET", path, None, counted)

    def post(self, path: str, values: Mapping[str, str], *, counted: bool = False) -> Answer:
        return self._ask("POST", path, urlencode(values), counted)

    def form(self, path: str, field: str) -> dict[str, str]:
        """What the form with that field would send as it stands."""
        answer = self.get(path)
        form = next((f for f in html.fromstring(answer.body).forms if field in f.fields), None)
        if form is None:
            raise UnexpectedError(f"{answer.status}: no form with {field} at {path}")
        self.choices = list(dict.fromkeys(form.xpath(".//input[@type='radio']/@name")))
        return {name: str(value) for name, value in form.form_values()}

    def _ask(self, method: str, path: str, body: str | None, counted: bool) -> Answer:
        headers = {"Cookie": f"sessionid={self._session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        headers["Accept-Language"] = "sv"
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if counted:
            headers["X-Count-Queries"] = "1"
        processor, begun = self._server.processor_seconds(), time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        got = response.read()
        seconds = time.perf_counter() - begun
        processor = self._server.processor_seconds() - processor
        return Answer(seconds, processor, response.status, got, int(response.headers.get("X-Queries", 0)))
