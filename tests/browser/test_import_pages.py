"""The import, its preview and the organisation in a real browser: axe, narrow, and the way of the demo's text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

from uppdragil.imports import demo
from uppdragil.organisation.models import DecisionBody, Person, Position

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = settings.BASE_DIR / "fixtures" / "demo" / "uppdragsdirektiv.txt"


@pytest.fixture
def people() -> None:
    demo.load()


def log_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name=name).click()


def test_the_demos_text_becomes_a_draft_with_its_roles_linked(
    page: Page, sweep: Callable[[Page], list[str]], people: None
) -> None:
    log_in(page, "Anna Lindqvist")
    page.goto("/import/")
    assert sweep(page) == []
    page.get_by_label("Direktivets text").fill("En inköpslista")
    page.get_by_role("button", name="Läs in texten").click()
    page.get_by_text("Texten är inte ett direktiv").wait_for()
    assert sweep(page) == []
    page.get_by_label("Direktivets text").fill("")
    page.get_by_label("Eller en fil").set_input_files(TEXT)
    page.get_by_role("button", name="Läs in texten").click()
    page.get_by_role("heading", name="2. Koppla roller").wait_for()
    assert sweep(page) == []
    page.get_by_role("button", name="Skapa utkastet").click()
    page.get_by_text("är skapat som utkast").wait_for()
    assert "/directives/" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Digital mottagning i primärvården"
    assert page.get_by_text("Ingen är kopplad som ledare").count() == 0


def test_whom_a_misspelt_name_resembles_is_offered_where_it_is_asked_for(
    page: Page, people: None, sweep: Callable[[Page], list[str]]
) -> None:
    log_in(page, "Anna Lindqvist")
    page.goto("/import/")
    page.get_by_label("Direktivets text").fill(TEXT.read_text().replace("Anna Lindqvist", "Anna Lindkvist"))
    page.get_by_role("button", name="Läs in texten").click()
    page.get_by_role("textbox", name="Uppdragsledare").focus()
    page.get_by_role("option", name="Anna Lindqvist").wait_for()
    assert sweep(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Skapa utkastet").click()
    page.get_by_text("är skapat som utkast").wait_for()
    assert page.get_by_text("Ingen är kopplad som ledare").count() == 0


def test_the_organisations_pages_have_nothing_that_axe_finds(
    page: Page, sweep: Callable[[Page], list[str]], people: None
) -> None:
    log_in(page, "Signe Norrbäck")
    person, body = Person.objects.get(name="Karin Almberg"), DecisionBody.objects.get(short="CLG")
    vacant = Position.objects.get(title="Fastighetsdirektör")
    for path in (
        "",
        "people/",
        "positions/",
        "duties/",
        "people/new/",
        f"people/{person.uid}/",
        f"positions/{vacant.uid}/",
        f"bodies/{body.uid}/",
    ):
        page.goto(f"/organisation/{path}")
        assert sweep(page) == []


def test_a_vacant_position_gets_a_holder(page: Page, people: None) -> None:
    log_in(page, "Signe Norrbäck")
    page.goto("/organisation/")
    page.get_by_role("link", name="Ange vem som har den").click()
    people_ = page.get_by_label("Person", exact=True)
    people_.select_option(people_.locator("option", has_text="Petter Granlid").get_attribute("value"))
    page.get_by_role("button", name="Lägg till en innehavare").click()
    page.get_by_text("Tillagt.").wait_for()
    assert page.get_by_role("link", name="Petter Granlid").count() == 1
