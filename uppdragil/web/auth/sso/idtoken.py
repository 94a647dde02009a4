"""Reading an id_token (OpenID Connect Core 1.0, section 3.1.3.7), and how fresh the login behind it is."""

from __future__ import annotations

import hashlib
from typing import Any

import jwt

from .refusals import Refused

# Asymmetric ones only: with a shared secret anybody who knows it could sign.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
# What is raised, and the refusal that it means; whatever else is raised makes a token unreadable.
REASONS: list[tuple[tuple[type[Exception], ...], str]] = [
    ((jwt.ImmatureSignatureError,), "from_the_future"),
    ((jwt.ExpiredSignatureError,), "expired"),
    ((jwt.InvalidIssuerError,), "wrong_issuer"),
    ((jwt.InvalidAudienceError,), "wrong_audience"),
    # TypeError: a key of another kind than the token says
    (
        (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError, jwt.InvalidKeyError, TypeError),
        "bad_signature",
    ),
]
SKEW = 10  # seconds that two clocks may differ


def read(token: str, *, issuer: str, client_id: str, keys: Any) -> dict[str, Any]:
    """The claims of a token that `issuer` signed for `client_id`. `keys`: its JWK set. Raises Refused."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=SKEW,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, TypeError, ValueError, OverflowError) as error:
        raise Refused(_reason(error)) from error
    _meant_for(claims, client_id)
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise Refused("unreadable")
    return claims


def _reason(error: Exception) -> str:
    return next((code for kinds, code in REASONS if isinstance(error, kinds)), "unreadable")


def identity(claims: dict[str, Any]) -> str:
    """Who it is, as linked accounts keep it: issuer and subject together, so that no other issuer can say it."""
    return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()


def logged_in_at(claims: dict[str, Any], *, asked: float, now: float) -> float:
    """`auth_time`, not before the question and not after now. Seconds since 1970. Raises Refused."""
    at = claims.get("auth_time")
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise Refused("no_auth_time")
    if not at >= asked - SKEW:
        raise Refused("stale")
    if at > now + SKEW:
        raise Refused("from_the_future")
    return min(float(at), now)


def _key(token: str, keys: Any) -> Any:
    """The key that the token names. One without a name needs a set with one key."""
    try:
        name = jwt.get_unverified_header(token).get("kid")
        known = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use in (None, "sig")]
    except (jwt.PyJWKSetError, jwt.PyJWKError, AttributeError, TypeError, KeyError) as error:
        raise Refused("bad_signature") from error
    found = [key for key in known if name is None or key.key_id == name]
    if len(found) != 1:
        raise Refused("bad_signature")
    return found[0].key


def _meant_for(claims: dict[str, Any], client_id: str) -> None:
    """A token for several is ours only when it was made for us."""
    audience, party = claims["aud"], claims.get("azp")
    several = isinstance(audience, list) and len(audience) > 1
    if (several or party is not None) and party != client_id:
        raise Refused("wrong_audience")
