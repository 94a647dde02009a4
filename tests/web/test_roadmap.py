"""The roadmap: what it shows of whom, as a picture and as a table."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.portfolio.test_dependency_graph import chain, replanned, waits
from tests.web.directive_pages import page_of, signed_in, url
from uppdragil.directives import storage
from uppdragil.directives.backfill import draw_missing_cards
from uppdragil.directives.content import Milestone, Visibility
from uppdragil.directives.models import Directive, Progress

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
MAP = "/portfolio/roadmap/"
SVG = "*[local-name()='svg']"


def pictures(client: Client, query: str = "") -> dict[str, str]:
    """What the picture of each mandate says, by its title."""
    rows = page_of(client.get(f"{MAP}?{query}")).xpath("//table[@class='roadmap']//tr[th[@scope='row']]")
    return {row.xpath("string(th/a)"): row.xpath(f"string(td/{SVG}/@aria-label)") for row in rows}


def drawn(client: Client, kind: str, query: str = "") -> dict[str, list[Any]]:
    """The shapes of a class, by the title of the mandate."""
    rows = page_of(client.get(f"{MAP}?{query}")).xpath("//table[@class='roadmap']//tr[th[@scope='row']]")
    return {row.xpath("string(th/a)"): row.xpath(f".//*[starts-with(@class, '{kind}')]") for row in rows}


def cells(client: Client, query: str = "") -> dict[str, list[str]]:
    rows = page_of(client.get(f"{MAP}?{query}")).xpath("//section[@aria-labelledby='dates']//tbody/tr")
    return {
        row.xpath("string(th/a)"): [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in rows
    }


def test_each_gate_says_when_it_was_decided_or_is_planned_and_what_was_planned_first() -> None:
    made = f.at("preparation", title="Ett")
    replanned(made, BP3="2027-11-01")
    office = signed_in(made.cast.office)
    assert pictures(office)["Ett"].split("; ") == [
        "BP0 Fastställande av uppdragsdirektiv: beslutad 2 mar 2026, först 8 apr 2026",
        "BP1 Start av uppdraget: planerad till 4 maj 2026",
        "BP2 Delaktiviteter slutförda: planerad till 1 sep 2027",
        "BP3 Leverans till uppdragsägare: planerad till 1 nov 2027, först 1 okt 2027",
        "MS1 Halvvägs: 1 okt 2026",
    ]
    assert cells(office)["Ett"] == [
        "2 mar 2026BeslutadFörst 8 apr 2026",
        "4 maj 2026",
        "1 sep 2027",
        "1 nov 2027Först 1 okt 2027",
        "MS1 Halvvägs: 1 okt 2026",
        "–",
    ]


def test_a_gate_that_has_gone_by_is_late_in_words_and_shape() -> None:
    made = f.at("preparation", title="Ett")
    with time_machine.travel("2026-05-20", tick=False):
        office = signed_in(made.cast.office)
        assert "BP1 Start av uppdraget: sen, planerad till 4 maj 2026" in pictures(office)["Ett"]
        assert [bar.get("class") for bar in drawn(office, "road__bar")["Ett"]] == [
            "road__bar is-passed",
            "road__bar is-late",
            "road__bar",
        ]


def test_what_has_ended_has_no_plan_and_is_shown_when_it_is_asked_for() -> None:
    made = f.at("preparation", title="Ett")
    made.stop()
    office = signed_in(made.cast.office)
    assert pictures(office) == {}
    bars = drawn(office, "road__bar", "state=&start=2026-01-01")["Ett"]
    assert [bar.get("class") for bar in bars] == []
    assert len(drawn(office, "road__end", "state=&start=2026-01-01")["Ett"]) == 1


@pytest.mark.parametrize(
    "query", ["state=late", "state=waiting", "state=", "phase=draft", "q=Tv%C3%A5", "unit=%s", "whose=mine"]
)
@pytest.mark.both_databases
def test_its_filters_find_what_those_of_the_overview_find(query: str) -> None:
    cast, unit = f.Cast(), f.unit()
    f.mandate(cast, title="Ett", unit=unit.name, unit_id=unit.uid)
    f.at("preparation", cast, title="Två")
    f.at("bp1", title="Tre")
    query = query.replace("%s", unit.uid)
    with time_machine.travel("2026-05-20", tick=False):
        office = signed_in(cast.office)
        listed = page_of(office.get(f"/portfolio/?{query}")).xpath("//tbody//a[@class='title']/text()")
        assert set(pictures(office, query)) == set(listed)


def test_the_overview_leads_to_it_with_what_is_chosen_there() -> None:
    cast = f.Cast()
    f.at("stopped", cast, title="Ett")
    f.mandate(cast, title="Två")
    office = signed_in(cast.office)
    href = page_of(office.get("/portfolio/?q=ett&group=unit")).xpath(
        f"//a[starts-with(@href, '{MAP}?')]/@href"
    )[0]
    assert set(pictures(office, href.partition("?")[2])) == {"Ett"}


def test_mandates_stand_under_the_heading_of_their_group() -> None:
    cast = f.Cast()
    for title, unit in (("Ett", "B"), ("Två", "A"), ("Tre", "B")):
        f.mandate(cast, title=title, unit=unit)
    page = page_of(signed_in(cast.office).get(f"{MAP}?group=unit&sort=number"))
    said = page.xpath(
        "//table[@class='roadmap']/tbody//th/text()|//table[@class='roadmap']/tbody//th/a/text()"
    )
    assert said == ["A", "Två", "B", "Ett", "Tre"]


def test_a_line_leads_from_who_is_waited_for_to_who_waits_and_says_whether_it_is_touched() -> None:
    cast = f.Cast()
    chain(cast)
    office = signed_in(cast.office)
    tips = drawn(office, "road__tip", "group=&sort=title&span=36")
    assert {title: [tip.get("class") for tip in found] for title, found in tips.items()} == {
        "A": [],
        "B": ["road__tip is-touched"],
        "C": ["road__tip is-touched"],
    }
    assert cells(office, "group=")["B"][-1] == "A"


def test_one_that_nobody_is_late_for_is_not_touched() -> None:
    cast = f.Cast()
    a, b = f.at("preparation", cast, title="A"), f.at("preparation", cast, title="B")
    waits(b, a)
    tips = drawn(signed_in(cast.office), "road__tip", "span=36")
    assert [tip.get("class") for tip in tips["B"]] == ["road__tip"]


def test_a_reader_finds_nothing_of_a_restricted_mandate_nor_a_line_to_it() -> None:
    cast = f.Cast()
    chain(cast, visibility=Visibility.RESTRICTED)
    reader = signed_in(f.person())
    assert set(pictures(reader)) == {"A", "C"}
    assert drawn(reader, "road__link", "span=36") == {"A": [], "C": []}
    assert cells(reader)["C"][-1] == "–"


def test_a_reader_of_decided_versions_sees_their_days_and_milestones_and_no_progress() -> None:
    made = f.at("preparation", title="Ett")
    row = f.row(Milestone, date="2026-12-01", decision="Nyare", gate="MS2")
    newer = made.content.model_copy(update={"milestones": (row,)})
    storage.write_chapters(made.directive, ["milestones"], newer, by=made.cast.lead, now=f.NOW)
    Progress.objects.create(directive=made.directive, row=row.uid, state="done", done_on=f.TODAY)
    assert cells(signed_in(f.person()))["Ett"][-2] == "MS1 Halvvägs: 1 okt 2026"
    assert cells(signed_in(made.cast.office))["Ett"][-2] == "MS2 Nyare: 1 dec 2026, nådd"


@pytest.mark.parametrize(
    ("query", "axis"),
    [
        ("", "1 september 2025 till 31 augusti 2027"),
        ("span=12", "1 december 2025 till 30 november 2026"),
        ("span=3&start=2026-05-09", "1 maj 2026 till 31 juli 2026"),
        ("span=3&start=2026-05-09&end=2026-06-02", "1 maj 2026 till 30 juni 2026"),
        ("start=2026-05-09&end=2026-04-02", "1 maj 2026 till 30 april 2028"),
        ("span=x&start=y&end=z&rows=q&page=w", "1 september 2025 till 31 augusti 2027"),
    ],
)
def test_the_axis_shows_the_time_that_is_chosen(query: str, axis: str) -> None:
    lead = page_of(signed_in(f.person()).get(f"{MAP}?{query}")).xpath("string(//p[@class='lead'])")
    assert lead == f"0 uppdrag från {axis}."


@pytest.mark.parametrize("query", ["start=9999-12-31", "start=0001-01-01", "start=2026-01-01&end=9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_as_good_as_none(query: str) -> None:
    office = signed_in(f.Cast().office)
    assert office.get(f"{MAP}?{query}").status_code == 200


def test_it_moves_on_by_half_an_axis_and_keeps_what_is_chosen() -> None:
    made = f.mandate()
    office = signed_in(made.cast.office)
    page = page_of(office.get(f"{MAP}?span=12&unit="))
    later = page.xpath("//a[text()='Senare']/@href")[0]
    assert "från 1 juni 2026 till 31 maj 2027" in page_of(office.get(MAP + later)).xpath(
        "string(//p[@class='lead'])"
    )


def test_a_filter_is_taken_away_by_its_chip() -> None:
    made = f.at("stopped", title="Ett")
    office = signed_in(made.cast.office)
    chip = page_of(office.get(MAP)).xpath("//a[@class='chip']/@href")[0]
    assert list(pictures(office, chip.lstrip("?"))) == ["Ett"]


def test_pages_are_as_long_as_chosen() -> None:
    Directive.objects.bulk_create(
        Directive(edition=f.edition(), created_at=f.NOW, number=f"U 2026-{n}") for n in range(26)
    )
    draw_missing_cards()
    office = signed_in(f.duty(f.person()))
    rows = "//table[@class='roadmap']//tr[th[@scope='row']]"
    lengths = [len(page_of(office.get(f"{MAP}?{query}")).xpath(rows)) for query in ("", "page=2", "rows=50")]
    assert lengths == [25, 1, 26]


def test_a_restricted_mandate_says_so_to_those_who_see_it() -> None:
    made = f.mandate(visibility=Visibility.RESTRICTED)
    said = page_of(signed_in(made.cast.office).get(MAP)).xpath("//table[@class='roadmap']//small/text()")
    assert said == [f"Begränsad · {made.directive.number} · Utkast"]


def test_each_title_leads_to_its_mandate() -> None:
    made = f.mandate(title="Ett")
    found = page_of(signed_in(made.cast.office).get(MAP)).xpath("//table[@class='roadmap']//a/@href")
    assert found == [url(made)]


def test_it_asks_as_often_for_many_as_for_one() -> None:
    cast, reader, asked = f.Cast(), f.person(), []
    for _ in range(2):
        chain(cast)
        for client in (signed_in(cast.office), signed_in(reader)):
            client.get(MAP)
            with CaptureQueriesContext(connection) as queries:
                client.get(MAP)
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 45
