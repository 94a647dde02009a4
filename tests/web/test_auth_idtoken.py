"""How an id_token is read, and what counts as a login after the question."""

from __future__ import annotations

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.web.auth.sso import idtoken
from uppdragil.web.auth.sso.refusals import SENTENCES, Refused

RSA, EC = (
    rsa.generate_private_key(public_exponent=65537, key_size=2048),
    ec.generate_private_key(ec.SECP256R1()),
)
ASKED, NOW = 1_000_000.0, 1_000_060.0


def public(key: Any, **more: str) -> dict[str, Any]:
    kind = jwt.algorithms.RSAAlgorithm if key is RSA else jwt.algorithms.ECAlgorithm
    return json.loads(kind.to_jwk(key.public_key())) | {"use": "sig"} | more


def token(key: Any, algorithm: str, name: str | None) -> str:
    claims = {"iss": "https://idp", "sub": "s", "aud": "us", "iat": 1, "exp": 2**40}
    return jwt.encode(claims, key, algorithm, headers={"kid": name} if name else {})


def read(given: str, *keys: dict[str, Any]) -> dict[str, Any]:
    return idtoken.read(given, issuer="https://idp", client_id="us", keys={"keys": list(keys)})


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (RSA, "PS512"), (EC, "ES256")])
def test_the_usual_ways_to_sign_are_understood(key: Any, algorithm: str) -> None:
    assert read(token(key, algorithm, "a"), public(key, kid="a"))["sub"] == "s"


def test_among_several_keys_the_named_one_is_used() -> None:
    assert read(token(RSA, "RS256", "b"), public(EC, kid="a"), public(RSA, kid="b"))["sub"] == "s"


def test_one_key_needs_no_name() -> None:
    assert read(token(RSA, "RS256", None), public(RSA))["sub"] == "s"


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [public(EC, kid="a")],
        [public(RSA, kid="b")],
        [public(RSA, kid="a"), public(RSA, kid="a")],
        [public(RSA, kid="a") | {"use": "enc"}],
        [{"kty": "oct", "k": "AAAA", "kid": "a"}],
        [{"kty": "?"}],
        ["a"],
    ],
    ids=range(8),
)
def test_without_exactly_the_right_key_it_is_refused(keys: list[Any]) -> None:
    with pytest.raises(Refused, match="bad_signature"):
        read(token(RSA, "RS256", "a"), *keys)


@given(st.text(max_size=60))
def test_whatever_is_no_token_is_refused(given: str) -> None:
    with pytest.raises(Refused) as refused:
        read(given, public(RSA))
    assert refused.value.code in SENTENCES


@pytest.mark.parametrize("at", [ASKED - 10, ASKED, ASKED + 30, NOW, NOW + 10, int(NOW)])
def test_a_login_after_the_question_counts_from_then_and_never_from_later_than_now(at: float) -> None:
    assert idtoken.logged_in_at({"auth_time": at}, asked=ASKED, now=NOW) == min(at, NOW)


@pytest.mark.parametrize(
    "at",
    [
        None,
        True,
        "1000030",
        [ASKED],
        {},
        float("nan"),
        float("inf"),
        -float("inf"),
        10**400,
        0,
        ASKED - 11,
        NOW + 11,
    ],
    ids=str,
)
def test_every_other_time_is_refused(at: Any) -> None:
    with pytest.raises(Refused) as refused:
        idtoken.logged_in_at({"auth_time": at}, asked=ASKED, now=NOW)
    assert refused.value.code in ("no_auth_time", "stale", "from_the_future")


def test_who_somebody_is_depends_on_issuer_and_subject() -> None:
    pairs = [("https://a", "b"), ("https://a", "c"), ("https://b", "b"), ("https://a\nb", "c")]
    assert len({idtoken.identity({"iss": iss, "sub": sub}) for iss, sub in pairs}) == len(pairs)
