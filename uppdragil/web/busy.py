"""Others hold on to the database for too long: a sentence and a way on, never a server error."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from uppdragil.core.contention import Busy, is_contention
from uppdragil.gates.sentences import REASONS


def busy_sentence() -> str:
    """That somebody else works with this, that nothing is stored, that one may try again."""
    return str(REASONS["busy"])


class BusyPages:
    """What no view has answered itself: the page for 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not (
            isinstance(exception, Busy)
            or (isinstance(exception, OperationalError) and is_contention(exception))
        ):
            return None
        return render(request, "409.html", {"sentence": busy_sentence()}, status=409)
