"""Taking in mandates under way in a real browser: the office's way by hand and by a table, and what axe finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.imports.test_adoption_table import book
from uppdragil.core.scans import Scan
from uppdragil.imports import demo
from uppdragil.organisation.models import Person, Position

from .test_import_pages import log_in

pytestmark = pytest.mark.django_db(transaction=True)

SCAN = Scan("Protokoll.pdf", b"%PDF-1.4 ett papper")
PASSWORD = "uppdragil-demo"


@pytest.fixture
def people() -> None:
    demo.load()


def test_a_mandate_is_taken_in_by_hand(
    page: Page, sweep: Callable[[Page], list[str]], people: None, tmp_path: Path
) -> None:
    paper = tmp_path / SCAN.name
    paper.write_bytes(SCAN.data)
    owner, lead = Position.objects.get(title="Utvecklingsdirektör"), Person.objects.get(name="Anna Lindqvist")
    log_in(page, "Signe Norrbäck")
    page.goto("/adopt/")
    assert sweep(page) == []
    page.locator("#id_title").fill("Så som det redan är")
    page.locator("#id_owner").select_option(f"position:{owner.uid}")
    page.locator("#id_lead").select_option(f"person:{lead.uid}")
    page.get_by_role("button", name="Vidare till besluten").click()
    page.locator("#id_phase_0").check()
    page.get_by_role("button", name="Vidare till förhandsvisningen").click()
    page.get_by_text("Beslutet vid BP0 saknas").first.wait_for()
    assert sweep(page) == []
    page.locator("#id_BP0-date").fill("2024-03-01")
    page.locator("#id_BP0-by").fill("Ledningsgruppen")
    page.locator("#id_BP0-scan").set_input_files(paper)
    page.get_by_role("button", name="Vidare till förhandsvisningen").click()
    page.get_by_text(SCAN.sha256).wait_for()
    assert sweep(page) == []
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Ta in uppdraget").click()
    page.get_by_text("Fattat utanför systemet").first.wait_for()
    assert sweep(page) == []


def test_many_are_taken_in_from_a_table(
    page: Page, sweep: Callable[[Page], list[str]], people: None, tmp_path: Path
) -> None:
    row = {
        "nummer": "U 2019-1", "titel": "Kortare väg in", "ägare": "Utvecklingsdirektör", "ledare": "Anna Lindqvist",
        "skede": "Förberedelse", "BP0 beslutat": "2024-03-01", "BP0 beslutat av": "CLG", "BP0 hänvisning": "§ 4",
    }  # fmt: skip
    table = tmp_path / "uppdrag.xlsx"
    table.write_bytes(book(row, row | {"nummer": "U 2019-2", "skede": "start"}))
    log_in(page, "Signe Norrbäck")
    page.goto("/adopt/many/")
    assert sweep(page) == []
    page.get_by_label("Den ifyllda tabellen").set_input_files(table)
    page.get_by_role("button", name="Läs tabellen").click()
    page.get_by_text("Skedet ”start” är inget").wait_for()
    assert sweep(page) == []
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Ta in de valda raderna").click()
    page.get_by_text("1 uppdrag är intaget.").wait_for()
    assert sweep(page) == []
