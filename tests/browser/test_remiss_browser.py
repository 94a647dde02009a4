"""A remiss in a real browser: sent to somebody looked up while typing, commented on, settled; accessible throughout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests import factories as f
from tests.consultation.kit import Kit
from uppdragil.consultation.models import Comment, Invitation
from uppdragil.directives.content import Risk

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]


def test_the_lead_looks_reviewers_up_by_keyboard_and_sends_the_draft(
    page: Page, sign_in: SignIn, sweep: Sweep
) -> None:
    made, rita = f.mandate(), f.person("Rita Granskare")
    sign_in(made.cast.lead)
    page.goto(f"/directives/{made.directive.uid}/consultation/")
    assert sweep(page) == []
    page.get_by_label("Sista dag att svara").fill(str(localdate() + dt.timedelta(days=9)))
    page.get_by_label("Granskare 1").focus()
    page.keyboard.type("rita gr")
    expect(page.get_by_role("option", name="Rita Granskare")).to_be_visible()
    assert sweep(page) == []
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Skicka utkastet", exact=True).click()
    expect(page.get_by_role("heading", name="Vilka som tillfrågats")).to_be_visible()

    assert [one.person for one in Invitation.objects.all()] == [rita]
    assert sweep(page) == []


def test_a_field_that_is_emptied_asks_nobody(page: Page, sign_in: SignIn) -> None:
    made = f.mandate()
    f.person("Rita Granskare")
    sign_in(made.cast.lead)
    page.goto(f"/directives/{made.directive.uid}/consultation/")
    page.get_by_label("Granskare 1").press_sequentially("rita gr")
    page.get_by_role("option", name="Rita Granskare").click()
    page.get_by_role("combobox", name="Granskare 1").fill("")
    page.get_by_label("Sista dag att svara").fill(str(localdate() + dt.timedelta(days=9)))
    page.get_by_role("button", name="Skicka utkastet", exact=True).click()
    expect(page.get_by_text("Välj minst en granskare").first).to_be_visible()

    assert not Invitation.objects.exists()


@pytest.fixture
def kit(db: None) -> Kit:
    return Kit(text={"risks": (f.row(Risk, text="Få hinner"),)})


def test_a_reviewer_comments_on_a_row_and_says_when_it_is_done(
    page: Page, kit: Kit, sign_in: SignIn, sweep: Sweep
) -> None:
    sign_in(kit.rita)
    page.goto(f"/comments/{kit.sent.uid}/")
    assert sweep(page) == []
    risks = page.locator("#risks")
    risks.get_by_text("Skriv en synpunkt").click()
    risks.get_by_role("button", name="Lämna synpunkten").click()
    expect(risks.get_by_text("Skriv något först.").first).to_be_visible()
    assert sweep(page) == []
    risks.get_by_label("Vad det gäller").select_option(label="Få hinner")
    risks.get_by_label("Din synpunkt").fill("Risken är större än så")
    risks.get_by_role("button", name="Lämna synpunkten").click()
    expect(risks.get_by_text("Om raden ”Få hinner”")).to_be_visible()
    page.get_by_role("button", name="Klar med mina synpunkter").click()
    expect(page.get_by_text("Har lämnat synpunkter")).to_be_visible()

    assert Comment.objects.get().about == "Få hinner"
    assert sweep(page) == []


def test_who_cannot_review_says_why(page: Page, kit: Kit, sign_in: SignIn, sweep: Sweep) -> None:
    sign_in(kit.rita)
    page.goto(f"/comments/{kit.sent.uid}/")
    page.get_by_text("Jag kan inte granska det").click()
    page.get_by_role("button", name="Avstå från granskningen").click()
    assert sweep(page) == []
    page.get_by_label("Varför").fill("Ledig till mars")
    page.get_by_role("button", name="Avstå från granskningen").click()
    page.wait_for_load_state()

    assert Invitation.objects.get(person=kit.rita).reason == "Ledig till mars"


def test_the_lead_settles_a_comment_in_its_thread(
    page: Page, kit: Kit, sign_in: SignIn, sweep: Sweep
) -> None:
    comment = kit.comment(chapter="risks", row=kit.made.content.risks[0].uid)
    sign_in(kit.lead)
    page.goto(f"/directives/{kit.made.directive.uid}/consultations/{kit.sent.uid}/")
    page.get_by_text("Öppna tråden").click()
    assert sweep(page) == []
    page.get_by_label("Svar").fill("Skrivet om")
    page.get_by_role("button", name="Åtgärdad").click()
    expect(page.get_by_text("Skrivet om")).to_be_visible()

    comment.refresh_from_db()
    assert comment.state == "done"
    assert sweep(page) == []
