"""The process picture of one directive: where it is, when it passed, how often it came back, told in a table too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, url

pytestmark = pytest.mark.django_db
LATER = f.NOW + dt.timedelta(days=40)


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def page(made: f.Mandate, client: Client | None = None) -> Any:
    return page_of((client or signed_in(made.cast.lead)).get(url(made, "process/")))


def on(made: f.Mandate, days: int) -> f.Mandate:
    made.now = f.NOW + dt.timedelta(days=days)
    return made


def twice_sent_back() -> f.Mandate:
    """Submitted after 2 days, sent back on the 5th, again on the 12th, and submitted for the third time."""
    made = f.mandate()
    for submitted, returned in ((2, 5), (9, 12)):
        on(made, submitted).submit()
        on(made, returned).decide("rework")
    on(made, 20).submit()
    return made


def rows(tree: Any) -> list[list[str]]:
    found = tree.xpath("//table//tbody/tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("th|td")] for row in found]


def drawn(tree: Any) -> str:
    return " ".join(" ".join(" ".join(text.itertext()) for text in tree.xpath("//svg//text")).split())


def test_a_directive_that_was_sent_back_twice_shows_it_in_picture_and_table() -> None:
    tree = page(twice_sent_back())

    assert "Återremitteras 2 gånger, senast 14 mar 2026" in drawn(tree)
    assert "Det har kommit tillbaka 2 gånger." in tree.text_content()
    told = [row[0] for row in rows(tree)][:6]
    assert told == [
        "Utkast",
        "BP0 Fastställande av uppdragsdirektiv",
        "Utkast Gång nummer 2",
        "BP0 Fastställande av uppdragsdirektiv Gång nummer 2",
        "Utkast Gång nummer 3",
        "BP0 Fastställande av uppdragsdirektiv Gång nummer 3",
    ]


def test_each_stay_has_its_days_who_decided_and_a_way_to_the_decision() -> None:
    made = twice_sent_back()
    tree = page(made)
    second = rows(tree)[3]
    assert second[1:4] == ["11 mar 2026", "14 mar 2026", "3"]
    assert f"{made.cast.body.name}, § 84" in second[4]
    assert "Återremitteras" in second[5]
    assert tree.xpath("//tbody/tr[4]//a[contains(@href, '/decisions/')]")


def test_where_it_rests_is_told_with_since_when_and_how_long() -> None:
    tree = page(twice_sent_back())
    said = " ".join(tree.text_content().split())
    assert "Väntar på BP0 Fastställande av uppdragsdirektiv sedan 22 mars 2026, 20 dagar." in said
    assert "Här nu" in drawn(tree)
    assert "Pågår" in tree.xpath("//tr[@aria-current='step']")[0].text_content()


def test_what_lies_ahead_has_its_planned_day() -> None:
    ahead = [row for row in rows(page(f.mandate())) if row[0].startswith("BP1")]
    assert ahead[0][5] == "Planerat 4 maj 2026"


def test_a_postponed_and_a_withdrawn_submission_are_told() -> None:
    made = f.mandate()
    made.submit()
    made.decide("postpone")
    made.withdraw()
    tree = page(made)
    assert "Bordläggs 2 mar 2026" in drawn(tree)
    assert "Återtas 2 mar 2026" in drawn(tree)


@pytest.mark.parametrize("phase", ["closed", "stopped"])
def test_the_end_is_marked(phase: str) -> None:
    tree = page(f.at(phase))
    assert tree.xpath(f"//svg//g[@data-node='{phase}']/*[contains(@class, 'is-here')]")
    assert not tree.xpath("//td[contains(., 'Pågår')]")


def test_ways_that_were_gone_differ_from_those_that_were_not() -> None:
    tree = page(f.at("bp1"))
    gone = {
        (g.get("data-from"), g.get("data-to"))
        for g in tree.xpath("//svg//g[@data-from][path[contains(@class, 'is-passed')]]")
    }
    assert gone == {("start", "draft"), ("draft", "bp0"), ("bp0", "preparation"), ("preparation", "bp1")}


def test_a_reader_is_told_the_way_without_its_returns() -> None:
    made = twice_sent_back()
    on(made, 25).decide()
    on(made, 30).submit()
    on(made, 32).decide("rework")

    tree = page(made, signed_in(f.person()))

    said = tree.text_content()
    for secret in ("Återremitteras 2", "kommit tillbaka", "Gång nummer"):
        assert secret not in said
    assert [row[0] for row in rows(tree)][:3] == [
        "Utkast",
        "BP0 Fastställande av uppdragsdirektiv",
        "Förberedelse",
    ]
    assert rows(tree)[1][2] == "27 mar 2026"  # not 14 mars, when it was sent back
    assert not tree.xpath("//svg//*[contains(@class, 'flow__way--back') and contains(@class, 'is-passed')]")


def test_the_directives_page_leads_to_it() -> None:
    made = f.mandate()
    tree = page_of(signed_in(made.cast.lead).get(url(made)))
    assert tree.xpath(f"//a[@href='{url(made, 'process/')}']")


def test_it_asks_as_often_for_many_returns_as_for_one() -> None:
    counts = []
    for times in (1, 6):
        made = f.mandate()
        for _ in range(times):
            made.submit()
            made.decide("rework")
        client = signed_in(made.cast.lead)
        page(made, client)
        with CaptureQueriesContext(connection) as asked:
            page(made, client)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40


def test_the_help_page_shows_the_flow_of_every_edition_to_everybody() -> None:
    answer = Client().get("/help/")
    tree = page_of(answer)
    assert {"Uppdragets gång i UPPDRAGiL 3.0", "Uppdragets gång i Uppdragshandling"} <= {
        heading.text_content().strip() for heading in tree.xpath("//h2 | //h3")
    }
    assert len(tree.xpath("//svg[contains(@class, 'flow')]")) == 2
    assert "Återremitteras, Återtas" in drawn(tree)
