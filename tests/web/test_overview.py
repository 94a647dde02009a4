"""The overview's filters and its file agree with what its lines say."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from tests import factories as f
from tests.portfolio.reports import reported, said
from tests.portfolio.test_priority import note
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Visibility
from uppdragil.directives.models import Directive
from uppdragil.portfolio.reporting.content import Judged, Light, ReportContent
from workflows.waiting import BODY, with_whom

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
EVERYWHERE = ("draft", "bp0", "preparation", "bp1", "execution", "bp3", "realisation", "stopped")


def worded(**lights: Light) -> ReportContent:
    """A report of green lights but for these."""
    return said(**{aspect: Judged(light=light, word="Sen") for aspect, light in lights.items()})


def titles(client: Client, query: str) -> list[str]:
    found = page_of(client.get(f"/portfolio/?{query}")).xpath("//tbody//a[@class='title']")
    return sorted(a.text_content() for a in found)


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/portfolio/portfolio.csv?{query}")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


@pytest.mark.both_databases
def test_the_filter_by_whom_it_waits_with_finds_what_the_lines_say() -> None:
    cast = f.Cast()
    for phase in EVERYWHERE:
        f.at(phase, cast, title=phase)
    f.at("bp0", cast, title="paused").pause()
    told = with_whom(list(Directive.objects.all()), f.TODAY)
    by_role = {"lead": "lead", BODY: "body"}
    said = {d.title: by_role.get(told[d.pk].role, "owner") for d in Directive.objects.all() if d.pk in told}
    client = signed_in(cast.office)
    found = {waits: titles(client, f"waits={waits}") for waits in ("lead", "owner", "body")}
    assert found == {waits: sorted(t for t, w in said.items() if w == waits) for waits in found}
    assert all(found.values())


@pytest.mark.both_databases
def test_the_filter_by_light_goes_by_the_worst_of_the_last_report() -> None:
    cast = f.Cast()
    green, red = f.at("execution", cast, title="Grönt"), f.at("execution", cast, title="Rött")
    reported(green)
    reported(red, worded(time=Light.RED, risk=Light.YELLOW))
    f.at("execution", cast, title="Utan rapport")
    client = signed_in(cast.office)
    assert titles(client, "light=green") == ["Grönt"]
    assert titles(client, "light=red") == ["Rött"]
    assert titles(client, "light=yellow") == []


def test_the_line_says_the_worst_light_and_what_it_is_about() -> None:
    made = f.at("execution")
    reported(made, worded(time=Light.RED))
    shown = words(signed_in(made.cast.office).get("/portfolio/?cols=lights"))
    assert "KritisktTid" in shown


def test_a_reader_of_decided_versions_is_shown_no_light_and_finds_none() -> None:
    made = f.at("execution", title="Rött")
    reported(made, worded(time=Light.RED))
    reader = signed_in(f.person())
    assert "Kritiskt" not in words(reader.get("/portfolio/?cols=lights")).split("Visa", 1)[1]
    assert titles(reader, "light=red") == []


def test_the_file_has_what_the_overview_shows_and_no_more() -> None:
    made = f.at("bp1", title="Kortare väg", unit="Primärvården")
    f.at("preparation", title="Begränsat", visibility=Visibility.RESTRICTED)
    note(made.cast.office, made.cast.body, made.directive)
    office = rows(signed_in(made.cast.office))
    assert [row["Uppdrag"] for row in office] == ["Kortare väg", "Begränsat"]
    assert (office[0]["Prio"], office[0]["Nästa beslutspunkt"]) == ("1", "BP1")
    assert [row["Uppdrag"] for row in rows(signed_in(f.person()))] == ["Kortare väg"]
    assert rows(signed_in(f.person()))[0]["Ligger hos"] == ""


def test_the_file_follows_the_filters_and_opens_no_formula() -> None:
    made = f.mandate(title="=1+1", unit="Primärvården")
    f.mandate(made.cast, title="Annat")
    found = rows(signed_in(made.cast.lead), "q=primärvården")
    assert [row["Uppdrag"] for row in found] == ["'=1+1"]
