"""The other ways to write: by hand and by keyboard alone, without JavaScript, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories as f
from tests.browser.test_editor import opened, rows, saved, text_of
from uppdragil.directives.content import Risk

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    draft = f.mandate(
        risks=tuple(f.row(Risk, text=text) for text in ("Få hinner", "Priset stiger", "Långsamt"))
    )
    sign_in(draft.cast.lead)
    return draft


@pytest.fixture
def editor(page: Page, made: f.Mandate) -> Page:
    return opened(page, made)


@pytest.fixture
def plain(made: f.Mandate, page: Page, browser: Browser, live_server: Any) -> Iterator[Page]:
    """The same page in a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="sv-SE")
    context.add_cookies(page.context.cookies())
    page = context.new_page()
    page.goto(f"/directives/{made.directive.uid}/edit/")
    yield page
    context.close()


def texts(made: f.Mandate) -> list[str]:
    return [risk.text for risk in made.content.risks]


def test_a_row_is_moved_by_hand(made: f.Mandate, editor: Page) -> None:
    editor.set_viewport_size({"width": 1280, "height": 2000})  # a pointer reaches what is in sight
    grip = rows(editor, "risks").nth(2).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), rows(editor, "risks").nth(0).bounding_box()
    assert start
    assert end
    editor.mouse.move(start["x"] + 4, start["y"] + 4)
    editor.mouse.down()
    editor.mouse.move(end["x"] + 20, end["y"] + 10, steps=12)
    editor.mouse.up()

    saved(editor, "risks")
    assert texts(made) == ["Långsamt", "Få hinner", "Priset stiger"]


def test_the_boxes_and_the_picture_follow_the_goals_as_they_are_typed(made: f.Mandate, editor: Page) -> None:
    goal = rows(editor, "impact_goals").nth(0)
    goal.get_by_label("Effektmål").fill("Halverad väntan")
    goal.get_by_label("Effektmål").blur()
    saved(editor, f"impact_goals:{made.content.impact_goals[0].uid}")

    box = rows(editor, "mandate_goals").nth(0).get_by_label("E1 Halverad väntan")
    box.check()
    saved(editor, f"mandate_goals:{made.content.mandate_goals[0].uid}")
    picture = editor.locator('[data-picture="mandate_goals"]')
    expect(picture.locator("a", has_text="Halverad väntan").first).to_be_visible()
    expect(picture.locator("path")).to_have_count(2)  # the activity's link, and this one


def test_the_first_goals_can_be_linked_at_once(page: Page, sign_in: SignIn) -> None:
    made = f.mandate(impact_goals=(), mandate_goals=(), activities=())
    sign_in(made.cast.lead)
    editor = opened(page, made)
    for chapter, words in (("mandate_goals", "Ett nummer"), ("impact_goals", "Kortare väntan")):
        editor.locator(f"#add-{chapter}").click()
        editor.keyboard.type(words)
        expect(rows(editor, chapter).nth(0).locator(".savestate").first).to_contain_text("Sparat")

    editor.locator("#add-mandate_goals").click()
    editor.keyboard.type("En rutin")
    for place in (0, 1):
        rows(editor, "mandate_goals").nth(place).get_by_label("E1 Kortare väntan").check()

    expect(editor.locator('[data-picture="mandate_goals"] path')).to_have_count(2)
    effect = made.content.impact_goals[0].uid
    assert [goal.impact_goals for goal in made.content.mandate_goals] == [(effect,), (effect,)]


def test_the_matrix_and_the_sums_follow_what_is_typed(made: f.Mandate, editor: Page) -> None:
    risk = rows(editor, "risks").nth(0)
    risk.get_by_label("Sannolikhet").select_option("4")
    risk.get_by_label("Konsekvens").select_option("5")
    risk.get_by_label("Konsekvens").blur()
    saved(editor, f"risks:{made.content.risks[0].uid}")

    expect(editor.locator('[data-picture="risks"] td.l4 a', has_text="R1")).to_be_visible()


def test_the_whole_page_is_one_form_without_javascript(made: f.Mandate, plain: Page) -> None:
    text_of(plain, "background").fill("Skrivet utan skript")
    rows(plain, "risks").nth(1).get_by_label("Risk", exact=True).fill("Priset faller")
    plain.locator("#idea").get_by_role("button", name="Spara").click()

    expect(text_of(plain, "background")).to_have_value("Skrivet utan skript")
    assert made.content.background == "Skrivet utan skript"
    assert texts(made) == ["Få hinner", "Priset faller", "Långsamt"]


def test_rows_come_go_and_move_without_javascript(made: f.Mandate, plain: Page) -> None:
    plain.locator("#add-risks").click()
    rows(plain, "risks").nth(3).get_by_label("Risk", exact=True).fill("Ny risk")
    rows(plain, "risks").nth(3).get_by_role("button", name="Flytta uppåt").click()
    rows(plain, "risks").nth(0).get_by_role("button", name="Ta bort").click()
    plain.locator("#risks").get_by_role("button", name="Spara").click()

    assert texts(made) == ["Priset stiger", "Ny risk", "Långsamt"]


def test_a_chapter_is_reached_written_and_left_by_keyboard_alone(made: f.Mandate, editor: Page) -> None:
    editor.locator("[data-outline] a", has_text="Idé").focus()
    editor.keyboard.press("Enter")
    for _ in range(12):
        editor.keyboard.press("Tab")
        if editor.evaluate("document.activeElement.id") == "id_idea-text":
            break
    editor.keyboard.press("Control+A")
    editor.keyboard.type("Bara med tangenter")
    editor.keyboard.press("Tab")

    saved(editor, "idea")
    assert made.content.idea == "Bara med tangenter"


def test_a_saved_row_leads_to_its_history(made: f.Mandate, editor: Page) -> None:
    rows(editor, "risks").nth(0).get_by_role("link", name="Historik").click()

    expect(editor.get_by_role("heading", level=1)).to_have_text("Få hinner")


def test_nothing_typed_is_cut_off_on_paper(editor: Page) -> None:
    long = "\n".join(f"Rad {n} i en lång text som ska synas hel på papper." for n in range(30))
    text_of(editor, "background").fill(long)
    editor.emulate_media(media="print")

    height = text_of(editor, "background").evaluate("e => [e.scrollHeight, e.clientHeight]")
    assert height[0] <= height[1] + 2
    expect(editor.locator("#add-risks")).to_be_hidden()
