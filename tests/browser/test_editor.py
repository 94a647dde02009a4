"""The editor in a real browser: what is typed is saved by itself, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import factories as f
from uppdragil.directives.content import Risk

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    """A draft whose lead is signed in."""
    draft = f.mandate(
        risks=(f.row(Risk, text="Få hinner"), f.row(Risk, text="Priset stiger")),
    )
    sign_in(draft.cast.lead)
    return draft


@pytest.fixture
def editor(page: Page, made: f.Mandate) -> Page:
    return opened(page, made)


def opened(page: Page, made: f.Mandate) -> Page:
    page.goto(f"/directives/{made.directive.uid}/edit/")
    page.locator("form.is-live").wait_for()
    return page


def rows(page: Page, chapter: str) -> Any:
    return page.locator(f'[data-rows="{chapter}"] > fieldset')


def saved(page: Page, part: str) -> None:
    expect(page.locator(f'[data-state="{part}"]')).to_contain_text("Sparat")


def text_of(page: Page, chapter: str) -> Any:
    return page.locator(f"#id_{chapter}-text")


def test_a_text_is_saved_by_itself_and_the_chapter_list_follows(made: f.Mandate, editor: Page) -> None:
    text_of(editor, "handover").fill("")
    text_of(editor, "handover").blur()
    saved(editor, "handover")
    expect(editor.locator("[data-outline] li", has_text="Överlämning").first).to_contain_text("Tomt")
    text_of(editor, "handover").fill("Enheten tar emot.")
    saved(editor, "handover")
    expect(editor.locator("[data-outline] li", has_text="Överlämning").first).to_contain_text("Klart")
    assert made.content.handover == "Enheten tar emot."


def test_two_people_write_in_one_chapter_without_a_clash(
    made: f.Mandate, editor: Page, context: BrowserContext
) -> None:
    other = opened(context.new_page(), made)
    rows(editor, "risks").nth(0).get_by_label("Risk", exact=True).fill("Min risk")
    rows(other, "risks").nth(1).get_by_label("Risk", exact=True).fill("Din risk")
    for page, n in ((editor, 0), (other, 1)):
        saved(page, f"risks:{made.content.risks[n].uid}")
    assert [risk.text for risk in made.content.risks] == ["Min risk", "Din risk"]


def test_two_who_write_the_same_choose_between_both_texts(
    made: f.Mandate, editor: Page, context: BrowserContext, sweep: Sweep
) -> None:
    other = opened(context.new_page(), made)
    text_of(other, "idea").fill("Telefonin i drift på hälften")
    text_of(other, "idea").blur()
    saved(other, "idea")

    text_of(editor, "idea").fill("Telefonin i drift och överlämnad")
    text_of(editor, "idea").blur()
    clash = editor.locator("#idea [data-conflict]")
    expect(clash).to_contain_text("på hälften")
    expect(text_of(editor, "idea")).to_have_value("Telefonin i drift och överlämnad")
    assert sweep(editor) == []
    clash.get_by_role("button", name="Spara min text").click()
    saved(editor, "idea")
    assert made.content.idea == "Telefonin i drift och överlämnad"

    text_of(other, "idea").fill("Något tredje")
    text_of(other, "idea").blur()
    other.locator("#idea [data-conflict]").get_by_role("button", name="Använd den andras text").click()
    expect(text_of(other, "idea")).to_have_value("Telefonin i drift och överlämnad")
    assert made.content.idea == "Telefonin i drift och överlämnad"


def test_rows_are_added_typed_moved_and_removed_with_a_way_back_by_keyboard_alone(
    made: f.Mandate, editor: Page
) -> None:
    first, second = (risk.uid for risk in made.content.risks)
    editor.locator("#add-risks").focus()
    editor.keyboard.press("Enter")
    editor.keyboard.type("Ny risk")
    new = rows(editor, "risks").nth(2).get_attribute("id").removeprefix("r-")
    saved(editor, f"risks:{new}")
    assert [risk.text for risk in made.content.risks] == ["Få hinner", "Priset stiger", "Ny risk"]

    up = rows(editor, "risks").nth(2).get_by_role("button", name="Flytta uppåt R3")
    up.focus()
    editor.keyboard.press("Enter")
    editor.keyboard.press("Enter")
    assert editor.evaluate("document.activeElement.dataset.move") == "up"
    expect(editor.locator("#editor-says")).to_contain_text("Flyttad till plats 1 av 3")
    saved(editor, "risks")
    assert [risk.uid for risk in made.content.risks] == [new, first, second]

    remove = rows(editor, "risks").nth(1).get_by_role("button", name="Ta bort R2")
    remove.focus()
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("button", name="Ångra")).to_be_focused()
    editor.wait_for_timeout(600)
    assert [risk.uid for risk in made.content.risks] == [new, second]
    editor.keyboard.press("Enter")
    saved(editor, f"risks:{first}")
    assert [risk.uid for risk in made.content.risks] == [new, first, second]


def test_a_goal_that_is_removed_and_taken_back_keeps_the_links_to_it(made: f.Mandate, editor: Page) -> None:
    goal, act = made.content.mandate_goals[0], made.content.activities[0]
    box = editor.locator(f'#r-{act.uid} input[value="{goal.uid}"]')
    expect(box).to_be_checked()
    rows(editor, "mandate_goals").nth(0).get_by_role("button", name="Ta bort U1").click()
    expect(box).to_be_hidden()
    editor.wait_for_timeout(300)
    assert goal.uid not in made.content.activities[0].mandate_goals
    editor.get_by_role("button", name="Ångra").click()
    expect(box).to_be_checked()
    editor.wait_for_timeout(800)
    assert goal.uid in made.content.activities[0].mandate_goals


def test_a_mistake_is_said_at_its_field_and_the_text_stays(made: f.Mandate, editor: Page) -> None:
    target = rows(editor, "impact_goals").nth(0).get_by_label("Målvärde")
    target.fill("mycket")
    target.blur()
    row = rows(editor, "impact_goals").nth(0)
    expect(row.locator(".field__error")).to_be_visible()
    expect(row.locator(".savestate").first).to_contain_text("Inte sparat")
    expect(target).to_have_value("mycket")
    target.fill("85")
    saved(editor, f"impact_goals:{made.content.impact_goals[0].uid}")
    expect(row.locator(".field__error")).to_have_count(0)


def test_without_contact_the_text_is_kept_and_sent_when_it_is_back(
    made: f.Mandate, editor: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    text_of(editor, "idea").fill("Skrivet utan kontakt")
    text_of(editor, "idea").blur()
    expect(editor.locator("[data-page-state]")).to_contain_text("Ingen kontakt")
    context.set_offline(False)
    saved(editor, "idea")
    assert made.content.idea == "Skrivet utan kontakt"
    assert editor.evaluate("Object.keys(localStorage).length") == 0


def test_text_that_was_never_saved_is_offered_to_the_same_person_only(
    made: f.Mandate, editor: Page, context: BrowserContext, sign_in: SignIn, sweep: Sweep
) -> None:
    context.clear_cookies()
    text_of(editor, "idea").fill("Skrivet utloggad")
    text_of(editor, "idea").blur()
    expect(editor.locator("[data-page-state]")).to_contain_text("Du är utloggad")
    expect(editor.get_by_role("link", name="Logga in igen")).to_be_visible()
    editor.on("dialog", lambda dialog: dialog.accept())

    maker = made.cast.office
    sign_in(maker)
    editor.goto("/directives/")
    sign_in(made.cast.lead)
    opened(editor, made)
    offer = editor.locator("#idea .offer")
    expect(offer).to_contain_text("men det blev aldrig sparat")
    expect(offer).to_contain_text("Skrivet utloggad")
    assert sweep(editor) == []
    offer.get_by_role("button", name="Ta tillbaka min text").click()
    saved(editor, "idea")
    assert made.content.idea == "Skrivet utloggad"


def test_it_is_not_offered_to_somebody_else(
    made: f.Mandate, editor: Page, context: BrowserContext, sign_in: SignIn
) -> None:
    context.clear_cookies()
    text_of(editor, "idea").fill("Hemligt")
    text_of(editor, "idea").blur()
    expect(editor.locator("[data-page-state]")).to_contain_text("Du är utloggad")
    editor.on("dialog", lambda dialog: dialog.accept())
    other = f.person("Maja Skapare")
    type(made.directive).objects.update(created_by=other)
    sign_in(other)
    opened(editor, made)
    editor.wait_for_timeout(300)
    assert editor.locator(".offer").count() == 0
    assert "Hemligt" not in editor.content()


def test_a_submission_meanwhile_leaves_the_text_on_the_page(made: f.Mandate, editor: Page) -> None:
    made.submit()
    text_of(editor, "idea").fill("För sent")
    text_of(editor, "idea").blur()
    expect(editor.locator('[data-state="idea"]')).to_contain_text("Texten kan inte ändras nu")
    expect(text_of(editor, "idea")).to_have_value("För sent")


def test_the_editor_is_accessible_narrow_dark_and_wide(made: f.Mandate, editor: Page, sweep: Sweep) -> None:
    assert sweep(editor) == []


def test_a_fix_is_one_press_away_and_what_was_typed_is_saved_first(page: Page, sign_in: SignIn) -> None:
    from uppdragil.directives.content import Milestone

    made = f.mandate(milestones=(f.row(Milestone, date="2026-05-06", gate="BP1", decision="Start"),))
    sign_in(made.cast.lead)
    opened(page, made)
    text_of(page, "idea").fill("Skrivet nyss")
    with page.expect_navigation():
        page.locator("#milestones").get_by_role("button", name="Använd").first.click()
    page.get_by_text("Motsägelsen är löst.").wait_for()
    assert (made.content.milestones[0].date, made.content.idea) == (None, "Skrivet nyss")
