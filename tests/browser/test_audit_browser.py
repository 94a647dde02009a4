"""The auditor's pages in a real browser: accessible in light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page

from tests import factories as f
from uppdragil.core import audit
from uppdragil.directives.content import Visibility
from uppdragil.organisation.models import Duty

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def a_chain() -> None:
    """With a tombstone, events of a restricted mandate, and a check."""
    f.at("bp1", title="Kortare väg in").decide("rework")
    f.mandate(title="Hemligt", visibility=Visibility.RESTRICTED)
    with transaction.atomic():
        audit.dispose(seqs=[2], reason="Gallringsbeslut 2026:3", actor=audit.SYSTEM, now=f.NOW)
    audit.check(actor=audit.SYSTEM, now=f.NOW)


@pytest.mark.usefixtures("a_chain")
def test_the_auditors_pages_are_accessible(sign_in: SignIn, sweep: Callable[[Page], list[str]]) -> None:
    page = sign_in(f.duty(f.person("Rut"), Duty.Kind.AUDITOR))
    page.goto("/")
    found = sweep(page)
    for path in ("/audit/", "/audit/?q=kortare&first=2026-01-01", "/audit/?kind=x&q=inget", "/audit/checks/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found += sweep(page)
    for number in (1, 2, 7):
        page.goto(f"/audit/{number}/")
        found += sweep(page)
    assert found == []


@pytest.mark.usefixtures("a_chain")
def test_a_disposal_is_accessible_also_when_it_is_refused(
    sign_in: SignIn, sweep: Callable[[Page], list[str]]
) -> None:
    page = sign_in(f.duty(f.person("Ove")))
    page.goto("/audit/1/dispose/")
    found = sweep(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Gallra innehållet").click()
    found += sweep(page)
    assert found == []


def test_a_controller_finds_the_drafts_of_their_unit(
    sign_in: SignIn, sweep: Callable[[Page], list[str]]
) -> None:
    unit = f.unit()
    f.mandate(title="Att granska", unit=unit.name, unit_id=unit.uid, handover="")
    page = sign_in(f.duty(f.person("Kim"), Duty.Kind.CONTROLLER, unit))
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Min verksamhet").click()
    assert page.get_by_role("link", name="Att granska", exact=True).is_visible()
    assert sweep(page) == []
