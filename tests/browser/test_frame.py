"""The frame in a real browser: accessible in light and dark, narrow, by keyboard, under a strict policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import ConsoleMessage, Page

from tests.support.browser import sweep
from uppdragil.organisation.models import Person

pytestmark = [pytest.mark.urls("tests.web.gallery_urls"), pytest.mark.django_db(transaction=True)]

PAGES = [
    "/gallery",
    "/account/login/",
    "/accessibility/",
    "/help/",
    "/source/",
    "/nowhere",
    "/fails/500",
]


@pytest.fixture
def karin() -> Person:
    user = get_user_model().objects.create_user("karin", password="a-long-password")
    return Person.objects.create(name="Karin Almberg", user=user, demo_note="Uppdragsägare.")


@pytest.fixture
def quiet(page: Page) -> list[str]:
    """What the console complains about: a broken policy, a missing file, a failing script."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Chromium also reports the status of the page itself, which for an error page is right.
        if message.type in ("error", "warning") and "status of" not in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_nothing_that_axe_finds_and_fits_a_narrow_screen(
    page: Page, quiet: list[str], karin: Person, path: str
) -> None:
    """In full, also in `./run test`: the gallery holds every component."""
    page.goto(path)
    assert sweep(page) == []
    assert quiet == []


def test_the_first_tab_reaches_a_visible_skip_link_that_leads_to_the_content(page: Page) -> None:
    page.goto("/gallery")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_whatever_has_the_focus_shows_it(page: Page) -> None:
    page.goto("/gallery")
    for _press in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px"], page.evaluate("document.activeElement.outerHTML")


def test_a_form_with_errors_puts_the_focus_on_their_summary(page: Page) -> None:
    page.goto("/gallery")
    page.evaluate("document.querySelector('form[method=post].stack').noValidate = true")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara", exact=True).click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.name") == "name"


def test_marks_take_their_colours_from_the_page_in_dark_too(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/gallery")
    mark, word = (
        page.evaluate(f"getComputedStyle(document.querySelector('.light--bad{part}')).color")
        for part in (" .mark use", "")
    )
    assert mark == word


def test_a_demo_person_is_one_press_away_and_can_switch_the_language(page: Page, karin: Person) -> None:
    page.goto("/account/")
    with page.expect_navigation():
        page.get_by_role("button", name="Karin Almberg").click()
    assert page.url.endswith("/account/")
    assert page.get_by_role("heading", level=1).inner_text() == "Mitt konto"
    with page.expect_navigation():
        page.get_by_role("button", name="In English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "My account"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_account_pages_have_nothing_that_axe_finds(
    page: Page, axe: Callable[[Page], list[str]], quiet: list[str], karin: Person
) -> None:
    page.goto("/account/")
    page.get_by_role("button", name="Karin Almberg").click()
    for path in ("/account/", "/account/password/", "/account/confirm/?next=/account/", "/account/logout/"):
        page.goto(path)
        assert axe(page) == []
    assert quiet == []
