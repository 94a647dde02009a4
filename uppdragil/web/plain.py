"""Refuses requests that no browser sends from our pages and that no store could keep."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

NUL = "\x00"


class PlainRequests:
    """UTF-8 only, and no NUL in an address. Raises BadRequest: the page for 400.

    Another charset in the request's content type, such as unicode_escape, would decode to lone surrogates;
    a NUL in an address reaches a query, where PostgreSQL fails. What is typed in forms the forms check.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8"):
            raise BadRequest("not UTF-8")
        if NUL in request.path or any(
            NUL in word for pair in request.GET.lists() for word in (pair[0], *pair[1])
        ):
            raise BadRequest("NUL in the address")
        return self.get_response(request)
