"""The portfolio office's page and its button."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def office() -> Client:
    return signed_in(f.duty(f.person("Ove")))


@pytest.mark.parametrize("page", ["/portfolio/", "/portfolio/status.xlsx"])
def test_only_the_office_sees_it(page: str) -> None:
    answer = signed_in(f.person()).get(page)
    assert answer.status_code == 403
    assert "Portföljkontoret ser den här sidan" in words(answer)


def test_an_empty_portfolio_says_what_will_turn_up(office: Client) -> None:
    page = office.get("/portfolio/")
    assert "Inga uppdrag än." in words(page)
    assert not page_of(page).xpath("//main//table")


def test_every_mandate_is_a_line_restricted_ones_too(office: Client) -> None:
    f.mandate(title="Ett utkast")
    f.at("preparation", title="Begränsat uppdrag", visibility=Visibility.RESTRICTED)
    shown = words(office.get("/portfolio/"))
    assert "Ett utkast" in shown
    assert "Begränsat uppdrag" in shown


def test_the_figures_agree_with_their_words_and_zero_is_not_counted(office: Client) -> None:
    f.at("bp1").pause()
    assert figures(office) == {"uppdrag pågår": "1", "väntar på beslut": "1", "är pausat": "1"}
    f.at("execution").pause()
    assert figures(office)["är pausade"] == "2"


def test_what_has_ended_is_not_under_way(office: Client) -> None:
    f.at("stopped")
    assert figures(office) == {}


def figures(office: Client) -> dict[str, str]:
    rows = page_of(office.get("/portfolio/")).xpath("//dl[@class='figures']/div")
    return {row.xpath("string(dt)"): row.xpath("string(dd)") for row in rows}


def test_a_late_gate_is_told_in_days(office: Client) -> None:
    f.at("preparation")
    with time_machine.travel("2026-05-14", tick=False):  # ten days after the planned BP1
        assert "10 dagar sen" in words(signed_in(f.duty(f.person())).get("/portfolio/"))


def test_the_button_gives_the_report_as_excel(office: Client) -> None:
    f.at("preparation", title="Kortare väg")
    href = page_of(office.get("/portfolio/")).xpath("//a[contains(@class, 'button--primary')]/@href")[0]
    answer = office.get(href)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "Kortare väg" in {cell.value for row in book["Översikt"] for cell in row}
    assert answer.headers["Content-Disposition"] == 'attachment; filename="status-2026-03-02.xlsx"'


def test_the_page_asks_as_often_for_many_mandates_as_for_one(office: Client) -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            f.at("bp2")
            f.at("bp1").decide("postpone")
        office.get("/portfolio/")
        with CaptureQueriesContext(connection) as asked:
            office.get("/portfolio/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40
