"""What protects a local account beyond its password, and what of it a sign-off says."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from tests import factories as f
from tests.web.directive_pages import page_of, words
from tests.web.gatekit import confirm, put_forward, url
from uppdragil.decisions.labels import METHOD_LABELS
from uppdragil.decisions.models import Decision, SignOff
from uppdragil.documents import records
from uppdragil.organisation import services
from uppdragil.organisation.models import Person
from uppdragil.web.auth.ways import STEPS, Way
from uppdragil.web.kept import mark

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def karin() -> Person:
    return f.with_account(f.person("Karin"))


@pytest.fixture
def bp1(karin: Person) -> f.Mandate:
    return f.at("bp1", f.Cast(owner=karin, owners=(karin,)))


def code(secret: str = SECRET) -> str:
    """What the app shows now."""
    return f"{hotp_value(secret, sorted(yield_hotp_counters_from_time())[1]):06}"


def log_in(client: Client, person: Person, **more: Any) -> Any:
    return client.post("/account/login/", {"login": person.user.username, "password": f.PASSWORD, **more})


def prove(client: Client) -> None:
    assert client.post("/account/confirm/", {"password": f.PASSWORD}).status_code == 302


def pretend_a_passkey(person: Person) -> Authenticator:
    """One that no browser holds."""
    data = {"name": "Nyckel", "credential": CREDENTIAL}
    return Authenticator.objects.create(user=person.user, type=Authenticator.Type.WEBAUTHN, data=data)


def plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _credential() -> dict[str, Any]:
    """What a registration leaves: an attestation of a P-256 key, as allauth keeps it."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    kept = AttestedCredentialData.create(b"\0" * 16, b"k" * 16, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    said = AttestationObject.create("none", AuthenticatorData.create(b"\0" * 32, flags, 0, kept), {})
    client = json.dumps({"type": "webauthn.create", "challenge": "AA", "origin": "x"}).encode()
    return {
        "id": plain(b"k" * 16),
        "rawId": plain(b"k" * 16),
        "type": "public-key",
        "response": {"attestationObject": plain(bytes(said)), "clientDataJSON": plain(client)},
        "clientExtensionResults": {},
    }


CREDENTIAL = _credential()


# One-time codes


def test_one_time_codes_are_turned_on_with_the_first_code(karin: Person, client: Client) -> None:
    log_in(client, karin)
    prove(client)
    page = client.get("/account/protection/codes/")
    secret = page_of(page).xpath("//code[@class='secret']/text()")[0]
    answer = client.post("/account/protection/codes/", {"code": code(secret)})
    assert answer.headers["Location"] == "/account/protection/recovery/"
    assert {a.type for a in Authenticator.objects.all()} == {"totp", "recovery_codes"}


def test_a_wrong_first_code_turns_nothing_on(karin: Person, client: Client) -> None:
    log_in(client, karin)
    prove(client)
    client.get("/account/protection/codes/")
    assert "Det stämde inte" in words(client.post("/account/protection/codes/", {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_the_picture_needs_no_address_that_the_policy_forbids(karin: Person, client: Client) -> None:
    log_in(client, karin)
    prove(client)
    page = page_of(client.get("/account/protection/codes/"))
    assert page.xpath("//*[local-name()='svg']//*[local-name()='path']")
    assert not page.xpath("//img")


@pytest.mark.parametrize("end", ["codes/", "passkeys/new/", "recovery/new/"])
def test_nothing_of_it_changes_without_a_proof(karin: Person, client: Client, end: str) -> None:
    log_in(client, karin)
    TOTP.activate(karin.user, SECRET)
    for answer in (client.get(f"/account/protection/{end}"), client.post(f"/account/protection/{end}")):
        assert answer.status_code == 302
    assert Authenticator.objects.count() == 1


def test_a_login_with_one_time_codes_takes_two_steps(karin: Person, client: Client) -> None:
    TOTP.activate(karin.user, SECRET)
    assert log_in(client, karin).headers["Location"] == "/account/login/code/"
    assert client.get("/account/").status_code == 302
    assert "Det stämde inte" in words(client.post("/account/login/code/", {"code": "000000"}))
    assert client.post("/account/login/code/", {"code": code()}).headers["Location"] == "/"
    assert client.get("/account/").status_code == 200


def test_guessing_codes_is_stopped(karin: Person, client: Client) -> None:
    TOTP.activate(karin.user, SECRET)
    log_in(client, karin)
    for _attempt in range(5):
        client.post("/account/login/code/", {"code": "000000"})
    assert "För många försök" in words(client.post("/account/login/code/", {"code": code()}))


def test_what_was_typed_before_comes_back_after_both_steps(karin: Person, client: Client) -> None:
    TOTP.activate(karin.user, SECRET)
    typed = {"typed_by": mark(karin.user), "reason": "Mina ord"}
    late = client.post("/directives/x/stop/", typed)
    kept = page_of(late).xpath("//input[@name='kept']/@value")[0]
    log_in(client, karin, kept=kept)
    assert "Mina ord" in client.post("/account/login/code/", {"code": code()}).content.decode()


# What a sign-off says


@pytest.mark.parametrize(("step", "method"), [("totp", "password+totp"), ("recovery", "password+recovery")])
def test_the_second_step_of_the_login_stands_in_the_sign_off(
    bp1: f.Mandate, karin: Person, client: Client, step: str, method: str
) -> None:
    TOTP.activate(karin.user, SECRET)
    given = code() if step == "totp" else RecoveryCodes.activate(karin.user).get_unused_codes()[0]
    log_in(client, karin)
    client.post("/account/login/code/", {"code": given})
    put_forward(client, bp1)
    confirm(client, bp1)
    assert SignOff.objects.latest("pk").method == method


def test_without_a_second_step_it_says_password(bp1: f.Mandate, karin: Person, client: Client) -> None:
    log_in(client, karin)
    put_forward(client, bp1)
    confirm(client, bp1)
    assert SignOff.objects.latest("pk").method == "password"


def test_the_page_of_the_decision_says_how_it_was_confirmed(
    bp1: f.Mandate, karin: Person, client: Client
) -> None:
    TOTP.activate(karin.user, SECRET)
    log_in(client, karin)
    client.post("/account/login/code/", {"code": code()})
    put_forward(client, bp1)
    page = client.get(confirm(client, bp1).headers["Location"])
    assert "Lösenord, engångskod vid inloggningen" in words(page)


def test_every_way_has_words_and_fits() -> None:
    ways = {str(way) for way in Way}
    stepped = {
        f"{way}+{step}" for way in (Way.PASSWORD, Way.PASSKEY) for step in STEPS.values() if step != way
    }
    assert set(METHOD_LABELS) == ways | stepped
    longest = SignOff._meta.get_field("method").max_length
    assert max(map(len, METHOD_LABELS)) <= (longest or 0)


def test_the_record_says_how_it_was_confirmed(bp1: f.Mandate, karin: Person, client: Client) -> None:
    TOTP.activate(karin.user, SECRET)
    log_in(client, karin)
    client.post("/account/login/code/", {"code": code()})
    put_forward(client, bp1)
    confirm(client, bp1)
    signed = records.gather(Decision.objects.latest("pk")).sign_offs[0]
    assert signed.authenticated.startswith("Lösenord, engångskod vid inloggningen, ")


# Passkeys, as far as they can be asked without a browser


def test_a_challenge_is_offered_only_to_an_account_with_a_passkey(
    bp1: f.Mandate, karin: Person, client: Client
) -> None:
    client.force_login(karin.user)
    put_forward(client, bp1)
    assert 'name="credential"' not in client.get(url("gate-confirm", bp1)).content.decode()
    pretend_a_passkey(karin)
    assert 'name="credential"' in client.get(url("gate-confirm", bp1)).content.decode()


HOSTILE = [
    "x",
    "null",
    "1",
    "[]",
    "{}",
    '{"response": []}',
    '{"id": 1, "rawId": [], "response": {}}',
    "[" * 100_000,
    json.dumps(CREDENTIAL),
    json.dumps(
        CREDENTIAL | {"response": {"authenticatorData": "AA", "signature": "AA", "clientDataJSON": "AA"}}
    ),
    json.dumps(
        CREDENTIAL
        | {
            "response": {
                "authenticatorData": "A" * 60,
                "signature": "AA",
                "clientDataJSON": "e30",
                "userHandle": "AA",
            }
        }
    ),
    json.dumps(CREDENTIAL | {"response": {"authenticatorData": "å", "signature": 1, "clientDataJSON": None}}),
]


@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
def test_no_made_up_answer_confirms(bp1: f.Mandate, karin: Person, client: Client, answer: str) -> None:
    client.force_login(karin.user)
    pretend_a_passkey(karin)
    put_forward(client, bp1)
    refused = confirm(client, bp1, password="", credential=answer)
    assert refused.status_code == 422
    assert bp1.phase == "bp1"


@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("address", ["/account/login/passkey/", "/account/login/code/"])
def test_no_made_up_answer_logs_in(karin: Person, client: Client, answer: str, address: str) -> None:
    pretend_a_passkey(karin)
    log_in(client, karin)
    client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert client.post(address, {"credential": answer}).status_code in (200, 302)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
def test_no_made_up_answer_registers_or_proves(karin: Person, client: Client, answer: str) -> None:
    pretend_a_passkey(karin)
    client.force_login(karin.user)
    client.get("/account/protection/confirm/passkey/")
    client.post("/account/protection/confirm/passkey/", {"credential": answer})
    assert client.get("/account/protection/passkeys/new/").status_code == 302
    prove(client)
    client.get("/account/protection/passkeys/new/")
    assert (
        client.post("/account/protection/passkeys/new/", {"name": "x", "credential": answer}).status_code
        == 200
    )
    assert Authenticator.objects.count() == 1


def test_a_passkey_does_not_replace_a_wrong_password(bp1: f.Mandate, karin: Person, client: Client) -> None:
    client.force_login(karin.user)
    pretend_a_passkey(karin)
    put_forward(client, bp1)
    assert confirm(client, bp1, "fel").status_code == 422
    assert confirm(client, bp1).status_code == 302


def test_made_up_answers_are_counted_as_attempts(bp1: f.Mandate, karin: Person, client: Client) -> None:
    client.force_login(karin.user)
    pretend_a_passkey(karin)
    put_forward(client, bp1)
    tried = [confirm(client, bp1, password="", credential="{}").status_code for _ in range(11)]
    assert tried[-1] == 429


def test_somebody_elses_passkey_is_not_there_to_change(karin: Person, client: Client) -> None:
    theirs = pretend_a_passkey(f.with_account(f.person("Olle")))
    client.force_login(karin.user)
    prove(client)
    for end in ("", "remove/"):
        assert client.get(f"/account/protection/passkeys/{theirs.pk}/{end}").status_code == 404


def test_a_passkey_is_renamed_and_removed(karin: Person, client: Client) -> None:
    mine = pretend_a_passkey(karin)
    client.force_login(karin.user)
    prove(client)
    client.post(f"/account/protection/passkeys/{mine.pk}/", {"name": "Min telefon"})
    assert "Min telefon" in words(client.get("/account/protection/passkeys/"))
    client.post(f"/account/protection/passkeys/{mine.pk}/remove/")
    assert not Authenticator.objects.exists()


# The office


def test_a_new_password_from_the_office_takes_the_old_protection_away(karin: Person) -> None:
    TOTP.activate(karin.user, SECRET)
    pretend_a_passkey(karin)
    services.open_account(person=karin, username="karin", by=None, now=f.NOW)
    assert not Authenticator.objects.exists()


def test_no_page_of_it_runs_a_script_of_its_own(karin: Person, client: Client) -> None:
    pretend_a_passkey(karin)
    client.force_login(karin.user)
    prove(client)
    for end in ("", "passkeys/", "passkeys/new/", "codes/", "confirm/passkey/"):
        page = client.get(f"/account/protection/{end}").content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/json))|style=|\son\w+=", page), end
