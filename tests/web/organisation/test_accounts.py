"""Accounts and duties that the office gives and takes: one-time passwords, closed accounts, the last of the office."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.web.directive_pages import signed_in
from uppdragil.organisation.models import Person

from .kit import edit

pytestmark = pytest.mark.django_db


def account(web: Client, person: Person, **data: str):
    return web.post(reverse("organisation-person-account", args=[person.uid]), data)


def open_account(web: Client, person: Person, username: str = "nils.akero") -> str:
    """Opens an account as the office does; the password that the page then shows."""
    answer = web.post(
        reverse("organisation-person-account", args=[person.uid]), {"do": "open", "username": username}
    )
    shown = web.get(answer["Location"])
    assert "no-store" in shown.headers["Cache-Control"]
    return re.search(r"<code>(.+?)</code>", shown.content.decode())[1]


def test_a_new_account_shows_its_password_once_and_lets_the_person_in(web: Client) -> None:
    person = factories.person()
    password = open_account(web, person)
    assert Client().login(username="nils.akero", password=password)
    assert password not in web.get(edit(person)).content.decode()
    assert password not in str(web.session.items())


def test_a_page_that_is_loaded_again_makes_no_other_password(web: Client) -> None:
    person = factories.person()
    password = open_account(web, person)
    web.get(edit(person))
    assert Client().login(username="nils.akero", password=password)


def test_a_password_is_not_shown_on_the_page_of_somebody_else(web: Client) -> None:
    person = factories.person()
    account(web, person, do="open", username="nils.akero")
    assert "<code>" not in web.get(edit(factories.person())).content.decode()
    assert "<code>" in web.get(edit(person)).content.decode()


def test_nobody_gives_themself_a_one_time_password(web: Client, office: Person) -> None:
    response = account(web, office, do="open", username="signe")
    assert response.status_code == 409
    assert "Det här är ditt eget konto" in response.content.decode()


def first_login(web: Client) -> tuple[Client, str]:
    password = open_account(web, factories.person())
    newcomer = Client()
    newcomer.login(username="nils.akero", password=password)
    return newcomer, password


@pytest.mark.parametrize("path", ["/", "/account/", "/directives/", "/import/"])
def test_a_one_time_password_lets_in_only_to_choose_another(web: Client, path: str) -> None:
    newcomer, _password = first_login(web)
    change = reverse("account_change_password")
    assert newcomer.get(path)["Location"] == change
    assert newcomer.post(path, {})["Location"] == change
    assert "Välj ett eget lösenord" in newcomer.get(change).content.decode()


def test_who_has_a_one_time_password_can_still_log_out_and_read_the_help(web: Client) -> None:
    newcomer, _password = first_login(web)
    assert newcomer.get(reverse("help")).status_code == 200
    assert newcomer.get(reverse("account_logout")).status_code == 200


def choose(newcomer: Client, old: str, new: str):
    data = {"oldpassword": old, "password1": new, "password2": new}
    return newcomer.post(reverse("account_change_password"), data)


def test_with_a_password_of_their_own_the_person_goes_on(web: Client) -> None:
    newcomer, password = first_login(web)
    assert choose(newcomer, password, "en alldeles egen fras").status_code == 302
    assert newcomer.get("/").status_code == 200
    assert "Välj ett eget lösenord" not in newcomer.get(reverse("account_change_password")).content.decode()


def test_the_one_time_password_cannot_be_chosen_again(web: Client) -> None:
    newcomer, password = first_login(web)
    assert "Välj ett annat lösenord" in choose(newcomer, password, password).content.decode()
    assert newcomer.get("/").status_code == 302


@pytest.mark.parametrize(
    ("username", "status"), [("två ord", 422), ("", 422), ("x" * 151, 422), ("TAGET", 409)]
)
def test_a_username_that_cannot_be_is_refused(web: Client, username: str, status: int) -> None:
    account(web, factories.person(), do="open", username="taget")
    person = factories.person()
    assert account(web, person, do="open", username=username).status_code == status
    person.refresh_from_db()
    assert person.user is None


def test_a_closed_account_ends_the_session_that_is_open(web: Client) -> None:
    person = factories.with_account(factories.person())
    session = signed_in(person)
    account(web, person, do="close")
    assert session.get("/").status_code == 302
    assert "/account/login/" in session.get("/")["Location"]


def test_the_last_of_the_office_is_not_closed_out(web: Client, office: Person) -> None:
    response = account(web, office, do="close")
    assert response.status_code == 409
    assert "Ingen annan med konto sköter organisationen" in response.content.decode()


def test_a_duty_is_given_once_and_taken(web: Client) -> None:
    person = factories.person()
    url, data = reverse("organisation-duty-new"), {"person": person.pk, "kind": "auditor"}
    assert web.post(url, data).status_code == 302
    again = web.post(url, data)
    assert (again.status_code, "Personen har redan den funktionen" in again.content.decode()) == (422, True)
    web.post(reverse("organisation-duty-remove", args=[person.duties.get().pk]))
    assert not person.duties.exists()


def test_the_last_duty_of_the_office_stays(web: Client, office: Person) -> None:
    response = web.post(reverse("organisation-duty-remove", args=[office.duties.get().pk]), follow=True)
    assert "Ingen annan med konto" in response.content.decode()
    assert office.duties.exists()
