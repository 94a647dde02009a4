"""Everything asks for a login except what says otherwise, and nothing is kept by caches unless it says so."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


class SignInFirst(LoginRequiredMiddleware):
    """A page sends to the login; a request of htmx from a page that is open gets a sentence instead.

    A login page swapped into a form would throw away what was typed there. What a page says is for the one
    who asked: after a logout the browser's way back shows nothing.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response

    def handle_no_permission(  # type: ignore[override]  # Django's stubs know redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.headers.get("HX-Request") == "true":
            return render(request, "components/signed_out.html", status=401)
        return super().handle_no_permission(request, view_func)
