"""Passkeys and single sign-on in a real browser: Chromium's own virtual authenticator, and our strict CSP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests import factories as f
from tests.browser.test_deciding import answer_by_keyboard, today_at
from tests.support.idp_client import NAME, Idp, our_provider
from tests.web.gatekit import url
from uppdragil.decisions.models import SignOff
from uppdragil.organisation.models import Person

from .conftest import see_what_was_decided

pytestmark = pytest.mark.django_db(transaction=True)

Key = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console says: a script or an address that CSP stops is said there."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    return found


@pytest.fixture
def key(page: Page) -> Callable[..., None]:
    """key() gives the browser a passkey whose owner is present; key(False), one that cannot verify its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")

    def add(verified: bool = True) -> None:
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        options |= {"hasUserVerification": True, "isUserVerified": verified}
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return add


@pytest.fixture
def idp(settings: Settings) -> Iterator[Idp]:
    with our_provider() as running:
        settings.SOCIALACCOUNT_PROVIDERS = running.settings()
        yield running


def log_in(page: Page, person: Person) -> None:
    page.goto("/account/login/")
    page.get_by_label("Användarnamn eller e-postadress").fill(person.user.username)
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page).not_to_have_url("**/login/")


def register(page: Page, person: Person) -> None:
    """From the account page, through the proof, to a passkey."""
    page.goto("/account/")
    page.get_by_role("link", name="Skydda din inloggning").click()
    page.get_by_role("link", name="Lägg till en passnyckel").click()
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.get_by_role("button", name="Bekräfta med lösenordet").click()
    page.get_by_label("Vad du kallar den").fill("Min telefon")
    page.get_by_role("button", name="Lägg till passnyckeln").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservkoder")


def put_a_yes_forward(page: Page, made: f.Mandate) -> None:
    page.goto(url("gate", made))
    answer_by_keyboard(page, ["model", "complete", "resources", "goals", "roles", "receiver"])
    page.locator("[name='outcome'][value='yes']").check()
    page.locator(".signbar .button").first.click()
    page.wait_for_url("**/confirm/")


def test_a_passkey_is_registered_decides_and_logs_in(
    page: Page, key: Callable[..., None], complaints: list[str], axe: Callable[[Page], list[str]]
) -> None:
    made = today_at("bp1")
    owner = f.with_account(made.cast.owner)
    key()
    log_in(page, owner)
    register(page, owner)
    put_a_yes_forward(page, made)
    assert axe(page) == []
    page.get_by_role("button", name="Bekräfta med passnyckeln i stället").click()
    see_what_was_decided(page)
    assert SignOff.objects.latest("pk").method == "passkey"
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.wait_for_url(lambda where: "login" not in where)
    page.goto("/account/")
    expect(page.get_by_text(owner.name).first).to_be_visible()
    assert complaints == []


def test_a_passkey_is_the_second_step_of_a_login_and_the_sign_off_says_so(
    page: Page, key: Callable[..., None]
) -> None:
    made = today_at("bp1")
    owner = f.with_account(made.cast.owner)
    key()
    log_in(page, owner)
    register(page, owner)
    page.context.clear_cookies()
    log_in(page, owner)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett steg till")
    page.get_by_role("button", name="Använd passnyckeln").click()
    page.wait_for_url(lambda where: "login" not in where)
    put_a_yes_forward(page, made)
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.keyboard.press("Enter")
    see_what_was_decided(page)
    assert SignOff.objects.latest("pk").method == "password+passkey"


def test_a_key_that_nobody_unlocked_registers_nothing(page: Page, key: Callable[..., None]) -> None:
    owner = f.with_account(f.person("Karin"))
    key(False)
    log_in(page, owner)
    page.goto("/account/protection/passkeys/new/")
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.get_by_role("button", name="Bekräfta med lösenordet").click()
    page.get_by_role("button", name="Lägg till passnyckeln").click()
    expect(page.get_by_text("Passnyckeln användes inte")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_the_pages_of_the_protection_are_accessible(
    page: Page, key: Callable[..., None], complaints: list[str], axe: Callable[[Page], list[str]]
) -> None:
    owner = f.with_account(f.person("Karin"))
    key()
    log_in(page, owner)
    register(page, owner)
    found = {}
    ends = ("", "passkeys/", "passkeys/new/", "codes/", "recovery/", "recovery/new/")
    for address in ("/account/", *(f"/account/protection/{end}" for end in ends)):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            wide = page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
            if problems := axe(page) + (["it scrolls sideways"] if wide else []):
                found[address, width] = problems
    assert found == {}
    assert complaints == []


def test_a_decision_by_single_sign_on_passes_the_security_policy(
    page: Page, idp: Idp, complaints: list[str], axe: Callable[[Page], list[str]]
) -> None:
    made = today_at("bp1")
    Person.objects.filter(pk=made.cast.owner.pk).update(email="karin@example.org")
    page.goto("/account/login/")
    assert axe(page) == []
    page.get_by_role("link", name=f"Logga in med {NAME}").click()
    page.wait_for_url(lambda where: "login" not in where)
    put_a_yes_forward(page, made)
    page.get_by_role("button", name=f"Logga in på nytt hos {NAME}").click()
    expect(page.get_by_text("Du har visat att det är du")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Bekräfta beslutet: JA").click()
    see_what_was_decided(page)
    assert SignOff.objects.latest("pk").method == "oidc"
    assert complaints == []
