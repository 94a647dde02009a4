"""A passkey's answer to a challenge that was made for one thing to confirm, and serves once.

allauth keeps the keys and checks its own logins. It has one challenge per visit, whatever it is for; a decision's
is bound to what is decided.
"""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.webauthn import UserVerificationRequirement

KEY = "proof_passkeys"
MOST = 5  # challenges that wait for an answer in one visit


def challenge(request: HttpRequest, about: str) -> dict[str, Any]:
    """What the browser hands to the passkey: it must verify its owner (a fingerprint, a PIN)."""
    options, state = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(request.user),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    waiting = {key: value for key, value in request.session.get(KEY, {}).items() if key != about}
    request.session[KEY] = dict(list(waiting.items())[1 - MOST :]) | {about: state}
    return dict(options)


def check(request: HttpRequest, about: str, answer: str) -> Authenticator:
    """The key that answered. Raises ValidationError for any other answer than one of this account's own keys."""
    waiting = dict(request.session.get(KEY, {}))
    state = waiting.pop(about, None)
    request.session[KEY] = waiting
    try:
        credential = json.loads(answer)
        auth.parse_authentication_response(credential)
        if state is None:
            raise ValueError("no challenge waits for this answer")
        keys = auth.get_credentials(request.user)
        found = auth.get_server().authenticate_complete(state, keys, credential)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise get_adapter().validation_error("incorrect_code") from error
    key = auth.get_authenticator_by_credential_id(request.user, found.credential_id)
    if key is None:
        raise ValidationError("unknown key")
    key.record_usage()
    return key
