"""The list of directives: who sees what, and by which words it is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.core.swedish import sort_key
from uppdragil.directives.content import GatePlan, Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


def titles(client: Client, query: str = "") -> list[str]:
    page = page_of(client.get(f"/directives/{query}"))
    return [a.text_content() for a in page.xpath("//a[contains(@class, 'title')]")]


def test_a_draft_is_listed_for_its_lead_and_for_nobody_without_a_part() -> None:
    made = f.mandate(title="Nytt nummer")
    assert titles(signed_in(made.cast.lead)) == ["Nytt nummer"]
    assert titles(signed_in(f.person())) == []


def test_a_restricted_directive_is_not_listed_for_a_reader() -> None:
    f.at("preparation", title="Hemligt", visibility=Visibility.RESTRICTED)
    assert titles(signed_in(f.person())) == []


def test_a_reader_finds_the_decided_words_and_not_those_of_the_draft() -> None:
    made = f.at("preparation", unit="Primärvården")
    content = made.content.model_copy(update={"unit": "Tandvården"})
    save_chapter(made, "head", content)
    reader, lead = signed_in(f.person()), signed_in(made.cast.lead)
    assert titles(reader, "?q=tandvården") == []
    assert titles(reader, "?q=primärvården") != []
    assert titles(lead, "?q=tandvården") != []
    assert titles(lead, "?q=primärvården") == []


def test_a_reader_of_the_decided_version_is_shown_its_words() -> None:
    made = f.at("preparation", unit="Primärvården")
    content = made.content.model_copy(update={"unit": "Tandvården"})
    save_chapter(made, "head", content)
    shown = words(signed_in(f.person()).get("/directives/"))
    assert "Primärvården" in shown
    assert "Tandvården" not in shown


@pytest.mark.parametrize("query", ["åsa", "Åsa Hällgren", "hällgren letas"])
def test_a_mandate_is_found_by_who_holds_a_position_in_it(query: str) -> None:
    owner = f.person("Åsa Hällgren")
    made = f.mandate(cast=f.Cast(owners=(f.position(owner),)), title="Letas fram")
    f.mandate(cast=f.Cast(lead=made.cast.lead), title="Något annat")
    assert titles(signed_in(made.cast.lead), f"?q={query}") == ["Letas fram"]


def test_who_held_a_position_before_finds_nothing() -> None:
    gone = f.person("Åsa Hällgren")
    post = f.position()
    f.hold(post, gone, ends=f.TODAY - dt.timedelta(days=1))
    made = f.mandate(cast=f.Cast(owners=(post,)))
    assert titles(signed_in(made.cast.lead), "?q=hällgren") == []


@pytest.mark.parametrize("query", ["ÖRNSKÖLDSVIK", "örn kortare", "ansvarig-7"])
def test_search_folds_case_and_needs_every_word(query: str) -> None:
    made = f.mandate(title="Kortare väg till Örnsköldsvik", registry_number="Ansvarig-7")
    f.mandate(cast=made.cast, title="Något annat")
    assert titles(signed_in(made.cast.lead), f"?q={query}") == ["Kortare väg till Örnsköldsvik"]


def test_search_finds_the_lead_by_name() -> None:
    made = f.mandate(title="Letas fram")
    office = signed_in(made.cast.office)
    assert titles(office, f"?q={made.cast.lead.name}") == ["Letas fram"]


def test_the_filters_of_phase_state_and_whose_are_combined() -> None:
    made = f.at("preparation", title="Pausat")
    made.pause()
    f.mandate(cast=made.cast, title="Utkast")
    owner = signed_in(made.cast.owner)
    assert titles(owner, "?phase=draft") == ["Utkast"]
    assert titles(owner, "?state=paused&whose=mine") == ["Pausat"]
    assert titles(signed_in(made.cast.office), "?whose=mine") == []


def test_the_late_are_told_by_their_baseline() -> None:
    made = f.at("preparation", title="Sen")
    with time_machine.travel("2026-05-10"):
        client = signed_in(made.cast.lead)
        assert titles(client, "?state=late") == ["Sen"]
        assert "6 dagar" in words(client.get("/directives/?state=late"))
    assert titles(signed_in(made.cast.lead), "?state=late") == []


def test_a_value_that_is_not_offered_filters_nothing() -> None:
    made = f.mandate(title="Kvar")
    assert titles(signed_in(made.cast.lead), "?phase=nowhere&unit=x&page=99&sort=drop%20table") == ["Kvar"]


def test_each_active_filter_is_a_chip_that_leads_to_the_page_without_it() -> None:
    made = f.mandate()
    page = page_of(signed_in(made.cast.lead).get("/directives/?q=abc&phase=draft&page=2"))
    hrefs = [a.get("href") for a in page.xpath("//a[@class='chip']")]
    assert hrefs == ["?phase=draft", "?q=abc"]


@pytest.mark.parametrize("sort", ["title", "-title", "number", "phase", "next", "late"])
def test_every_column_sorts(sort: str) -> None:
    made = f.mandate(title="Ål")
    f.mandate(cast=made.cast, title="Zebra", gate_plans=(f.row(GatePlan, gate="BP0", start="2026-03-09"),))
    shown = titles(signed_in(made.cast.lead), f"?sort={sort}")
    first = {"title": "Zebra", "-title": "Ål", "next": "Zebra"}
    assert len(shown) == 2
    assert shown[0] == first.get(sort, shown[0])


def test_swedish_letters_come_last_in_their_order() -> None:
    assert sorted(["Öst", "Ärt", "Zon", "Ål", "Éva", "ek"], key=sort_key) == [
        "ek",
        "Éva",
        "Zon",
        "Ål",
        "Ärt",
        "Öst",
    ]


def test_it_is_cut_into_pages_of_25() -> None:
    cast = f.Cast()
    for number in range(27):
        f.mandate(cast=cast, title=f"Uppdrag {number:02}")
    client = signed_in(cast.lead)
    assert len(titles(client)) == 25
    assert titles(client, "?page=2&sort=title") == ["Uppdrag 25", "Uppdrag 26"]


@pytest.mark.parametrize("query", ["", "?q=uppdrag", "?sort=late", "?whose=mine"])
def test_the_list_takes_as_many_queries_for_six_as_for_two(query: str) -> None:
    cast, reader = f.Cast(), f.person()
    f.at("preparation", cast=cast, title="Uppdrag")
    f.mandate(cast=cast, title="Uppdrag")
    for viewer in (cast.lead, reader):
        signed_in(viewer).get("/directives/")  # warm caches
    counts = []
    for _round in range(2):
        for viewer in (cast.lead, reader):
            client = signed_in(viewer)
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/directives/{query}")
            counts.append(len(queries))
        f.at("preparation", cast=cast, title="Uppdrag")
        f.mandate(cast=cast, title="Uppdrag")
    assert counts[:2] == counts[2:]
