"""An adopted mandate's page: which gates are passed, what was told of them, and the papers behind it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories as f
from tests.factories import NOW, Cast, Mandate
from tests.web.directive_pages import signed_in
from tests.workflows.test_adopting import SCAN, adopted, told
from uppdragil.documents import adoptions
from uppdragil.documents.statusreport.build import begin
from uppdragil.documents.workbooks.status import status_workbook
from uppdragil.organisation.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def mandate() -> Mandate:
    return adopted(decisions=(told("BP0", scan=SCAN), told("BP1", link="https://diarium.example/1")))


def get(person: Person, name: str, mandate: Mandate, *more: str) -> Any:
    return signed_in(person).get(reverse(name, args=[mandate.directive.uid, *more]))


def test_its_page_marks_what_was_decided_outside_the_system(mandate: Mandate) -> None:
    page = get(mandate.cast.lead, "directive", mandate)
    text = page.content.decode()
    assert text.count("Fattat utanför systemet") >= 2
    assert "https://diarium.example/1" in text
    assert SCAN.name in text


def test_the_phase_line_has_the_days_of_those_decisions(mandate: Mandate) -> None:
    steps = get(mandate.cast.lead, "directive", mandate).context["page"].steps
    assert [bool(step.when) for step in steps] == [True] * 3 + [True, True]
    assert [step.state.value for step in steps[1:3]] == ["passed", "here"]
    assert "2025" in steps[1].when
    assert [step.when.endswith("utanför systemet") for step in steps] == [False, True, True, False, False]


def test_the_portfolio_marks_it_until_a_gate_is_passed_here(mandate: Mandate) -> None:
    office = signed_in(mandate.cast.office)
    said = "Fattat utanför systemet"
    assert said in office.get(reverse("portfolio")).content.decode()
    mandate.onward()
    mandate.decide("rework")
    assert said in office.get(reverse("portfolio")).content.decode()
    mandate.onward()
    mandate.onward()
    assert said not in office.get(reverse("portfolio")).content.decode()


def test_a_reader_sees_the_text_that_was_taken_in(mandate: Mandate) -> None:
    reader = f.person("Läsare")
    client = signed_in(reader)
    page = client.get(reverse("directive", args=[mandate.directive.uid]))
    assert [line.version.number for line in page.context["page"].versions] == [1]
    version = client.get(reverse("version", args=[mandate.directive.uid, 1]))
    assert "Fattat utanför systemet" in version.content.decode()


def test_a_scan_is_a_download_that_no_browser_opens_as_a_page(mandate: Mandate) -> None:
    answer = get(mandate.cast.lead, "outside-scan", mandate, "BP0")
    assert answer.content == SCAN.data
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("gate", ["BP1", "BP2", "x"])
def test_there_is_no_scan_where_none_was_sent_in(mandate: Mandate, gate: str) -> None:
    assert get(mandate.cast.lead, "outside-scan", mandate, gate).status_code == 404


def test_a_restricted_mandates_papers_are_not_there_for_others() -> None:
    cast = Cast()
    hidden = adopted(
        cast=cast,
        content=f.content(cast.roles(), number="U 2019-009", visibility="restricted"),
        decisions=(told("BP0", scan=SCAN), told("BP1")),
    )
    adoptions.make(hidden.directive.adoption, NOW)
    reader = signed_in(f.person("Läsare"))
    uid = hidden.directive.uid
    answers = [
        reader.get(reverse("outside-scan", args=[uid, "BP0"])),
        reader.get(reverse("adoption-record", args=[uid])),
    ]
    assert [a.status_code for a in answers] == [404, 404]


def test_the_record_comes_when_the_worker_has_made_it(mandate: Mandate) -> None:
    client = signed_in(mandate.cast.lead)
    address = reverse("adoption-record", args=[mandate.directive.uid])
    assert client.get(address).status_code == 404
    made = adoptions.make(mandate.directive.adoption, NOW)
    assert client.get(address).content == bytes(made.pdf)
    assert address in client.get(reverse("directive", args=[mandate.directive.uid])).content.decode()


def test_the_status_report_says_when_and_that_it_was_outside_the_system(mandate: Mandate) -> None:
    sheet = load_workbook(io.BytesIO(status_workbook(begin(person=None, now=NOW).report)))
    rows = [[c.value for c in row] for row in sheet.worksheets[1].iter_rows()]
    found = [row for row in rows if row[0] == mandate.directive.number]
    decided = [row[6] for row in found]
    assert [d.date() if d else None for d in decided] == [
        told("BP0").decided_on,
        told("BP1").decided_on,
        None,
        None,
    ]
    assert all("outside the system" in str(row[7]) or "utanför systemet" in str(row[7]) for row in found[:2])


def test_a_locked_chapter_says_since_when(mandate: Mandate) -> None:
    page = get(mandate.cast.lead, "directive", mandate).context["page"]
    assert "BP0" in page.lock_words
