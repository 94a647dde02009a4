"""Dependencies on pages: of the portfolio, and of one mandate."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.portfolio.dependencies import waiting_for
from tests.portfolio.test_dependency_graph import chain, waits
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.directives.content import Dependency, DependencyKind, Visibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
LIST = "/portfolio/dependencies/"
ALL = "/portfolio/dependencies/all/"


def rows(client: Client) -> list[str]:
    return [" ".join(row.text_content().split()) for row in page_of(client.get(LIST)).xpath("//tbody/tr")]


def panel(client: Client, made: f.Mandate) -> str:
    found = page_of(client.get(url(made))).xpath("//section[@aria-labelledby='dependencies-panel']")
    return " ".join(found[0].text_content().split()) if found else ""


def circle(cast: f.Cast) -> tuple[f.Mandate, f.Mandate]:
    a, b = f.mandate(cast, title="Ägget"), f.mandate(cast, title="Hönan")
    waits(a, b)
    waits(b, a)
    return a, b


@pytest.mark.both_databases
def test_each_gate_that_has_to_move_is_a_line_with_its_days_and_the_way_there() -> None:
    cast = f.Cast()
    a, b, c = chain(cast)
    found = rows(signed_in(cast.office))
    boxes = page_of(signed_in(cast.office).get(LIST)).xpath(
        "//*[local-name()='svg']/*[local-name()='a']/@href"
    )
    assert len(found) == 3
    assert found[0].startswith(
        f"A{a.directive.number} · 14 dagar efter första planen B{b.directive.number} BP2"
    )
    assert found[2].endswith(f"4 B {b.directive.number}")
    assert set(boxes) == {url(a), url(b), url(c)}


@pytest.mark.both_databases
def test_the_overview_finds_those_that_are_touched() -> None:
    cast = f.Cast()
    chain(cast)
    office = signed_in(cast.office)
    listed = page_of(office.get("/portfolio/?state=touched")).xpath("//tbody//a[@class='title']/text()")
    assert listed == ["B", "C"]
    assert "/portfolio/?state=touched" in page_of(office.get(LIST)).xpath("//dl//a/@href")


def test_a_restricted_mandate_says_so_to_those_who_see_it() -> None:
    cast = f.Cast()
    chain(cast, visibility=Visibility.RESTRICTED)
    assert [line.count("Begränsad") for line in rows(signed_in(cast.office))] == [1, 1, 1]


def test_a_circle_is_named_with_its_way() -> None:
    cast = f.Cast()
    a, b = circle(cast)
    found = page_of(signed_in(cast.office).get(LIST)).xpath("//section[@aria-labelledby='circles']//li")
    named = [f"{one.content.title} {one.directive.number}" for one in (a, b, a)]
    if a.directive.uid > b.directive.uid:
        named = [named[1], named[0], named[1]]
    assert [" ".join(li.text_content().split()) for li in found] == [" väntar på ".join(named)]


def test_without_any_dependency_it_says_so() -> None:
    assert "Inga beroenden ännu." in words(signed_in(f.person()).get(LIST))


def test_a_reader_finds_nothing_of_a_restricted_mandate_in_any_place() -> None:
    cast = f.Cast()
    a, _b, c = chain(cast, visibility=Visibility.RESTRICTED)
    reader = signed_in(f.person())
    assert "Inga beroenden ännu." in words(reader.get(LIST))
    assert panel(reader, a) == panel(reader, c) == ""
    assert "Krävs av B" in panel(signed_in(cast.office), a)


def test_the_mandates_page_tells_both_ends_and_what_its_delay_touches() -> None:
    cast = f.Cast()
    a, b, c = chain(cast)
    office = signed_in(cast.office)
    assert f"Krävs av B {b.directive.number}" in panel(office, a)
    assert "Påverkar BP3 Leverans till uppdragsägare, 7 dagar" in panel(office, a)
    assert "Påverkas genom andraPåverkar BP2 Delaktiviteter slutförda, 4 dagar" in panel(office, a)
    assert f"Kräver A {a.directive.number} 14 dagar efter första planen" in panel(office, b)
    assert "Påverkar BP2 Delaktiviteter slutförda, 4 dagar" in panel(office, c)


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        (DependencyKind.NEEDS, "Kräver", "Krävs av"),
        (DependencyKind.AFFECTS, "Påverkar", "Påverkas av"),
        (DependencyKind.SHARES_RECEIVER, "Delar mottagare med", "Delar mottagare med"),
    ],
)
def test_the_other_one_shows_the_reverse(kind: DependencyKind, here: str, there: str) -> None:
    cast = f.Cast()
    a, b = f.mandate(cast, title="Aladåb"), f.mandate(cast, title="Bulle")
    waits(b, a, kind)
    office = signed_in(cast.office)
    assert f"{here} Aladåb {a.directive.number}" in panel(office, b)
    assert f"{there} Bulle {b.directive.number}" in panel(office, a)
    lead = page_of(signed_in(cast.lead).get(f"{url(a)}edit/"))
    told = lead.xpath("//section[@data-section='dependencies']//*[contains(@class, 'notice')]//li")
    assert [" ".join(li.text_content().split()) for li in told] == [f"{there} Bulle {b.directive.number}"]


def test_the_editor_says_nothing_of_a_mandate_that_its_writer_may_not_see() -> None:
    hidden, a = f.at("preparation", visibility=Visibility.RESTRICTED), f.mandate()
    waits(hidden, a)
    lead = page_of(signed_in(a.cast.lead).get(f"{url(a)}edit/"))
    assert lead.xpath("//section[@data-section='dependencies']//*[contains(@class, 'notice')]") == []


@pytest.mark.both_databases
def test_every_link_is_a_row_and_part_of_the_picture_systems_outside_too() -> None:
    cast = f.Cast()
    a, b = f.mandate(cast, title="Aladåb"), f.mandate(cast, title="Bulle")
    waits(b, a, DependencyKind.AFFECTS)
    row = f.row(Dependency, text="Hämtar tider", system="Tidboken", kind=DependencyKind.NEEDS)
    f.mandate(cast, title="Chark", dependencies=(row, *waiting_for(b, kind=DependencyKind.SHARES_RECEIVER)))
    page = page_of(signed_in(cast.office).get(ALL))
    found = [" ".join(" ".join(td.text_content().split()) for td in tr) for tr in page.xpath("//tbody/tr")]
    said = ("Påverkar Aladåb", "Kräver Tidboken", "Delar mottagare med Bulle")
    assert [words in row for words, row in zip(said, found, strict=True)] == [True, True, True]
    styles = page.xpath("//*[local-name()='path'][contains(@class, 'net__way ')]/@class")
    assert sorted(styles) == [f"net__way net__way--{style}" for style in ("affects", "shares", "waits")]
    assert "Tidboken" in page.xpath("string(//*[@class='net'])")


def test_those_that_wait_for_each_other_are_drawn_so_in_the_whole_picture() -> None:
    cast = f.Cast()
    circle(cast)

    page = page_of(signed_in(cast.office).get(ALL))
    assert len(page.xpath("//*[contains(@class, 'net__way--circle')]")) == 2


def test_a_reader_finds_no_link_of_a_restricted_mandate() -> None:
    cast = f.Cast()
    chain(cast, visibility=Visibility.RESTRICTED)
    assert "Inga beroenden ännu." in words(signed_in(f.person()).get(ALL))


def test_a_mandate_of_a_circle_says_so() -> None:
    cast = f.Cast()
    a, b = circle(cast)
    assert "Cirkel: U 2026" in panel(signed_in(cast.office), a)
    assert "Inte beslutat än" in panel(signed_in(cast.office), b)


def test_one_that_was_stopped_is_waited_for_in_vain() -> None:
    cast = f.Cast()
    stopped, waiting = f.at("stopped", cast), f.mandate(cast)
    waits(waiting, stopped)
    assert "Stoppat" in panel(signed_in(cast.office), waiting)


def test_a_mandate_without_dependencies_has_no_panel() -> None:
    made = f.mandate()
    assert panel(signed_in(made.cast.office), made) == ""


@pytest.mark.parametrize("address", [LIST, ALL])
def test_it_asks_as_often_for_many_as_for_one(address: str) -> None:
    cast, asked = f.Cast(), []
    for _ in range(2):
        chain(cast)
        circle(cast)
        client = signed_in(cast.office)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 20
