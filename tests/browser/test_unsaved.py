"""Leaving a page with text that is not stored: the browser asks, and only then."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page

from tests import factories as f
from uppdragil.decisions import changes

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    draft = f.at("execution")
    changes.begin(directive=draft.directive, reason="Dyrare", by=draft.cast.lead, now=f.NOW)
    sign_in(draft.cast.lead)
    return draft


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The questions that the browser asked; each is answered by staying."""
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return questions


def leave(page: Page) -> None:
    page.get_by_role("link", name="Visa hela ändringen").click()


def test_text_that_is_not_saved_is_not_left_without_a_question(
    page: Page, made: f.Mandate, asked: list[str]
) -> None:
    page.goto(f"/directives/{made.directive.uid}/change/edit/costs/")
    page.get_by_label("Text", exact=True).press_sequentially("Nytt ")

    leave(page)

    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert "Nytt" in page.get_by_label("Text", exact=True).input_value()


def test_a_row_that_was_taken_away_and_not_saved_asks_too(
    page: Page, made: f.Mandate, asked: list[str]
) -> None:
    page.goto(f"/directives/{made.directive.uid}/change/edit/mandate_goals/")
    page.get_by_role("button", name="Ta bort U1").click()
    page.get_by_text("Inte sparat än").wait_for()
    assert asked == []

    leave(page)

    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]


def test_what_is_saved_or_unchanged_is_left_without_a_question(
    page: Page, made: f.Mandate, asked: list[str]
) -> None:
    page.goto(f"/directives/{made.directive.uid}/change/edit/costs/")
    page.get_by_label("Text", exact=True).press_sequentially("Nytt ")
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_text("Sparat").wait_for()

    leave(page)

    page.wait_for_url(f"**/directives/{made.directive.uid}/change/")
    assert asked == []


def test_a_journey_goes_on_from_an_unsaved_page(page: Page, made: f.Mandate) -> None:
    page.goto(f"/directives/{made.directive.uid}/change/edit/costs/")
    page.get_by_label("Text", exact=True).press_sequentially("Nytt ")

    page.goto("/directives/")

    assert page.url.endswith("/directives/")
