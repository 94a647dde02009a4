"""Deciding in a real browser: on a phone, by keyboard and by touch, accessible in every mode."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from tests import factories as f
from tests.support.browser import PHONE
from tests.web.gatekit import url
from uppdragil.decisions.models import Decision, DraftAnswer
from uppdragil.directives.content import GatePlan
from uppdragil.documents import records
from uppdragil.organisation.models import Person

from .conftest import SignIn, see_what_was_decided

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def shots(page: Page) -> Callable[[str], None]:
    """For looking at the pages: a screenshot of each, where the environment names a folder for them."""
    folder = os.environ.get("UPPDRAGIL_SHOTS")

    def shoot(name: str) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return shoot


def today_at(phase: str, *, owners: int = 1, **fields: Any) -> f.Mandate:
    """A mandate whose days are around today, as the live server sees them."""
    now = timezone.now() - dt.timedelta(days=3)
    today = timezone.localdate()
    gates = [("BP0", -20), ("BP1", 7), ("BP2", 200), ("BP3", 240)]
    days = {code: today + dt.timedelta(days=n) for code, n in gates}
    plans = tuple(f.row(GatePlan, gate=c, name=c, start=d, end=d) for c, d in days.items())
    span = {"start": days["BP1"], "end": days["BP2"]}
    people = tuple(f.person("Karin Ägare", title="Direktör") for _ in range(owners))
    made = f.mandate(
        f.Cast(owner=people[0], owners=people),
        now=now,
        title="En väg in till primärvården",
        gate_plans=plans,
        activities=(f.row(f.Activity, name="Kartlägga", **span),),
        milestones=(f.row(f.Milestone, date=days["BP2"], decision="Halvvägs", gate="MS1"),),
        **fields,
    )
    for _ in range(f.WAY.index(phase)):
        made.onward()
    return made


def press_key_until(page: Page, focused: str, key: str = "Tab", most: int = 120) -> None:
    """Press `key` until what has the focus matches the selector `focused`, as one without a mouse does."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", focused):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{focused} is not reached with {key}")


def answer_by_keyboard(page: Page, codes: list[str]) -> None:
    for code in codes:
        press_key_until(page, f"[name='item-{code}-value']")
        press_key_until(page, "[value='yes']", "ArrowLeft")
        page.keyboard.press("Space")


def test_a_decider_goes_from_the_start_page_to_a_decision_with_the_keyboard_alone(
    sign_in: SignIn,
) -> None:
    made = today_at("bp1")
    page = sign_in(made.cast.owner)
    page.set_viewport_size(PHONE)
    page.goto("/")
    press_key_until(page, ".queue .button--primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gate/")
    answer_by_keyboard(page, ["model", "complete", "resources", "goals", "roles", "receiver"])
    press_key_until(page, "[name='outcome']")
    page.keyboard.press("Space")
    press_key_until(page, ".signbar .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/")
    press_key_until(page, "[name='password']")
    page.keyboard.type(f.PASSWORD)
    page.keyboard.press("Enter")
    see_what_was_decided(page)
    assert made.phase == "execution"


def test_a_decider_decides_by_touch_on_a_phone(
    browser: Browser, browser_context_args: dict[str, Any], client: Any
) -> None:
    made = today_at("bp1")
    client.force_login(f.with_account(made.cast.owner).user)
    context = browser.new_context(**browser_context_args, viewport=PHONE, has_touch=True, is_mobile=True)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([session | {"domain": "localhost", "path": "/"}])
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Granska och besluta").tap()
    page.wait_for_url("**/gate/")
    for question in page.locator("fieldset.check").all():
        question.get_by_text("JA", exact=True).tap()
    page.get_by_text("JA med villkor", exact=True).tap()
    page.get_by_label("Villkor", exact=True).fill("Informera de nya cheferna")
    page.get_by_label("Ansvarig").fill("Jonas Renvall")
    page.get_by_label("Klart senast").fill(str(timezone.localdate() + dt.timedelta(days=14)))
    page.get_by_role("button", name="Lägg till villkor").tap()
    expect(page.locator("#id_conditions-1-text")).to_be_in_viewport()
    page.get_by_role("button", name="Gå vidare och bekräfta").tap()
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.get_by_role("button", name="Bekräfta beslutet: JA med villkor").tap()
    expect(page.get_by_text("Informera de nya cheferna")).to_be_visible()
    assert Decision.objects.get(gate="BP1").conditions.count() == 1
    context.close()


def test_what_stands_in_the_way_follows_the_answers(sign_in: SignIn) -> None:
    made = today_at("bp1")
    page = sign_in(made.cast.owner)
    page.goto(url("gate", made))
    question = page.locator("#q-complete")
    told = page.locator("[data-blocked] a[href='#q-complete']")
    expect(told).to_have_count(0)
    question.get_by_text("NEJ", exact=True).click()
    expect(told.first).to_be_visible()

    for one in page.locator("fieldset.check").all():
        one.get_by_text("JA", exact=True).click()
    expect(page.locator(".blocked")).to_have_count(0)
    assert (
        page.locator("#q-resources").evaluate("one => getComputedStyle(one).borderInlineStartWidth") == "0px"
    )
    assert not DraftAnswer.objects.exists()


def test_the_record_stands_on_the_page_once_it_is_made(sign_in: SignIn) -> None:
    made = today_at("bp1")
    made.onward()
    decision = Decision.objects.get(directive=made.directive, gate="BP1")
    page = sign_in(made.cast.owner)
    page.goto(url("decision", made, decision.round.uid))
    expect(page.get_by_text("Protokollet tas fram.")).to_be_visible()
    records.make(decision, timezone.now())
    expect(page.get_by_role("link", name="Hämta beslutsprotokollet")).to_be_visible()


def bottom(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_the_bar_with_the_button_sticks_to_the_bottom_of_a_phone(sign_in: SignIn) -> None:
    made = today_at("bp1")
    page = sign_in(made.cast.owner)
    page.set_viewport_size(PHONE)
    page.goto(url("gate", made))
    page.locator("#q-complete").scroll_into_view_if_needed()
    assert bottom(page.locator(".signbar")) == pytest.approx(PHONE["height"], abs=1)


def test_what_is_refused_is_one_press_from_where_it_is_answered(sign_in: SignIn) -> None:
    made = today_at("bp1")
    page = sign_in(made.cast.owner)
    page.goto(url("gate", made))
    page.locator("#o-rework").check()
    page.get_by_role("button", name="Gå vidare och bekräfta").click()
    page.locator("#block").get_by_text("Det här hindrar ditt beslut").wait_for()
    page.locator(".blocked").get_by_role("link", name="Gå till fältet").click()
    expect(page.get_by_label("Motivering")).to_be_in_viewport()
    assert page.locator("#o-rework").is_checked()


def shown_pages(made: f.Mandate, second: f.Mandate) -> dict[str, tuple[Person, str]]:
    cast = made.cast
    passed = Decision.objects.get(directive=made.directive, gate="BP0").round.uid
    return {
        "start": (cast.owner, "/"),
        "gate-decide": (cast.owner, url("gate", made)),
        "gate-prepare": (cast.lead, url("gate", made)),
        "gate-read": (cast.office, url("gate", made)),
        "gate-second": (second.cast.owner, url("gate", second)),
        "stop": (cast.owner, url("stop", made)),
        "pause": (cast.owner, url("pause", made)),
        "pause-closed": (cast.lead, url("pause", made)),
        "close-closed": (cast.owner, url("close", made)),
        "decision": (cast.lead, url("decision", made, passed)),
        "portfolio": (cast.office, "/portfolio/"),
    }


def test_the_pages_of_deciding_are_accessible_in_light_and_dark_and_fit_a_narrow_screen(
    page: Page,
    sweep: Callable[[Page], list[str]],
    sign_in: SignIn,
    shots: Callable[[str], None],
) -> None:
    made, second = today_at("bp1"), today_at("bp1", owners=2)
    other = Person.objects.get(uid=second.cast.owners[1].uid)  # type: ignore[union-attr]
    second.decide("conditional", by=other)
    records.make(Decision.objects.get(directive=made.directive, gate="BP0"), timezone.now())
    draft, sent_back, end = today_at("draft"), today_at("bp1"), today_at("realisation")
    sent_back.decide("rework")
    pages = shown_pages(made, second) | {
        "submit": (draft.cast.lead, url("submit", draft)),
        "start-lead": (sent_back.cast.lead, "/"),
        "directive-sent-back": (sent_back.cast.lead, url("directive", sent_back)),
        "close": (end.cast.owner, url("close", end)),
    }
    found: list[str] = []
    for name, (who, address) in pages.items():
        sign_in(who)
        page.goto(address)
        found += sweep(page)
        shots(name)
    assert found == []


def test_a_refusal_and_a_confirmation_are_accessible_too(
    page: Page,
    sweep: Callable[[Page], list[str]],
    sign_in: SignIn,
    shots: Callable[[str], None],
) -> None:
    made = today_at("bp1")
    sign_in(made.cast.owner).goto(url("gate", made))
    with page.expect_navigation():
        page.get_by_role("button", name="Gå vidare och bekräfta").click()
    assert sweep(page) == []
    shots("gate-refused")
    page.locator("#o-postpone").check()
    page.get_by_label("Nytt datum").fill(str(timezone.localdate() + dt.timedelta(days=30)))
    page.get_by_label("Motivering").fill("Budgeten är inte beslutad än.")
    page.get_by_role("button", name="Gå vidare och bekräfta").click()
    page.get_by_label("Lösenord").wait_for()
    assert sweep(page) == []
    shots("confirm")
