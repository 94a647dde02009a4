"""A passkey's answer to a challenge that was made for one thing to confirm, and serves once.

allauth keeps the keys and checks its own logins. It has one challenge per visit, whatever it is for; a decision's
is bound to what is decided.
"""

from __future__ import annotations

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import UserVerificationRequirement

KEY = "proof_passkeys"
MOST = 5  # challenges that wait for an answer in one visit
LONGEST = 50_000  # characters of an answer; a registration is some hundreds
# What reading the bytes of an answer raises that no passkey gave.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, struct.error)


class AnswerField(forms.JSONField):
    """What a browser says for a passkey: an object with texts where texts belong. Drawn hidden."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Passkey")} | kwargs)

    def bound_data(self, data: Any, initial: Any) -> None:
        """An answer serves once: it is never drawn again."""

    def prepare_value(self, value: Any) -> str:
        return ""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST:
            raise get_adapter().validation_error("incorrect_code")
        try:
            found = super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error
        if found is not None and not _is_credential(found):
            raise get_adapter().validation_error("incorrect_code")
        return found


def _is_credential(found: Any) -> bool:
    if not (isinstance(found, dict) and isinstance(found.get("response"), dict)):
        return False
    named = all(isinstance(found.get(name), str) for name in ("id", "rawId", "type"))
    said = [value for name, value in found["response"].items() if name != "transports"]
    return named and all(value is None or isinstance(value, str) for value in said)


def challenge(request: HttpRequest, about: str) -> dict[str, Any]:
    """What the browser hands to the passkey: it must verify its owner (a fingerprint, a PIN)."""
    options, state = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(request.user),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    waiting = {key: value for key, value in request.session.get(KEY, {}).items() if key != about}
    request.session[KEY] = dict(list(waiting.items())[1 - MOST :]) | {about: state}
    return dict(options)


def check(request: HttpRequest, about: str, answer: dict[str, Any]) -> Authenticator:
    """The key that answered. Raises ValidationError for any other answer than one of this account's own keys."""
    waiting = dict(request.session.get(KEY, {}))
    state = waiting.pop(about, None)
    request.session[KEY] = waiting
    if state is None:
        raise get_adapter().validation_error("incorrect_code")
    try:
        keys = auth.get_credentials(request.user)
        found = auth.get_server().authenticate_complete(state, keys, answer)
    except BROKEN as error:
        raise get_adapter().validation_error("incorrect_code") from error
    key = auth.get_authenticator_by_credential_id(request.user, found.credential_id)
    if key is None:
        raise get_adapter().validation_error("incorrect_code")
    key.record_usage()
    return key
