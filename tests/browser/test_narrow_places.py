"""Nothing that is said in a narrow place of the frame is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests import factories as f
from tests.browser.test_editor import opened
from uppdragil.directives.content import ChapterNote

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
CUT = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"


def cut(places: Locator) -> list[str]:
    """What each of these says and does not show in full."""
    found: list[str] = places.evaluate_all(CUT)
    return found


@pytest.mark.parametrize("width", [1280, 920, 320])
def test_the_chapters_say_their_states_in_full(page: Page, sign_in: SignIn, width: int) -> None:
    made = f.commission(
        description="", communication="", notes=(ChapterNote(chapter="communication", not_applicable="Nej"),)
    )
    sign_in(made.cast.lead)
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, made)
    page.locator("details.chapters").evaluate("e => { e.open = true }")

    assert cut(page.locator(".desk__list, .desk__list li")) == []


@pytest.mark.parametrize("width", [1280, 1440, 1000])
def test_the_menu_of_who_has_every_entry_is_seen_in_full(page: Page, sign_in: SignIn, width: int) -> None:
    office = f.mandate().cast.office
    sign_in(office)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/directives/")
    entry = page.locator(".nav li").first
    entry.evaluate("e => { for (let n = 0; n < 3; n++) e.after(e.cloneNode(true)) }")

    assert cut(page.locator(".nav ul")) == []
