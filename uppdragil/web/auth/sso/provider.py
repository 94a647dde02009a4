"""The region's identity provider, as allauth knows providers. The module's name is allauth's."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from . import idtoken
from .protocol import StrictAdapter


class RegionProvider(OpenIDConnectProvider):
    """One, from the settings. An account is linked to issuer and subject; nothing else of the answer is kept."""

    id = "oidc"
    oauth2_adapter_class = StrictAdapter
    pkce_enabled_default = True

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("oidc_login")

    def extract_uid(self, data: dict[str, Any]) -> str:
        return idtoken.identity(data)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"iss": data["iss"], "sub": data["sub"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []

    def ask(
        self, request: HttpRequest, process: str, back: str, *, about: dict[str, Any], **more: str
    ) -> HttpResponse:
        """To the provider, with a nonce. `about` waits in the session; `more` is asked for too. Raises Refused."""
        nonce = secrets.token_urlsafe(32)
        answer: HttpResponse = self.redirect(
            request,
            process,
            next_url=back,
            data={**about, "nonce": nonce},
            auth_params={**more, "nonce": nonce},
        )
        return answer


provider_classes = [RegionProvider]
