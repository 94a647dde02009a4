"""Jäv, substitutes, delegation, conditions and dismissed findings: used in a real browser, accessible in every mode."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories as f
from tests.web.gatekit import url
from uppdragil.decisions.models import Condition, ConditionNote, DelegationReport, Recusal
from uppdragil.directives.models import Dismissal
from uppdragil.gates import values
from uppdragil.organisation.models import DecisionBody, Substitution

from .conftest import SignIn

pytestmark = pytest.mark.django_db(transaction=True)
Sweep = Callable[[Page], list[str]]
BEFORE = dt.timedelta(days=3)


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def lately(phase: str, **fields: Any) -> f.Mandate:
    """A mandate that came to `phase` some days ago, as the live server's clock has it."""
    made = f.mandate(now=timezone.now() - BEFORE, **fields)
    for _ in range(f.WAY.index(phase)):
        made.onward()
    return made


def on_a_condition() -> tuple[f.Mandate, Condition]:
    made = lately("bp0")
    due = timezone.localdate() + dt.timedelta(days=14)
    condition = values.Condition("Beräkna kostnaden för förvaltningen", "Ekonomen", due)
    made.decide("conditional", proposal=made.proposal("conditional", conditions=(condition,)))
    return made, Condition.objects.get()


def test_an_owner_declares_jav(sign_in: SignIn, sweep: Sweep) -> None:
    made = lately("bp1")
    page = sign_in(made.cast.owner)
    page.goto(url("recuse", made))
    found = sweep(page)
    page.locator("[name=reason]").fill("Min syster leder leverantören")
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmäl jäv").click()

    expect(page.get_by_text("Du deltar inte i den här beslutsomgången")).to_be_visible()
    assert (Recusal.objects.get().person, found) == (made.cast.owner, [])


def test_the_office_names_a_substitute(sign_in: SignIn, sweep: Sweep) -> None:
    office, whom, by = f.duty(f.person("Ove Kontor")), f.person("Olle"), f.person("Sten")
    page = sign_in(office)
    page.goto(reverse("organisation-substitution-new"))
    found = sweep(page)
    today = timezone.localdate()
    page.locator("[name=person]").select_option(str(whom.pk))
    page.locator("[name=substitute]").select_option(str(by.pk))
    page.locator("[name=starts]").fill(str(today))
    page.locator("[name=ends]").fill(str(today + dt.timedelta(days=30)))
    page.locator("[name=basis]").fill("Delegationsordning § 4")
    page.locator("[name=basis]").press("Enter")
    page.wait_for_url(f"**{reverse('organisation-substitution')}")

    expect(page.get_by_role("main")).to_contain_text("Delegationsordning § 4")
    assert (Substitution.objects.get().substitute, found) == (by, [])


def test_the_list_of_substitutes_is_accessible(sign_in: SignIn, sweep: Sweep) -> None:
    today = timezone.localdate()
    for days in (-40, 0, 20):
        Substitution.objects.create(
            person=f.person("Olle"), substitute=f.person("Sten"), basis="Delegationsordning § 4",
            starts=today + dt.timedelta(days=days), ends=today + dt.timedelta(days=days + 10),
        )  # fmt: skip
    page = sign_in(f.duty(f.person("Ove Kontor")))
    page.goto(reverse("organisation-substitution"))

    expect(page.get_by_role("main")).to_contain_text("Delegationsordning § 4")
    assert sweep(page) == []


def test_the_office_notes_that_a_board_was_told_of_decisions_on_delegation(
    sign_in: SignIn, sweep: Sweep
) -> None:
    made = lately("execution")
    board = f.body(f.person("Nina"), DecisionBody.Kind.BOARD)
    page = sign_in(made.cast.office)
    page.goto(reverse("delegated"))
    found = sweep(page)
    page.locator("[name=round]").first.check()
    telling = page.locator("form:has([name=met_on])")
    telling.locator("[name=body]").select_option(str(board.pk))
    telling.locator("[name=met_on]").fill(str(timezone.localdate()))
    telling.locator("[name=paragraph]").fill("§ 12")
    telling.locator("[name=paragraph]").press("Enter")

    expect(page.get_by_role("main")).to_contain_text("§ 12")
    assert (DelegationReport.objects.count(), found) == (1, [])


def test_the_lead_notes_a_condition_as_met(sign_in: SignIn, sweep: Sweep) -> None:
    made, condition = on_a_condition()
    page = sign_in(made.cast.lead)
    page.goto(reverse("condition", args=[made.directive.uid, condition.uid]))
    page.get_by_label("Hur det är uppfyllt").fill("Se bilagan")
    page.get_by_role("button", name="Markera som uppfyllt").click()
    page.locator("#story").wait_for()
    found = sweep(page)

    assert (ConditionNote.objects.get().state, found) == ("met", [])


def test_a_decider_of_the_next_gate_asks_for_a_condition_no_longer(sign_in: SignIn, sweep: Sweep) -> None:
    made, condition = on_a_condition()
    page = sign_in(made.cast.owner)
    page.goto(reverse("condition-waive", args=[made.directive.uid, condition.uid]))
    found = sweep(page)
    page.locator("[name=reason]").fill("Ryms i ramen")
    page.get_by_label("Lösenord").fill(f.PASSWORD)
    page.get_by_label("Lösenord").press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/waive/"))

    assert (ConditionNote.objects.get().state, found) == ("waived", [])


def test_the_lead_dismisses_a_finding_and_the_deciders_see_why(sign_in: SignIn, sweep: Sweep) -> None:
    made = lately("draft")
    page = sign_in(made.cast.lead)
    page.goto(url("directive", made))
    form = page.locator("form:has([name=finding])").first
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = sweep(page)
    form.locator("[name=reason]").fill("Mäts i ett annat uppdrag")
    form.get_by_role("button").click()
    expect(page.get_by_text("Mäts i ett annat uppdrag").first).to_be_attached()
    assert (Dismissal.objects.count(), found) == (1, [])

    made.submit()
    sign_in(made.cast.secretary).goto(url("gate", made))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    expect(page.get_by_text("Mäts i ett annat uppdrag")).to_be_visible()
    assert sweep(page) == []
