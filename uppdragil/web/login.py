"""Everything asks for a login except what says otherwise."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render


class SignInFirst(LoginRequiredMiddleware):
    """A page sends to the login; a request of htmx from a page that is open gets a sentence instead.

    A login page swapped into a form would throw away what was typed there.
    """

    def handle_no_permission(  # type: ignore[override]  # Django's stubs know redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.headers.get("HX-Request") == "true":
            return render(request, "components/signed_out.html", status=401)
        return super().handle_no_permission(request, view_func)
