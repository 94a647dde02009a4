"""The search in a real browser: by keyboard from the field in the top, accessible in light, dark and narrow."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories as f
from tests.strategy.kit import FIRST
from uppdragil.strategy.services import keep_draft, publish

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]


@pytest.fixture
def found(sign_in: SignIn) -> Page:
    """Somebody who sees a dozen mandates, and a strategy that says the same."""
    cast, office = f.Cast(), f.duty(f.person())
    for number in range(3):
        text = "Ett vårdinformationssystem för " + "hela regionens " * 30 + "informationssystem."
        f.mandate(cast=cast, background=text, title=f"Informationssystem {number} till Örnsköldsvik")
    area = FIRST.areas[0].model_copy(update={"current_state": "Många informationssystem"})
    content = FIRST.model_copy(update={"areas": (area, *FIRST.areas[1:])})
    publish(edition=keep_draft(content=content, by=office, now=f.NOW), by=office, now=f.NOW)
    return sign_in(cast.lead)


def test_from_the_field_in_the_top_to_the_place_of_a_hit_by_keyboard_alone(found: Page) -> None:
    found.set_viewport_size({"width": 1280, "height": 900})
    found.goto("/directives/")
    found.get_by_label("Sök uppdrag, person eller diarienummer").focus()
    found.keyboard.type("vårdinfo")
    found.keyboard.press("Enter")
    place = found.get_by_role("link", name="1 Bakgrund").first
    place.focus()
    found.keyboard.press("Enter")
    expect(found).to_have_url(re.compile("#background$"))


def test_its_pages_are_accessible(found: Page, sweep: Sweep) -> None:
    queries = (
        "",
        "?q=informationssystem",
        "?q=informationssystem&kind=strategy",
        "?q=finnsinte&phase=draft",
        "?q=och",
    )
    for query in (*queries, f"?q={'a' * 300}"):
        found.goto(f"/search/{query}")
        assert sweep(found) == [], query
        if folder := os.environ.get("SHOTS"):
            for width, dark in ((1280, "light"), (390, "dark")):
                found.set_viewport_size({"width": width, "height": 900})
                found.emulate_media(color_scheme=dark)
                found.screenshot(path=f"{folder}/{len(query)}-{width}.png", full_page=True)
            found.emulate_media(color_scheme="light")
