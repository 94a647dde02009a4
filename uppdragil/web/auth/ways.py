"""The ways in which the one who is signed in can prove anew who they are, and how that is written down."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

# What a second step at the login is called in a sign-off's method, after a plus.
STEPS = {"totp": "totp", "recovery_codes": "recovery", "webauthn": "passkey"}


class Way(StrEnum):
    """The value is what a sign-off keeps as its method."""

    PASSWORD = "password"
    PASSKEY = "passkey"
    OIDC = "oidc"


def ways_of(request: HttpRequest) -> tuple[Way, ...]:
    """The way in is the way to prove: who came from the identity provider goes back there, others do it here.

    An account that has nothing to prove with gets no way at all.
    """
    if came_from_provider(request):
        return (Way.OIDC,) if provider_name() else ()
    if not request.user.is_authenticated:
        return ()
    passkeys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    found = (
        Way.PASSKEY if passkeys.exists() else None,
        Way.PASSWORD if request.user.has_usable_password() else None,
    )
    return tuple(way for way in found if way)


def provider_name() -> str:
    """What people call the login service; empty where there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("oidc", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def came_from_provider(request: HttpRequest) -> dict[str, Any] | None:
    """What allauth wrote down of the single sign-on of this visit; None for a local login."""
    return next((r for r in _records(request) if r.get("method") == "socialaccount"), None)


def in_words(request: HttpRequest) -> str:
    """What `ways_of` gives, for people to read."""
    words = {Way.PASSWORD: _("password"), Way.PASSKEY: _("passkey")}
    found = [provider_name() if way is Way.OIDC else str(words[way]) for way in ways_of(request)]
    return _(" or ").join(found) if found else _("not at all")


def method(request: HttpRequest, way: Way) -> str:
    """What a sign-off says: the way, and the second step of the login if there was one ("password+totp")."""
    steps = (STEPS.get(r.get("type", "")) for r in _records(request) if r.get("method") == "mfa")
    second = next((step for step in steps if step and step != way), None)
    return f"{way}+{second}" if second and way is not Way.OIDC else str(way)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return list(get_authentication_records(request, request.user)) if request.user.is_authenticated else []
