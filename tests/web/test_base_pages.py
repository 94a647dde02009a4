"""The frame around every page: policy, language, menu, error pages, public pages."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import Settings

from uppdragil.editions.models import Edition
from uppdragil.editions.services import current
from uppdragil.organisation.models import Duty, Person
from uppdragil.web import menu

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.gallery_urls")]

ROOT = Path(settings.BASE_DIR)
PUBLIC = ["/account/login/", "/accessibility/", "/help/", "/source/", "/health"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_needs_no_login(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_policy_allows_no_inline_script_or_style(client: Client) -> None:
    policy = client.get("/gallery").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "-src" not in policy.replace("default-src", "").replace("object-src 'none'", "")


def test_no_component_writes_inline_script_or_style(client: Client) -> None:
    page = client.get("/gallery").content.decode()
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son\w+=|javascript:", page)


def test_the_screen_is_swedish_whatever_the_browser_says(client: Client) -> None:
    response = client.get("/help/", headers={"Accept-Language": "en"})
    assert response.headers["Content-Language"] == "sv"
    assert '<html lang="sv">' in response.content.decode()


def test_the_switch_changes_the_language_and_comes_back(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/help/"})
    assert response.headers["Location"] == "/help/"
    assert "The signs" in client.get("/help/").content.decode()


def test_an_unknown_language_is_not_taken(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../xx"
    assert client.get("/help/").headers["Content-Language"] == "sv"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nowhere", 404, "Sidan finns inte här"),
        ("/fails/400", 400, "Begäran gick inte att läsa"),
        ("/fails/403", 403, "Fråga Karin Almberg"),
        ("/fails/500", 500, "Något gick fel hos oss"),
    ],
)
def test_an_error_page_says_what_to_do(client: Client, path: str, status: int, says: str) -> None:
    client.raise_request_exception = False
    response = client.get(path)
    assert response.status_code == status
    assert says in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_refused_form_says_that_nothing_is_lost(client: Client) -> None:
    page = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert page.status_code == 403
    assert "inget är förlorat" in page.content.decode()


def test_a_database_that_does_not_answer_is_not_ready(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("down")):
        assert client.get("/health").status_code == 503


def test_an_edition_that_the_program_cannot_run_is_not_ready(client: Client) -> None:
    edition = current("uppdragil-3.0")
    body = {**edition.body, "flow": "unknown"}
    Edition.objects.create(key="odd", revision=1, name="Odd", body=body, sha256="0" * 64, published_at=now())

    assert client.get("/health").status_code == 503


def test_the_source_page_leads_to_the_source(client: Client, settings: Settings) -> None:
    settings.SOURCE_URL = "https://example.org/source"
    assert 'href="https://example.org/source"' in client.get("/source/").content.decode()


def people() -> tuple[Person, Person]:
    reader = Person.objects.create(name="Läsare")
    office = Person.objects.create(name="Signe Norrbäck")
    Duty.objects.create(person=office, kind=Duty.Kind.OFFICE)
    return reader, office


def shown(person: Person | None) -> set[str]:
    return {entry.route for entry in menu.ENTRIES if entry.shown_to(person)}


def test_only_the_office_is_shown_the_organisation_and_everybody_the_portfolio() -> None:
    reader, office = people()
    assert shown(office) >= {"portfolio", "organisation"}
    assert "portfolio" in shown(reader)
    assert "organisation" not in shown(reader)


def test_an_account_without_a_person_is_not_shown_the_import() -> None:
    assert shown(None) == {"start", "directives"}


def test_every_entry_of_the_menu_has_its_page() -> None:
    office = people()[1]
    areas = [
        "/",
        "/directives/",
        "/meetings/",
        "/portfolio/",
        "/strategy/",
        "/import/",
        "/organisation/",
        "/audit/",
    ]
    assert [link.href for link in menu.menu(office, "/")] == areas


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/downloads/", "portfolio"),
        ("/decisions/delegated/", "portfolio"),
        ("/adopt/many/", "import_directive"),
    ],
)
def test_a_page_outside_its_entrys_folder_marks_the_entry(path: str, entry: str) -> None:
    marked = [link.href for link in menu.menu(people()[1], path) if link.current]
    assert marked == [reverse(entry)]


def test_the_frame_shows_who_is_logged_in(client: Client) -> None:
    user = get_user_model().objects.create_user("karin")
    Person.objects.create(name="Karin Almberg", user=user)
    client.force_login(user)
    assert 'class="me__name">Karin Almberg<' in client.get("/help/").content.decode()


def test_no_colour_is_written_outside_the_tokens() -> None:
    sheets = [p for p in (ROOT / "uppdragil/static/css").glob("*.css") if p.name != "tokens.css"]
    assert [p.name for p in sheets if re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl", p.read_text())] == []


def test_every_stylesheet_is_linked() -> None:
    linked = re.findall(r"css/([\w-]+)\.css", (ROOT / "templates/components/styles.html").read_text())
    assert sorted(linked) == sorted(p.stem for p in (ROOT / "uppdragil/static/css").glob("*.css"))


def test_every_symbol_in_use_is_in_the_sprite(client: Client) -> None:
    sprite = (ROOT / "uppdragil/static/icons.svg").read_text()
    used = set(re.findall(r"icons\.svg#([\w-]+)", client.get("/gallery").content.decode()))
    assert len(used) > 10
    assert {name for name in used if f'id="{name}"' not in sprite} == set()
