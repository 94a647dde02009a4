"""Single sign-on against a provider that runs as a process: who is let in."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from tests import factories as f
from tests.support.idp_client import (
    NAME,
    Idp,
    address_on,
    at_provider,
    come_back,
    sign_in,
)
from tests.web.directive_pages import page_of, words
from uppdragil.organisation import services
from uppdragil.organisation.models import Person, User
from uppdragil.web.kept import mark

from .kit import KARIN

pytestmark = pytest.mark.django_db


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
