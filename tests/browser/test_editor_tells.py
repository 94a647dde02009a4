"""What the editor says of itself: what a row is called, where something is not saved, what waits from before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Locator, Page, Route, expect

from tests import factories as f
from tests.browser.test_editor import opened, rows, saved, text_of
from uppdragil.directives.content import BudgetRow, CostKind, Risk

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    draft = f.mandate(
        risks=(f.row(Risk, text="Få hinner"),),
        budget=(f.row(BudgetRow, cost_kind=CostKind.GOODS, year=2028),),
    )
    sign_in(draft.cast.lead)
    return draft


@pytest.fixture
def editor(page: Page, made: f.Mandate) -> Page:
    return opened(page, made)


def bar(page: Page) -> Locator:
    return page.locator("[data-page-state]")


def new_row(page: Page, chapter: str, words: str) -> Locator:
    page.locator(f"#add-{chapter}").click()
    page.keyboard.type(words)
    row = rows(page, chapter).last
    row.locator("textarea, input:not([type=hidden])").first.blur()
    expect(row.locator(".savestate").first).to_contain_text("Sparat")
    return row


def test_a_new_row_is_called_by_its_words_once_it_is_saved(editor: Page) -> None:
    row = new_row(editor, "prerequisites", "Lokalerna är klara")

    expect(row.locator("legend")).to_contain_text("Lokalerna är klara")
    expect(row.locator("legend")).not_to_contain_text("Ny rad")


def test_a_new_row_leads_to_its_history_once_it_is_saved(editor: Page) -> None:
    editor.locator("#add-risks").click()
    history = rows(editor, "risks").last.get_by_role("link", name="Historik")
    expect(history).to_have_count(0)
    editor.keyboard.type("Ny risk")
    history.click()

    expect(editor.get_by_role("heading", level=1)).to_have_text("Ny risk")


def test_the_heading_of_a_row_follows_its_words(made: f.Mandate, editor: Page) -> None:
    row = rows(editor, "risks").first
    row.get_by_label("Risk", exact=True).fill("Ingen hinner")
    row.get_by_label("Risk", exact=True).blur()

    expect(row.locator("legend")).to_contain_text("R1 Ingen hinner")


def wrong(page: Page, chapter: str, label: str, typed: str) -> Locator:
    field: Locator = rows(page, chapter).first.get_by_label(label)
    field.fill(typed)
    field.blur()
    return field


def test_the_bar_names_what_is_not_saved_and_leads_to_it(editor: Page, sweep: Sweep) -> None:
    wrong(editor, "impact_goals", "Målvärde", "mycket")

    link = bar(editor).get_by_role("link", name="2.1 Effektmål, E1")
    link.click()
    expect(rows(editor, "impact_goals").first).to_be_in_viewport()
    assert sweep(editor) == []


def test_the_bar_goes_when_what_was_wrong_is_as_before(editor: Page) -> None:
    field = rows(editor, "impact_goals").first.get_by_label("Målvärde")
    before = field.input_value()
    wrong(editor, "impact_goals", "Målvärde", "mycket")
    expect(bar(editor)).to_contain_text("Inte sparat")
    field.fill(before)

    expect(bar(editor)).to_be_empty()
    expect(rows(editor, "impact_goals").first.locator(".field__error")).to_have_count(0)


def again(page: Page, made: f.Mandate, context: BrowserContext, sign_in: SignIn) -> Page:
    """Signed out, what was typed stays in the browser; the same person opens the page again."""
    expect(bar(page)).to_contain_text("Du är utloggad")
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(made.cast.lead)
    page.goto("/directives/")
    return opened(page, made)


def test_text_from_before_is_announced_at_the_top_with_a_way_to_it(
    made: f.Mandate, editor: Page, context: BrowserContext, sign_in: SignIn, sweep: Sweep
) -> None:
    context.clear_cookies()
    rows(editor, "risks").first.get_by_label("Risk", exact=True).fill("Skrivet utloggad")
    text_of(editor, "idea").fill("Utloggad idé")
    text_of(editor, "idea").blur()
    again(editor, made, context, sign_in)

    top = editor.locator("[data-offered]")
    expect(top.get_by_role("link")).to_have_text(["1.1 Idé", "7 Risker, R1 Få hinner"])
    assert sweep(editor) == []
    top.get_by_role("link").last.click()
    expect(editor.locator("#risks .offer")).to_be_in_viewport()
    for _ in range(2):
        editor.locator(".offer").first.get_by_role("button", name="Släng").click()
    expect(top).to_be_hidden()


def test_text_from_before_that_cannot_be_compared_is_told_in_the_fields_own_words(
    made: f.Mandate, editor: Page, context: BrowserContext, sign_in: SignIn
) -> None:
    context.clear_cookies()
    row = rows(editor, "budget").first
    row.get_by_label("Ram").fill("abc")
    row.get_by_label("Ram").blur()
    again(editor, made, context, sign_in)

    offer = editor.locator("#budget .offer")
    expect(offer).to_contain_text("abc")
    expect(offer).not_to_contain_text("goods")
    expect(offer).to_contain_text("2028")


def test_what_stands_beside_is_of_the_last_save_however_late_an_answer_comes(editor: Page) -> None:
    held: list[tuple[Route, APIResponse]] = []

    def first_waits(route: Route) -> None:
        answer = route.fetch()
        if held:
            route.fulfill(response=answer)
        else:
            held.append((route, answer))

    editor.route("**/part/", first_waits)
    text_of(editor, "background").fill("Först")
    text_of(editor, "idea").fill("")
    text_of(editor, "idea").blur()
    editor.wait_for_timeout(1000)
    route, answer = held[0]
    route.fulfill(response=answer)

    saved(editor, "background")
    saved(editor, "idea")
    expect(editor.locator("[data-outline] li", has_text="Idé").first).to_contain_text("Tomt")
