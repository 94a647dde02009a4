"""Logging in, the demo's one-press login, and what happens without either."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from uppdragil.organisation.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-password"


@pytest.fixture
def karin() -> Person:
    user = get_user_model().objects.create_user("karin", "karin@example.org", PASSWORD)
    return Person.objects.create(name="Karin Almberg", user=user, demo_note="Uppdragsägare.")


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def demo_login(client: Client, person: Person, **fields: str) -> int:
    return client.post("/account/login/demo/", {"person": person.uid, **fields}).status_code


def test_a_page_without_a_login_leads_to_the_login_and_back(client: Client) -> None:
    assert client.get("/account/").headers["Location"] == "/account/login/?next=/account/"


@pytest.mark.parametrize("name", ["karin", "karin@example.org"])
def test_a_username_or_an_address_logs_in(client: Client, karin: Person, name: str) -> None:
    response = client.post("/account/login/", {"login": name, "password": PASSWORD})
    assert response.headers["Location"] == "/"


def test_a_wrong_password_is_said_in_swedish(client: Client, karin: Person) -> None:
    page = client.post("/account/login/", {"login": "karin", "password": "wrong"}).content.decode()
    assert "Namnet och lösenordet hör inte ihop" in page


def test_guessing_passwords_is_stopped(client: Client, karin: Person) -> None:
    for _attempt in range(10):
        client.post("/account/login/", {"login": "karin", "password": "wrong"})
    page = client.post("/account/login/", {"login": "karin", "password": PASSWORD}).content.decode()
    assert "För många försök" in page


def test_a_flood_of_logins_is_answered_with_a_page_that_says_so(client: Client) -> None:
    for attempt in range(31):
        response = client.post("/account/login/", {"login": f"nobody{attempt}", "password": "wrong"})
    assert response.status_code == 429
    assert "För många försök" in response.content.decode()


def test_a_demo_person_is_one_press_away(client: Client, karin: Person) -> None:
    assert demo_login(client, karin) == 302
    assert client.get("/account/").context["person"] == karin


def test_the_demo_login_does_not_exist_outside_a_demo(
    client: Client, karin: Person, settings: Settings
) -> None:
    settings.DEMO = False
    assert demo_login(client, karin) == 404
    assert "Karin" not in client.get("/account/login/").content.decode()


def test_the_demo_login_knows_only_people_with_a_demo_note(client: Client, karin: Person) -> None:
    Person.objects.update(demo_note="")
    assert demo_login(client, karin) == 404


def test_the_demo_login_wants_a_token_and_a_post(karin: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert demo_login(strict, karin) == 403
    assert strict.get("/account/login/demo/").status_code == 405


def test_the_demo_login_leads_nowhere_else(client: Client, karin: Person) -> None:
    response = client.post("/account/login/demo/", {"person": karin.uid, "next": "https://example.org/"})
    assert response.headers["Location"] == "/"


def recently_confirmed(client: Client) -> bool:
    records = client.session["account_authentication_methods"]
    return bool(records[-1].get("reauthenticated"))


def test_a_demo_login_is_no_fresh_authentication_but_confirming_again_is(
    client: Client, karin: Person
) -> None:
    demo_login(client, karin)
    assert not recently_confirmed(client)
    demo_login(client, karin, next="/account/")
    assert recently_confirmed(client)


def test_becoming_another_demo_person_is_no_fresh_authentication(client: Client, karin: Person) -> None:
    user = get_user_model().objects.create_user("jonas")
    jonas = Person.objects.create(name="Jonas Renvall", user=user, demo_note="Uppdragsledare.")
    demo_login(client, karin)
    demo_login(client, jonas)
    assert not recently_confirmed(client)


def test_logging_out_asks_first(client: Client, karin: Person) -> None:
    demo_login(client, karin)
    assert client.get("/account/logout/").status_code == 200
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_a_new_password_leads_back_to_the_account(client: Client, karin: Person) -> None:
    client.force_login(karin.user)
    new = {"oldpassword": PASSWORD, "password1": "another-long-one", "password2": "another-long-one"}
    assert client.post("/account/password/", new).headers["Location"] == "/account/"


def test_an_account_without_a_person_is_told_that_it_opens_no_mandates(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("service"))
    assert "så det öppnar inga uppdrag" in client.get("/account/").content.decode()
    assert client.get("/directives/").status_code == 403


@pytest.mark.parametrize("path", ["signup", "email", "password/reset", "password/set"])
def test_pages_of_allauth_that_nobody_needs_are_not_there(client: Client, karin: Person, path: str) -> None:
    client.force_login(karin.user)
    assert client.get(f"/account/{path}/").status_code == 404
