"""The office writes the next revision of a model, sees it as leads and deciders will, and publishes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories as f
from uppdragil.editions.services import current

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]
KEY = "uppdragil-3.0"


@pytest.fixture
def office(page: Page, sign_in: SignIn) -> Page:
    """On the page of a draft that has just begun."""
    f.edition()
    sign_in(f.duty(f.person("Signe")))
    page.goto("/editions/")
    page.get_by_role("button", name="Skriv nästa utgåva UPPDRAGiL").click()
    expect(page.get_by_role("link", name="Kontrollera och publicera")).to_be_visible()
    return page


def test_a_chapters_help_is_written_and_published(office: Page, sweep: Sweep) -> None:
    office.get_by_role("link", name="Bakgrund").click()
    assert sweep(office) == []
    office.get_by_label("Hur kapitlet skrivs, på en rad").fill("Berätta varför uppdraget behövs nu.")
    office.get_by_role("button", name="Spara texten").click()
    expect(office.get_by_text("Berätta varför uppdraget behövs nu.")).to_be_visible()
    assert sweep(office) == []
    office.get_by_role("link", name="Kontrollera och publicera").click()
    assert sweep(office) == []
    office.get_by_role("button", name="Publicera utgåvan").click()
    office.wait_for_url("**/editions/**")

    help_texts = [chapter.help for chapter in current(KEY).spec.chapters if chapter.key == "background"]
    assert help_texts == ["Berätta varför uppdraget behövs nu."]


def test_a_gates_questions_are_added_moved_and_seen_in_the_preview(office: Page, sweep: Sweep) -> None:
    office.get_by_role("link", name="Lägg till en fråga BP1").click()
    assert sweep(office) == []
    office.get_by_role("button", name="Spara texten").click()
    assert sweep(office) == []
    office.get_by_label("Fråga").first.fill("Är vikarierna på plats?")
    office.get_by_role("button", name="Spara texten").click()
    office.get_by_role("button", name="Flytta Är vikarierna på plats? uppåt").click()
    expect(office.get_by_role("button", name="Flytta Är vikarierna på plats? nedåt")).to_be_visible()
    office.get_by_role("link", name="Förhandsgranska utkastet").click()
    assert sweep(office) == []


def test_a_chapter_is_taken_out_and_in_again_and_the_draft_thrown_away(office: Page, sweep: Sweep) -> None:
    office.get_by_role("button", name="Ta bort Definitioner och förkortningar").click()
    expect(office.get_by_role("button", name="Ta bort Definitioner och förkortningar")).to_have_count(0)
    assert sweep(office) == []
    office.locator("summary", has_text="Lägg till ett kapitel").click()
    assert sweep(office) == []
    office.locator("summary", has_text="Släng utkastet").click()
    office.get_by_role("button", name="Släng utkastet").click()
    expect(office.get_by_role("button", name="Skriv nästa utgåva UPPDRAGiL")).to_be_visible()
