"""The directive's pages in a real browser: accessible in light and dark, narrow, and all by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import factories as f
from uppdragil.directives.content import Activity, Milestone

from .conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True)]
Sweep = Callable[[Page], list[str]]


@pytest.fixture
def made(sign_in: SignIn) -> f.Mandate:
    """A draft with findings, whose lead is signed in."""
    draft = f.mandate(
        activities=(f.row(Activity, name="Utbilda alla medarbetare", start="2026-05-04", end="2027-09-20"),),
        milestones=(
            f.row(Milestone, date="2026-05-06", gate="BP1", decision="Start"),
            f.row(Milestone, date="2026-10-01", gate="MS1", decision="Halvvägs"),
        ),
        handover="",
    )
    sign_in(draft.cast.lead)
    return draft


def test_the_pages_of_a_draft_are_accessible(page: Page, sweep: Sweep, made: f.Mandate) -> None:
    for rest in ("", "edit/", "history/"):
        page.goto(f"/directives/{made.directive.uid}/{rest}")
        assert sweep(page) == [], rest


@pytest.mark.usefixtures("made")
def test_the_list_and_the_start_of_a_mandate_are_accessible(page: Page, sweep: Sweep) -> None:
    for path in ("/directives/", "/directives/?q=kortare&state=late", "/directives/new/"):
        page.goto(path)
        assert sweep(page) == [], path


def test_the_lead_names_a_reader_and_removes_them_on_an_accessible_page(
    sign_in: SignIn, sweep: Sweep
) -> None:
    made = f.at("preparation", visibility="restricted")
    f.person("Rita Läsare")
    page = sign_in(made.cast.lead)
    page.goto(f"/directives/{made.directive.uid}/")
    panel = page.get_by_role("region", name="Namngivna läsare")
    panel.get_by_label("Person").press_sequentially("rita")
    panel.get_by_role("option", name="Rita Läsare").click()
    with page.expect_navigation():
        panel.get_by_role("button", name="Låt läsa").click()
    assert sweep(page) == []
    panel.get_by_role("button", name="Ta bort").click()
    panel.get_by_text("Ingen ännu.").wait_for()


def test_the_pages_of_a_decided_directive_are_accessible(sign_in: SignIn, sweep: Sweep) -> None:
    made = f.at("preparation")
    page = sign_in(made.cast.lead)
    for rest in ("", "edit/", "versions/1/"):
        page.goto(f"/directives/{made.directive.uid}/{rest}")
        assert sweep(page) == [], rest


def test_a_fix_is_one_press_away_on_the_directives_page(page: Page, made: f.Mandate) -> None:
    page.goto(f"/directives/{made.directive.uid}/")
    page.get_by_role("button", name="Använd").first.click()
    page.get_by_text("Motsägelsen är löst.").wait_for()
    assert made.content.milestones[0].date is None
