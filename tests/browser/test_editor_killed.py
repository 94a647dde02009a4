"""The server is killed while somebody types, again and again: what was typed is stored when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import factories as f
from tests.evidence.victims import Victims
from uppdragil.directives.content import Risk

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def victims(tmp_path: Path) -> Iterator[Victims]:
    found = Victims(tmp_path / "log")
    found.wait()
    yield found
    found.end()


def signed_in(page: Page, victims: Victims, made: f.Mandate) -> None:
    user = f.with_account(made.cast.lead).user
    page.goto(f"{victims.url}/account/login/")
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(f.PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda address: "/login/" not in address)


@pytest.mark.prove
def test_nothing_typed_is_lost_when_the_server_is_killed(
    page: Page, victims: Victims, rounds: int, figures: Any
) -> None:
    made = f.mandate(risks=(f.row(Risk, text="Få hinner"),))
    signed_in(page, victims, made)
    page.goto(f"{victims.url}/directives/{made.directive.uid}/edit/")
    page.locator("form.is-live").wait_for()
    idea, risk = page.locator("#id_idea-text"), page.locator("#id_risks-0-text")
    for i in range(min(rounds, 20)):
        idea.fill(f"Skrivet före {i}")
        if i % 2:
            page.wait_for_timeout(1500)  # as the request goes
        victims.stop_server()
        idea.fill(f"Skrivet medan servern var nere {i}")
        risk.fill(f"Också det {i}")
        risk.blur()
        expect(page.locator("[data-page-state]")).to_contain_text("Ingen kontakt")
        victims.start_server()
        victims.wait()
        expect(page.locator("[data-page-state]")).to_contain_text("Sparat", timeout=60_000)
        assert (made.content.idea, made.content.risks[0].text) == (
            f"Skrivet medan servern var nere {i}",
            f"Också det {i}",
        )
    figures.add(f"{min(rounds, 20)} kills of the server while somebody typed: nothing lost")


@pytest.mark.prove
def test_a_browser_that_is_closed_while_the_server_is_down_offers_the_text_later(
    page: Page, victims: Victims
) -> None:
    made = f.mandate()
    signed_in(page, victims, made)
    address = f"{victims.url}/directives/{made.directive.uid}/edit/"
    page.goto(address)
    page.locator("form.is-live").wait_for()
    victims.stop_server()
    page.locator("#id_idea-text").fill("Skrivet medan servern var nere")
    page.locator("#add-risks").click()
    page.keyboard.type("En ny risk, aldrig sparad")
    page.wait_for_timeout(500)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    victims.start_server()
    victims.wait()
    page.goto(address)
    for chapter in ("idea", "risks"):
        page.locator(f"#{chapter} .offer").get_by_role("button", name="Ta tillbaka min text").click()
    expect(page.locator('[data-state="idea"]')).to_contain_text("Sparat")
    expect(page.locator('[data-rows="risks"] > fieldset').last.locator(".savestate").first).to_contain_text(
        "Sparat"
    )
    assert made.content.idea == "Skrivet medan servern var nere"
    assert made.content.risks[-1].text == "En ny risk, aldrig sparad"
