"""To the identity provider and back."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.web.auth import trips, ways

from .linking import refusal
from .protocol import StrictAdapter
from .provider import RegionProvider
from .refusals import Refused

MOST_KEPT = 200_000  # characters that wait in the session of somebody who is not logged in yet


def _provider(request: HttpRequest) -> Any:
    """Raises Http404 where no single sign-on is set up."""
    try:
        return get_adapter(request).get_provider(request, RegionProvider.id)
    except SocialApp.DoesNotExist:
        raise Http404 from None


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Log in there: a link. What somebody had typed comes as a form (kept.py) and waits here.

    A form's redirects may not leave the site (form-action), so then a page stands between.
    """
    provider = _provider(request)
    onward = get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
    if request.user.is_authenticated:
        return redirect(onward)
    if request.method == "POST":
        return _wait(request, onward)
    try:
        answer: HttpResponse = provider.ask(request, AuthProcess.LOGIN, onward, about={})
    except Refused as refused:
        return refusal(request, refused.code)
    return _passing(request, provider, answer) if "kept" in request.GET else answer


def _wait(request: HttpRequest, onward: str) -> HttpResponse:
    if too_many := ratelimit.consume_or_429(request, action="login"):
        return too_many
    typed = request.POST.get("kept", "")
    if len(typed) <= MOST_KEPT:
        request.session["kept"] = typed
    query = urlencode({REDIRECT_FIELD_NAME: onward, "kept": "1"})
    return redirect(f"{reverse('oidc_login')}?{query}")


def _passing(request: HttpRequest, provider: RegionProvider, answer: HttpResponse) -> HttpResponse:
    return render(
        request, "account/leave.html", {"address": answer.headers["Location"], "name": provider.name}
    )


@never_cache
@require_GET
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Log in there anew, as the same person: a page that goes on by itself, for the same reason."""
    provider, trip = _provider(request), trips.by_key(request, key)
    if trip is None or ways.came_from_provider(request) is None:
        raise Http404
    asked = {"trip": key, "user": request.user.pk, "asked": time.time()}
    try:
        answer = provider.ask(
            request, AuthProcess.REDIRECT, trip.back, about=asked, prompt="login", max_age="0"
        )
    except Refused as refused:
        trips.came_back(request, trip, refused=refused.code)
        return redirect(trip.back)
    return _passing(request, provider, answer)


@login_not_required
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """What the provider answers, to either question."""
    _provider(request)
    answer: HttpResponse = OAuth2CallbackView.adapter_view(StrictAdapter(request, RegionProvider.id))(request)
    return answer
