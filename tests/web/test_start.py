"""What waits for me: the page and who has what before them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


def test_nothing_waiting_is_one_quiet_sentence() -> None:
    shown = words(signed_in(f.person()).get("/"))
    assert "Inget väntar på dig just nu." in shown
    assert "Inget beslut väntar på dig" in shown


def test_a_decider_is_led_to_the_gate_page_by_the_one_primary_button() -> None:
    made = f.at("bp1")
    page = page_of(signed_in(made.cast.owner).get("/"))
    primary = page.xpath("//main//*[contains(@class, 'button--primary')]")
    assert [a.get("href") for a in primary] == [url("gate", made)]


def test_the_lead_is_led_to_the_directive_with_what_clashes() -> None:
    made = f.mandate(activities=(f.row(f.Activity, name="Sent", start="2026-05-04", end="2031-01-01"),))
    shown = words(signed_in(made.cast.lead).get("/"))
    assert "På dig väntar 1 direktiv att skriva." in shown
    assert "motsägelse" in shown


def test_every_kind_of_waiting_is_counted_in_one_sentence() -> None:
    owner = f.person("Olle")
    for phase in ("bp1", "bp2", "realisation"):
        f.at(phase, f.Cast(owner=owner))
    f.mandate(by=owner)
    sentence = "På dig väntar 2 beslut, 1 direktiv att skriva och 1 uppdrag att avsluta."
    assert sentence in words(signed_in(owner).get("/"))


def test_a_mandate_without_a_title_is_named_by_its_number() -> None:
    made = f.mandate(title="")
    assert page_of(signed_in(made.cast.lead).get("/")).xpath(
        f"//a[normalize-space()='{made.directive.number}']"
    )


def test_the_page_asks_as_often_for_many_mandates_as_for_one() -> None:
    owner, lead = f.person("Olle"), f.person("Lena")
    client, counts = signed_in(owner), []
    for many in (1, 4):
        for _ in range(many):
            for phase in ("bp1", "bp3", "realisation"):
                f.at(phase, f.Cast(owner=owner, lead=lead))
            sent_back = f.at("bp1", f.Cast(owner=lead, lead=owner))
            sent_back.decide("rework")
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40
