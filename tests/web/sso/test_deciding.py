"""Single sign-on against a provider that runs as a process: whose fresh login confirms a decision."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories as f
from tests.support.idp_client import (
    Idp,
    at_provider,
    come_back,
    leave,
    sign_in,
)
from tests.web.directive_pages import words
from tests.web.gatekit import confirm, fields, put_forward, url
from uppdragil.decisions.models import SignOff
from uppdragil.organisation.models import Person

from .kit import KARIN, give_password, press, whole_trip

pytestmark = pytest.mark.django_db


def test_a_fresh_login_of_the_same_person_confirms_and_the_sign_off_says_oidc(
    idp: Idp, bp1: f.Mandate, owner: Client
) -> None:
    idp.answers()
    assert "Du har visat att det är du" in words(whole_trip(owner, bp1))
    assert idp.asked()[-1]["prompt"] == "login"
    assert idp.asked()[-1]["max_age"] == "0"
    press(owner, bp1)
    assert bp1.phase == "execution"
    signed = SignOff.objects.latest("pk")
    assert (signed.method, signed.person.name) == ("oidc", bp1.cast.owner.name)
    assert signed.authenticated_at <= signed.at


def test_the_login_to_the_product_is_not_a_fresh_one(bp1: f.Mandate, owner: Client) -> None:
    assert press(owner, bp1).status_code == 422
    assert bp1.phase == "bp1"


def test_no_password_is_asked_for_nor_taken(bp1: f.Mandate, owner: Client) -> None:
    give_password(bp1.cast.owner)
    sign_in(owner)
    assert "password" not in fields(owner.get(url("gate-confirm", bp1)))
    assert confirm(owner, bp1).status_code == 422


REFUSED_PROOFS = {
    "stale": ({"auth_time": -60}, "tidigare inloggning"),
    "a little stale": ({"auth_time": -15}, "tidigare inloggning"),
    "no auth_time": ({"auth_time": None}, "säger inte när du loggade in"),
    "from the future": ({"auth_time": 60}, "klocka"),
    "somebody else": ({"sub": "olle"}, "någon annan än den som är inloggad här"),
    "wrong nonce": ({"nonce": "another"}, "en annan fråga"),
    "no nonce": ({"nonce": None}, "en annan fråga"),
    "wrong audience": ({"aud": "another"}, "ett annat system"),
    "several audiences": ({"aud": ["uppdragil", "another"]}, "ett annat system"),
    "made for another": ({"azp": "another"}, "ett annat system"),
    "expired": ({"exp": -60}, "för gammalt när det kom"),
    "not yet issued": ({"iat": 600}, "klocka"),
    "no expiry": ({"exp": None}, "inte går att läsa"),
    "bad signature": ({"sign": "other key"}, "inte undertecknat"),
    "no signature": ({"sign": "none"}, "inte undertecknat"),
    "signed with a shared secret": ({"sign": "shared secret"}, "inte undertecknat"),
    "foreign issuer": ({"iss": "https://idp.example.org"}, "en annan inloggningstjänst"),
    "another description": (
        {"description": {"issuer": "https://idp.example.org"}},
        "en annan inloggningstjänst",
    ),
    "broken off": ({"error": "access_denied"}, "Du slutförde inte inloggningen"),
    "login_required": ({"error": "login_required"}, "sa nej"),
    "no JWT": ({"token": {"id_token": "x.y.z"}}, "inte går att läsa"),
    "no id_token": ({"token": {"id_token": None}}, "inte går att läsa"),
    "status 500": ({"status": 500}, "sa nej"),
}


@pytest.mark.parametrize("case", REFUSED_PROOFS)
def test_everything_else_is_refused_in_its_sentence(
    idp: Idp, bp1: f.Mandate, owner: Client, case: str
) -> None:
    told, sentence = REFUSED_PROOFS[case]
    shown = fields(owner.get(url("gate-confirm", bp1)))
    going = leave(owner, url("gate-confirm", bp1), **shown)
    idp.answers(**told)
    come_back(owner, at_provider(going))
    assert sentence in words(owner.get(url("gate-confirm", bp1)))
    refused = press(owner, bp1)
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert not SignOff.objects.filter(round=bp1.round).exists()


def test_an_answer_that_is_played_back_is_refused(bp1: f.Mandate, owner: Client) -> None:
    shown = fields(owner.get(url("gate-confirm", bp1)))
    location = at_provider(leave(owner, url("gate-confirm", bp1), **shown))
    come_back(owner, location)
    answer = come_back(owner, location)
    assert answer.status_code == 401
    assert "hör inte till någon fråga som väntar" in words(answer)
    assert url("gate-confirm", bp1) in answer.content.decode()


def test_an_answer_in_another_visit_is_refused(idp: Idp, bp1: f.Mandate, owner: Client) -> None:
    shown = fields(owner.get(url("gate-confirm", bp1)))
    location = at_provider(leave(owner, url("gate-confirm", bp1), **shown))
    other = Client()
    sign_in(other)
    assert come_back(other, location).status_code == 401
    assert press(other, bp1).status_code == 422


def test_a_proof_serves_once(idp: Idp, karin: Person, client: Client) -> None:
    first, second = (f.at("bp1", f.Cast(owner=karin, owners=(karin,))) for _ in range(2))
    sign_in(client)
    for mandate in (first, second):
        put_forward(client, mandate)
    whole_trip(client, first)
    assert press(client, second).status_code == 422
    assert press(client, first).status_code == 302
    assert "proof_trips" not in client.session or not client.session["proof_trips"]


def test_a_proof_is_for_the_text_that_was_seen(bp1: f.Mandate, owner: Client) -> None:
    whole_trip(owner, bp1)
    put_forward(owner, bp1, "rework", motivation="Något annat")
    assert press(owner, bp1).status_code == 422
    assert bp1.phase == "bp1"


def test_a_proof_holds_for_five_minutes(bp1: f.Mandate, owner: Client) -> None:
    whole_trip(owner, bp1)
    session = owner.session
    for trip in session["proof_trips"].values():
        trip["proved_at"] -= 301
    session.save()
    refused = press(owner, bp1)
    assert refused.status_code == 422
    assert "Mer än fem minuter" in words(refused)


def test_what_was_typed_for_a_stop_is_there_afterwards(idp: Idp, bp1: f.Mandate, owner: Client) -> None:
    page = url("stop", bp1)
    going = leave(owner, page, reason="Pengarna räcker inte")
    come_back(owner, at_provider(going))
    shown = fields(owner.get(page))
    assert shown["reason"] == "Pengarna räcker inte"
    assert owner.post(page, shown).status_code == 302
    assert bp1.phase == "stopped"


def test_what_was_typed_is_there_after_a_refusal_too(idp: Idp, bp1: f.Mandate, owner: Client) -> None:
    going = leave(owner, url("stop", bp1), reason="Pengarna räcker inte")
    idp.answers(auth_time=None)
    come_back(owner, at_provider(going))
    page = owner.get(url("stop", bp1))
    assert fields(page)["reason"] == "Pengarna räcker inte"
    assert "säger inte när du loggade in" in words(page)


def test_a_provider_that_went_away_decides_nothing(
    idp: Idp, bp1: f.Mandate, owner: Client, settings: Settings
) -> None:
    shown = fields(owner.get(url("gate-confirm", bp1)))
    settings.SOCIALACCOUNT_PROVIDERS = idp.settings(issuer="http://127.0.0.1:9")
    going = owner.post(url("gate-confirm", bp1), shown | {"prove": "1"})
    back = owner.get(going.headers["Location"])
    assert back.headers["Location"] == url("gate-confirm", bp1)
    assert "svarar inte" in words(owner.get(url("gate-confirm", bp1)))


def test_where_single_sign_on_was_switched_off_nobody_decides_by_it(
    bp1: f.Mandate, owner: Client, settings: Settings
) -> None:
    whole_trip(owner, bp1)
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert press(owner, bp1).status_code == 422


def test_who_signed_in_with_the_password_proves_with_the_password(
    idp: Idp, bp1: f.Mandate, karin: Person, client: Client
) -> None:
    sign_in(client)
    give_password(karin)
    local = Client()
    local.post("/account/login/", {"login": KARIN, "password": f.PASSWORD})
    put_forward(local, bp1)
    confirm(local, bp1)
    assert SignOff.objects.latest("pk").method == "password"
