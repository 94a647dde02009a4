"""The process picture in a real browser: accessible, readable in its own box on a phone, in dark, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import factories as f
from tests.support.browser import PHONE, WIDE

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
SMALLEST = 11  # pixels of a letter's height on a phone


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    """At BP1 for the second time."""
    made = f.at("bp1")
    made.decide("rework")
    made.submit()
    sign_in(made.cast.lead)
    return made


def test_the_page_is_accessible(page: Page, sweep: Callable[[Page], list[str]], made: f.Mandate) -> None:
    page.goto(f"/directives/{made.directive.uid}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Uppdragets gång, steg för steg").click()
    assert page.get_by_role("img", name="Uppdragets gång").is_visible()
    assert sweep(page) == []


def test_the_help_page_with_the_flow_is_accessible(page: Page, sweep: Callable[[Page], list[str]]) -> None:
    page.goto("/help/")
    assert sweep(page) == []


def test_on_a_phone_the_picture_scrolls_in_its_own_box_and_stays_readable(
    page: Page, made: f.Mandate
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/directives/{made.directive.uid}/process/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(
        "(b => b.scrollWidth > b.clientWidth)(document.querySelector('.scroll:has(svg.flow)'))"
    )
    heights = page.evaluate(
        "[...document.querySelectorAll('svg.flow text')].map(t => t.getBoundingClientRect().height)"
    )
    assert min(heights) >= SMALLEST


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_word_lies_over_another_word_or_leaves_its_box(
    page: Page, made: f.Mandate, size: dict[str, int]
) -> None:
    """As the browser sets them, not as the layout guessed."""
    page.set_viewport_size(size)
    page.goto(f"/directives/{made.directive.uid}/process/")
    overlaps = page.evaluate("""() => {
        const boxes = [...document.querySelectorAll('svg.flow text')].map(t => [t.textContent, t.getBBox()]);
        const meet = (a, b) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1
            && a.y < b.y + b.height - 4 && b.y < a.y + a.height - 4;
        return boxes.flatMap(([s, a], i) =>
            boxes.slice(i + 1).filter(([, b]) => meet(a, b)).map(([t]) => s + ' | ' + t));
    }""")
    assert overlaps == []
    outside = page.evaluate("""() => [...document.querySelectorAll('svg.flow g[data-node] text')].filter(t => {
        const box = t.parentNode.querySelector('rect, path, circle').getBBox(), text = t.getBBox();
        return text.x < box.x || text.x + text.width > box.x + box.width;
    }).map(t => t.textContent)""")
    assert outside == []


def test_it_is_printed_whole(page: Page, made: f.Mandate) -> None:
    page.goto(f"/directives/{made.directive.uid}/process/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    wide = page.evaluate("document.querySelector('svg.flow').getBoundingClientRect().width")
    assert wide <= 700
