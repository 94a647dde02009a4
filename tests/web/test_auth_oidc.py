"""Single sign-on against providers that run as processes: who is let in, and whose fresh login is believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests import factories as f
from tests.support.idp_client import (
    NAME,
    Idp,
    address_on,
    at_provider,
    come_back,
    leave,
    our_provider,
    sign_in,
)
from tests.web.directive_pages import page_of, words
from tests.web.gatekit import confirm, fields, put_forward, url
from uppdragil.decisions.models import SignOff
from uppdragil.organisation import services
from uppdragil.organisation.models import Person, User
from uppdragil.web.kept import mark

pytestmark = pytest.mark.django_db

KARIN = "karin@example.org"


@pytest.fixture(scope="module")
def provider() -> Iterator[Idp]:
    with our_provider() as running:
        yield running


@pytest.fixture
def idp(provider: Idp, settings: Settings) -> Idp:
    """The provider of the settings, answering as it should."""
    cache.clear()
    provider.answers()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    return provider


@pytest.fixture
def karin() -> Person:
    """Known to the organisation, without an account."""
    return f.person("Karin", email=KARIN)


@pytest.fixture
def bp1(karin: Person) -> f.Mandate:
    return f.at("bp1", f.Cast(owner=karin, owners=(karin,)))


@pytest.fixture
def owner(bp1: f.Mandate, idp: Idp, client: Client) -> Client:
    """Karin's browser, signed in at the provider, with a yes put forward."""
    sign_in(client)
    put_forward(client, bp1)
    return client


def whole_trip(client: Client, mandate: f.Mandate) -> Any:
    """Leave the confirmation for the provider, and come back to it."""
    shown = fields(client.get(url("gate-confirm", mandate)))
    back = come_back(client, at_provider(leave(client, url("gate-confirm", mandate), **shown)))
    assert back.headers["Location"] == url("gate-confirm", mandate)
    return client.get(url("gate-confirm", mandate))


def press(client: Client, mandate: f.Mandate) -> Any:
    shown = fields(client.get(url("gate-confirm", mandate)))
    return client.post(url("gate-confirm", mandate), shown)


def give_password(person: Person) -> None:
    user = User.objects.get(person=person)
    user.set_password(f.PASSWORD)
    user.save()


# Logging in


def test_somebody_whom_the_organisation_knows_is_let_in_and_gets_an_account(
    idp: Idp, karin: Person, client: Client
) -> None:
    assert sign_in(client).headers["Location"] == "/"
    karin.refresh_from_db()
    assert karin.user
    assert not karin.user.has_usable_password()
    assert client.get("/account/").context["person"] == karin


def test_the_second_login_needs_no_address(idp: Idp, karin: Person, client: Client) -> None:
    sign_in(client)
    idp.answers(email=None, email_verified=None)
    again = Client()
    assert sign_in(again).headers["Location"] == "/"
    assert again.get("/account/").context["person"] == karin


def test_an_account_that_is_there_keeps_its_password(idp: Idp, karin: Person, client: Client) -> None:
    f.with_account(karin)
    sign_in(client)
    karin.user.refresh_from_db()
    assert karin.user.check_password(f.PASSWORD)


def test_the_address_may_come_from_userinfo(idp: Idp, karin: Person, client: Client) -> None:
    idp.answers(email=None, userinfo={"sub": "karin", "email": KARIN, "email_verified": True})
    assert sign_in(client).status_code == 302


REFUSED_LOGINS = {
    "address that nobody vouches for": ({"email_verified": False}, "går inte i god för"),
    "address vouched for in words": ({"email_verified": "true"}, "går inte i god för"),
    "no address": ({"email": None, "userinfo": {"sub": "karin"}}, "går inte i god för"),
    "unknown address": ({"email": "okand@example.org"}, "Ingen här har din e-postadress"),
    "userinfo of somebody else": (
        {"email": None, "userinfo": {"sub": "other", "email": KARIN, "email_verified": True}},
        "någon annan",
    ),
    "login broken off": ({"error": "access_denied"}, "Du slutförde inte inloggningen"),
    "provider that says no": ({"error": "server_error"}, "sa nej"),
    "no id_token": ({"token": {"id_token": None}}, "inte går att läsa"),
    "token response without JSON": ({"status": 500}, "sa nej"),
}


@pytest.mark.parametrize("case", REFUSED_LOGINS)
def test_nobody_else_is_let_in(idp: Idp, karin: Person, client: Client, case: str) -> None:
    told, sentence = REFUSED_LOGINS[case]
    idp.answers(**told)
    answer = sign_in(client)
    assert answer.status_code == 401
    assert sentence in words(answer)
    assert client.get("/account/").status_code == 302
    assert not User.objects.exists()


def test_two_people_with_one_address_are_not_told_apart_by_guessing(
    idp: Idp, karin: Person, client: Client
) -> None:
    f.person("Karin den andra", email=KARIN.upper())
    assert "Flera personer här" in words(sign_in(client))


def test_a_closed_account_stays_closed(idp: Idp, karin: Person, client: Client) -> None:
    User.objects.filter(pk=f.with_account(karin).user.pk).update(is_active=False)
    assert "stängt" in words(sign_in(client))


def test_who_inherits_an_address_does_not_inherit_the_account(
    idp: Idp, karin: Person, client: Client
) -> None:
    sign_in(client)
    idp.answers(sub="successor")
    assert "hör till en annan inloggning" in words(sign_in(Client()))


def test_another_issuer_with_the_same_subject_is_somebody_else(
    idp: Idp, karin: Person, client: Client, settings: Settings
) -> None:
    sign_in(client)
    elsewhere = "http://localhost:" + idp.url.rpartition(":")[2]
    settings.SOCIALACCOUNT_PROVIDERS = idp.settings(issuer=elsewhere)
    idp.answers(iss=elsewhere, description={"issuer": elsewhere})
    assert "hör till en annan inloggning" in words(sign_in(Client()))


def test_only_issuer_and_subject_are_kept(idp: Idp, karin: Person, client: Client) -> None:
    sign_in(client)
    assert SocialAccount.objects.get().extra_data == {"iss": idp.url, "sub": "karin"}


def test_a_new_password_from_the_office_ends_the_link(idp: Idp, karin: Person, client: Client) -> None:
    sign_in(client)
    karin.refresh_from_db()
    services.open_account(person=karin, username="karin", by=None, now=f.NOW)
    assert not SocialAccount.objects.exists()


def test_without_a_provider_there_is_no_such_login(client: Client) -> None:
    assert client.get("/account/login/oidc/").status_code == 404
    assert client.get("/account/login/oidc/callback/?code=x&state=y").status_code == 404
    assert "oidc" not in client.get("/account/login/").content.decode()


def test_the_login_page_leads_there_with_the_page_that_was_wanted(idp: Idp, client: Client) -> None:
    page = client.get("/account/login/?next=/account/")
    assert f"Logga in med {NAME}" in words(page)
    assert "/account/login/oidc/?next=/account/" in page.content.decode()


def test_a_login_goes_on_to_the_page_that_was_wanted_and_never_elsewhere(
    idp: Idp, karin: Person, client: Client
) -> None:
    left = client.get("/account/login/oidc/?next=/account/")
    assert come_back(client, at_provider(left.headers["Location"])).headers["Location"] == "/account/"
    away = Client().get("/account/login/oidc/?next=https://example.org/")
    assert "example.org" not in come_back(client, at_provider(away.headers["Location"])).headers.get(
        "Location", ""
    )


@pytest.mark.parametrize("parameter", ["process=connect", "auth_params=prompt%3Dnone", "scope=admin"])
def test_an_address_does_not_change_what_is_asked(
    idp: Idp, karin: Person, client: Client, parameter: str
) -> None:
    asked = client.get(f"/account/login/oidc/?{parameter}").headers["Location"]
    assert "prompt" not in asked
    assert "admin" not in asked
    come_back(client, at_provider(asked))
    assert client.get("/account/").context["person"] == karin


def test_a_one_time_password_is_not_left_lying_about(idp: Idp, karin: Person, client: Client) -> None:
    services.open_account(person=karin, username="karin", by=None, now=f.NOW)
    sign_in(client)
    assert client.get("/").status_code == 200
    assert not User.objects.get().has_usable_password()


def test_what_was_typed_before_comes_back_after_the_login(idp: Idp, karin: Person, client: Client) -> None:
    sign_in(client)
    typed = {"typed_by": mark(User.objects.get()), "reason": "Mina ord"}
    late = Client()
    kept = page_of(late.post("/directives/x/stop/", typed)).xpath("//input[@name='kept']/@value")[0]
    passing = late.get(late.post("/account/login/oidc/", {"kept": kept}).headers["Location"])
    back = come_back(late, at_provider(address_on(passing)))
    assert "Mina ord" in back.content.decode()


def test_a_provider_that_is_away_is_said_so(idp: Idp, client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = idp.settings(issuer="http://127.0.0.1:9")
    answer = client.get("/account/login/oidc/")
    assert answer.status_code == 401
    assert "svarar inte" in words(answer)


def test_an_account_from_there_has_no_password_or_passkeys_to_change_here(
    idp: Idp, karin: Person, client: Client
) -> None:
    sign_in(client)
    pages = ("password/", "confirm/", "protection/", "protection/passkeys/new/", "protection/codes/")
    answers = [client.get(f"/account/{page}") for page in pages]
    assert [a.status_code for a in answers] == [403] * len(pages)
    assert "inloggningstjänst" in words(answers[2])
    assert "Byt lösenord" not in words(client.get("/account/"))


# Deciding


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
