"""Asking the identity provider: its own description, the code for a token, and who it says it is."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from . import idtoken
from .refusals import Refused

NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class StrictAdapter(OpenIDConnectOAuth2Adapter):
    """allauth's, which trusts the connection instead of the signature and prefers userinfo to the id_token."""

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself. Raises Refused unless it is the issuer that is configured."""
        app = self.get_provider().app
        described = self._fetch(self.get_provider().server_url)
        if not all(isinstance(described.get(name), str) for name in NEEDED):
            raise Refused("provider_error")
        if described["issuer"] != app.settings["issuer"]:
            raise Refused("wrong_issuer")
        return described

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("oidc_callback"))

    # allauth makes its client outside of what it catches. Where to exchange the code is said later, below.
    access_token_url = ""
    basic_auth = False

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: OAuth2Client, **kwargs: Any
    ) -> dict[str, Any]:
        """Raises Refused, OAuth2Error or RequestException."""
        client.access_token_url, client.basic_auth = self.openid_config["token_endpoint"], super().basic_auth
        try:
            data: dict[str, Any] = super().get_access_token_data(request, app, client, **kwargs)
        except (KeyError, ValueError) as error:  # no content type, no JSON
            raise Refused("provider_error") from error
        return data

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """It is used at once and kept nowhere."""
        return SocialToken(token=str(data["access_token"]))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who it is, by the id_token alone. Raises Refused."""
        given = kwargs["response"].get("id_token")
        if not isinstance(given, str):
            raise Refused("unreadable")
        claims = idtoken.read(
            given,
            issuer=app.settings["issuer"],
            client_id=app.client_id,
            keys=self._fetch(self.openid_config["jwks_uri"]),
        )
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def address(self, login: SocialLogin) -> tuple[str, bool]:
        """The e-mail address and whether the provider vouches for it; from userinfo when the id_token has none."""
        claims = login.claims
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            claims = self._fetch(
                self.openid_config["userinfo_endpoint"], {"Authorization": f"Bearer {login.token.token}"}
            )
            if claims.get("sub") != login.claims["sub"]:
                raise Refused("other_person")
        return str(claims.get("email") or "").strip(), claims.get("email_verified") is True

    def _fetch(self, url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        """Raises Refused when there is no JSON object to be had."""
        try:
            with get_adapter().get_requests_session() as session:
                response = session.get(url, headers=headers)
                response.raise_for_status()
                found = response.json()
        except (requests.RequestException, ValueError) as error:
            raise Refused("unreachable") from error
        if not isinstance(found, dict):
            raise Refused("provider_error")
        return found
