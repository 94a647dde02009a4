"""Everything asks for a login except what says otherwise, and nothing is kept by caches unless it says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from .accounts import sign_in_again
from .kept import keep


class SignInFirst(LoginRequiredMiddleware):
    """A page sends to the login, and a form takes what was typed along.

    What a page says is for the one who asked: after a logout the browser's way back shows nothing.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response

    def handle_no_permission(  # type: ignore[override]  # Django's stubs know redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if typed := keep(request):
            return sign_in_again(request, typed)
        return super().handle_no_permission(request, view_func)


class OwnPasswordFirst:
    """Who was given a one-time password chooses their own before anything else."""

    OPEN = ("account_change_password", "account_logout")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        here = request.resolver_match.url_name if request.resolver_match else ""
        if here in self.OPEN or not request.user.password_is_one_time:
            return None
        return redirect("account_change_password")
