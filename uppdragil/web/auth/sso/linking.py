"""What an answer of the identity provider leads to: a login, or the proof of the one who is signed in.

Named in the settings as allauth's adapter, so every answer and every failure passes here.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from requests import RequestException

from uppdragil.organisation import services as organisation
from uppdragil.organisation.models import Person, User
from uppdragil.web.auth import trips, ways

from . import idtoken
from .protocol import StrictAdapter
from .refusals import SENTENCES, Refused


class SocialAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up: an answer is somebody whom the organisation knows, or it is refused."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises Refused, or ImmediateHttpResponse with the way back for a proof. Else it is a login."""
        asked = sociallogin.state.get("data") or {}
        nonce = sociallogin.claims.get("nonce")
        if not isinstance(nonce, str) or not secrets.compare_digest(nonce, asked.get("nonce", "")):
            raise Refused("wrong_nonce")
        if "trip" in asked:
            raise ImmediateHttpResponse(_proved(request, sociallogin, asked))
        if not sociallogin.is_existing:
            _link(request, sociallogin)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """A sentence: on the page that asked, if one did. Always raises ImmediateHttpResponse."""
        state = (extra_context or {}).get("state")
        code = _code(state, error, exception)
        key = ((state or {}).get("data") or {}).get("trip", "")
        trip = trips.by_key(request, key)
        if trip is None:
            raise ImmediateHttpResponse(refusal(request, code))
        trips.came_back(request, trip, refused=code)
        raise ImmediateHttpResponse(redirect(trip.back))


def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """The page that says why somebody is not let in, or not believed."""
    shown = {"sentence": SENTENCES[code], "trip": trips.latest(request)}
    return render(request, "socialaccount/authentication_error.html", shown, status=401)


def _code(state: Any, error: Any, exception: Exception | None) -> str:
    if isinstance(exception, Refused):
        return exception.code
    if state is None:
        return "unknown_state"
    if isinstance(exception, RequestException):
        return "unreachable"
    return "cancelled" if error == AuthError.CANCELLED else "provider_error"


def _proved(request: HttpRequest, login: SocialLogin, asked: dict[str, Any]) -> HttpResponse:
    """The same person has logged in after they were asked to. Raises Refused."""
    trip, mine = trips.by_key(request, asked["trip"]), ways.came_from_provider(request)
    if trip is None:
        raise Refused("unknown_state")
    same = mine is not None and mine.get("uid") == login.account.uid and login.user == request.user
    if not same or request.user.pk != asked["user"]:
        raise Refused("other_person")
    at = idtoken.logged_in_at(login.claims, asked=asked["asked"], now=time.time())
    trips.came_back(request, trip, proved_at=at)
    return redirect(trip.back)


def _link(request: HttpRequest, login: SocialLogin) -> None:
    """The first login of somebody: by the address that the organisation and the provider both know them by.

    An address passes to a successor sometimes; an account that is linked already does not. Raises Refused.
    """
    address, vouched = StrictAdapter(request, login.account.provider).address(login)
    if not (address and vouched):
        raise Refused("email_not_verified")
    with transaction.atomic():
        login.connect(request, _account(address, login.account.provider))


def _account(address: str, provider: str) -> User:
    people = list(
        Person.objects.select_for_update(of=("self",)).filter(email__iexact=address, active=True)[:2]
    )
    if len(people) != 1:
        raise Refused("several_people" if people else "unknown_person")
    user = people[0].user or organisation.open_for_sign_on(person=people[0], now=timezone.now())
    if not user.is_active:
        raise Refused("closed")
    if SocialAccount.objects.filter(user=user, provider=provider).exists():
        raise Refused("linked_otherwise")
    organisation.drop_one_time_password(user)
    return user
