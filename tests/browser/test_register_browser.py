"""Choosing from the register in a real browser: by keyboard, by touch, kept and saved by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests import factories as f
from uppdragil.organisation.models import Person, Unit

from .conftest import SignIn
from .test_editor import opened, saved

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    """A draft whose lead is signed in, with two to choose between."""
    draft = f.mandate()
    for name, title in (("Åsa Öberg", "Jurist"), ("Åsa Ek", "Registrator")):
        Person.objects.create(name=name, title=title)
    sign_in(draft.cast.lead)
    return draft


def named(page: Page, made: f.Mandate) -> Locator:
    return page.locator(f"#r-{made.content.roles[0].uid} input[name$='-named']")


def test_somebody_is_found_and_chosen_by_keyboard_and_saved(
    made: f.Mandate, page: Page, sweep: Sweep
) -> None:
    field = named(opened(page, made), made)
    field.fill("")
    field.press_sequentially("åsa", delay=20)
    hits = page.locator(".hits > li:visible")
    expect(hits).to_have_count(2)
    assert field.get_attribute("aria-expanded") == "true"
    assert sweep(page) == []
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(hits.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("Åsa Öberg, jurist (person)")
    expect(hits).to_have_count(0)
    saved(page, f"roles:{made.content.roles[0].uid}")
    assert made.content.roles[0].holder_id == Person.objects.get(name="Åsa Öberg").uid


def test_a_hit_is_chosen_by_pointer_and_a_half_name_is_not_saved_meanwhile(
    made: f.Mandate, page: Page
) -> None:
    field = named(opened(page, made), made)
    field.fill("")
    field.press_sequentially("registr", delay=20)
    page.locator(".hits > li:visible").first.click()
    expect(field).to_be_focused()
    saved(page, f"roles:{made.content.roles[0].uid}")
    assert made.content.roles[0].holder == "Åsa Ek"


def test_escape_closes_the_hits_and_a_name_that_nobody_has_is_said_at_the_field(
    made: f.Mandate, page: Page
) -> None:
    field = named(opened(page, made), made)
    field.fill("")
    field.press_sequentially("åsa", delay=20)
    expect(page.locator(".hits > li:visible")).to_have_count(2)
    field.press("Escape")
    expect(page.locator(".hits > li:visible")).to_have_count(0)
    field.blur()
    row = page.locator(f"#r-{made.content.roles[0].uid}")
    expect(row.locator(".field__error")).to_contain_text("Ingen i registret heter ”åsa”")
    expect(field).to_have_value("åsa")


def test_what_is_chosen_without_contact_is_kept_and_sent(
    made: f.Mandate, page: Page, context: BrowserContext
) -> None:
    field = named(opened(page, made), made)
    field.fill("")
    field.press_sequentially("registr", delay=20)
    expect(page.locator(".hits > li:visible")).to_have_count(1)
    context.set_offline(True)
    field.press("Enter")
    expect(page.locator("[data-page-state]")).to_contain_text("Ingen kontakt")
    context.set_offline(False)
    saved(page, f"roles:{made.content.roles[0].uid}")
    assert made.content.roles[0].holder == "Åsa Ek"


def test_a_half_typed_name_is_kept_in_the_browser_and_not_saved(made: f.Mandate, page: Page) -> None:
    field = named(opened(page, made), made)
    before = made.content.roles[0]
    field.fill("")
    field.press_sequentially("åsa ö", delay=20)
    expect(page.locator(".hits > li:visible")).to_have_count(1)

    page.wait_for_timeout(2000)  # longer than until a text is saved by itself
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "åsa ö" in kept
    assert made.content.roles[0] == before


def test_a_half_typed_name_is_offered_again_after_the_browser_has_died(
    made: f.Mandate, page: Page, context: BrowserContext
) -> None:
    field = named(opened(page, made), made)
    field.fill("")
    field.press_sequentially("åsa ö", delay=20)
    expect(page.locator(".hits > li:visible")).to_have_count(1)

    again = opened(context.new_page(), made)

    expect(again.locator("#roles .offer")).to_contain_text("åsa ö")


def test_a_mandate_is_found_and_chosen_for_a_dependency_by_keyboard(
    made: f.Mandate, page: Page, sweep: Sweep
) -> None:
    other = f.mandate(cast=made.cast, title="Paraplyet")
    opened(page, made).locator("#add-dependencies").click()
    row = page.locator('[data-rows="dependencies"] > fieldset').last
    field = row.locator("input[name$='-other_named']")
    field.press_sequentially("parap", delay=20)
    expect(page.locator(".hits > li:visible")).to_have_count(1)
    assert sweep(page) == []
    field.press("Enter")

    expect(row.locator("legend")).to_contain_text(f"{other.content.number} Paraplyet")
    assert made.content.dependencies[0].other_id == other.directive.uid


def test_a_unit_is_found_and_chosen_in_the_head(made: f.Mandate, page: Page) -> None:
    unit = Unit.objects.create(name="Hamnkontoret")
    field = opened(page, made).locator("#id_head-unit_named")
    field.press_sequentially("hamn", delay=20)
    expect(page.locator(".hits > li:visible")).to_have_count(1)
    field.press("Enter")

    saved(page, "head")
    assert (made.content.unit_id, made.content.unit) == (unit.uid, "Hamnkontoret")
