"""The portfolio in pictures: what each counts, for whom, and where its numbers lead."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.portfolio.capacity import SOON, frozen, landing_on, room
from tests.portfolio.reports import reported
from tests.strategy.kit import FIRST, published
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Visibility
from uppdragil.directives.models import Card
from uppdragil.directives.phases import Phase
from uppdragil.directives.strategylinks import link_to
from uppdragil.portfolio import dashboard as counts
from uppdragil.strategy.targets import targets

MATRIX = "//section[@aria-labelledby='matrix']"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def numbers(client: Client, key: str) -> dict[str, str]:
    rows = page_of(client.get("/portfolio/pictures/")).xpath(f"//section[@aria-labelledby='p-{key}']//tr")
    return {row.xpath("string(th)"): row.xpath("string(td[last()])").split()[0] for row in rows}


def test_live_mandates_are_counted_where_they_are() -> None:
    cast = f.Cast()
    for phase in ("draft", "preparation", "preparation", "stopped"):
        f.at(phase, cast)
    found = counts.phases(Card.objects.filter(version=None))
    assert {phase for phase, n in found.items() if n} == {Phase.DRAFT, Phase.PREPARATION}
    assert numbers(signed_in(cast.office), "phases")["Förberedelse"] == "2"


@pytest.mark.both_databases
def test_late_ones_are_counted_by_how_late_they_are() -> None:
    f.at("preparation")
    found = [
        counts.late_by(Card.objects.filter(version=None), dt.date(2026, 5, 4) + dt.timedelta(days=n))
        for n in (0, 1, 14, 15, 91)
    ]
    assert found == [[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]]


@pytest.mark.both_databases
def test_decisions_ahead_are_counted_in_their_week_by_gate() -> None:
    f.at("preparation")
    weeks = counts.ahead(Card.objects.filter(version=None), dt.date(2026, 4, 27))
    assert [(day, dict(by)) for day, by in weeks if by] == [(dt.date(2026, 5, 4), {"BP1": 1})]


@pytest.mark.both_databases
def test_what_waits_is_counted_by_whom_it_waits_with_and_for_how_long() -> None:
    f.at("bp0")
    f.at("bp1")
    now = f.NOW + dt.timedelta(days=20)
    assert counts.stuck(Card.objects.filter(version=None), now) == {
        "body": [0, 1, 0, 0],
        "owner": [0, 1, 0, 0],
    }


def test_lights_are_counted_by_the_last_report() -> None:
    made = f.at("execution")
    reported(made)
    assert numbers(signed_in(made.cast.office), "lights") == {"Inget fokusområde": "1"}


def test_a_reader_finds_no_restricted_mandate_and_no_report_in_any_number() -> None:
    unit, edition = f.unit(), published()
    room(unit, 0)
    link = link_to(next(t for t in targets(edition) if t.goal), "link1")
    landing_on(unit, days=SOON, visibility=Visibility.RESTRICTED, strategy_links=(link,))
    reported(f.at("execution"))
    reader = signed_in(f.person())
    assert sum(int(n) for n in numbers(reader, "phases").values()) == 1
    assert numbers(reader, "lights") == {}
    assert numbers(reader, "capacity") == {}
    assert "Med uppdrag 1" not in words(reader.get("/portfolio/pictures/"))


def test_each_number_leads_to_as_many_mandates() -> None:
    f.at("preparation")
    with time_machine.travel("2026-05-20", tick=False):
        client = signed_in(f.duty(f.person()))
        page = page_of(client.get("/portfolio/pictures/"))
        for link in page.xpath("//section[@aria-labelledby='p-late' or @aria-labelledby='p-phases']//td/a"):
            listed = page_of(client.get(link.get("href"))).xpath("//tbody//a[@class='title']")
            assert len(listed) == int(link.text)


def test_units_that_get_too_much_are_counted_by_month_and_lead_to_their_list() -> None:
    over, frosty, fits = f.unit(), f.unit(), f.unit()
    for unit in (over, frosty, fits):
        landing_on(unit, days=SOON)
        room(unit, 0 if unit == over else 1)
    frozen(frosty, starts=dt.date(2026, 5, 1), ends=dt.date(2026, 5, 31))
    client = signed_in(f.duty(f.person()))
    page = page_of(client.get("/portfolio/pictures/"))
    (link,) = page.xpath("//section[@aria-labelledby='p-capacity']//td/a")
    assert (link.text, link.get("href")[-10:]) == ("2", "2026-05-01")
    assert len(page_of(client.get(link.get("href"))).xpath("//tbody/tr")) == 2


@pytest.mark.both_databases
def test_sub_goals_are_counted_with_and_without_a_mandate_and_lead_to_their_list() -> None:
    edition = published()
    goal = next(target for target in targets(edition) if target.goal)
    f.at("preparation", strategy_links=(link_to(goal, "link1"),))
    client = signed_in(f.person("Elin"))
    page = page_of(client.get("/portfolio/pictures/"))
    rows = page.xpath("//section[@aria-labelledby='p-coverage']//tbody/tr")
    said = {row.xpath("string(th)"): row.xpath("string(.//small)") for row in rows}
    near, digital = (area.name for area in FIRST.areas)
    assert said == {near: "Med uppdrag 1, Utan uppdrag 1", digital: "Utan uppdrag 1"}
    for row in rows:
        (link,) = row.xpath("td/a")
        listed = page_of(client.get(link.get("href"))).xpath(f"{MATRIX}//tbody/tr[not(@class='is-group')]")
        assert len(listed) == int(link.text)


def test_an_empty_portfolio_says_so_in_each_picture() -> None:
    shown = words(signed_in(f.person()).get("/portfolio/pictures/"))
    assert "Inget uppdrag pågår." in shown
    assert "Inget väntar på beslut." in shown
    assert "Ingen verksamhet får mer än den har sagt att den har plats för." in shown
    assert "Ingen utgåva av strategin med delmål är publicerad ännu." in shown


def test_it_asks_as_often_for_many_as_for_one() -> None:
    cast, asked = f.Cast(), []
    for many in (1, 4):
        for _ in range(many):
            f.at("bp1", cast)
            f.at("execution", cast)
        client = signed_in(cast.office)
        client.get("/portfolio/pictures/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/portfolio/pictures/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 25
