"""The portfolio office's page and its button."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Visibility
from uppdragil.directives.models import Card, Directive
from uppdragil.documents.workbooks.overviewcolumns import BY_KEY
from uppdragil.organisation.models import Holding, Membership, Person
from uppdragil.portfolio.ordering import late
from uppdragil.portfolio.overview import standings
from uppdragil.web.columns import COLUMNS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def office() -> Client:
    return signed_in(f.duty(f.person("Ove")))


def test_only_the_office_makes_the_report() -> None:
    answer = signed_in(f.person()).post("/portfolio/status.xlsx")
    assert answer.status_code == 403
    assert "Portföljkontoret tar fram rapporten" in words(answer)


def test_the_report_has_the_columns_and_the_mandates_that_are_chosen_in_the_overview(office: Client) -> None:
    f.mandate(title="Ett utkast")
    f.at("preparation", title="Beslutat")
    answer = office.post("/portfolio/status.xlsx", {"cols": "late,unit", "phase": "draft"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Översikt"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][4:-1] == ["Försening mot utgångsläget", "Verksamhet"]
    assert [row[2] for row in rows[1:]] == ["Ett utkast"]


def test_every_column_that_the_overview_offers_is_one_of_the_report_too() -> None:
    assert set(COLUMNS) == set(BY_KEY)


def test_a_reader_sees_what_is_decided_and_nothing_of_the_work() -> None:
    decided = f.at("preparation", title="Beslutat")
    f.at("preparation", title="Begränsat", visibility=Visibility.RESTRICTED)
    f.mandate(title="Bara ett utkast")
    shown = words(signed_in(f.person()).get("/portfolio/?cols=waits,support,errors"))
    assert "Beslutat" in shown
    assert "Begränsat" not in shown
    assert "Bara ett utkast" not in shown
    assert decided.cast.lead.name not in shown
    assert shown.count("visas inte för läsare") == 3


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


def test_every_figure_leads_to_as_many_mandates_as_it_counts(office: Client) -> None:
    f.mandate()
    f.at("bp1").pause()
    f.at("closed")
    f.at("execution").pause()
    stopped = f.at("execution")
    stopped.pause()
    stopped.stop()
    rows = page_of(office.get("/portfolio/")).xpath("//dl[@class='figures']/div")
    listed = [len(page_of(office.get(row.xpath("string(.//a/@href)"))).xpath("//tbody/tr")) for row in rows]
    assert listed == [int(row.xpath("string(dd)")) for row in rows] == [3, 1, 2]


def test_errors_are_counted_in_words(office: Client) -> None:
    f.mandate(activities=(f.row(f.Activity, name="Utbilda", start="2026-05-04", end="2027-09-20"),))
    assert "1 fel" in words(office.get("/portfolio/?cols=errors"))


def figures(office: Client) -> dict[str, str]:
    rows = page_of(office.get("/portfolio/")).xpath("//dl[@class='figures']/div")
    return {row.xpath("string(dt)"): row.xpath("string(dd)") for row in rows}


def test_a_late_gate_is_told_in_days(office: Client) -> None:
    f.at("preparation")
    with time_machine.travel("2026-05-14", tick=False):  # ten days after the planned BP1
        assert "10 dagar sen" in words(signed_in(f.duty(f.person())).get("/portfolio/"))


def test_the_late_ones_are_counted_and_listed(office: Client) -> None:
    f.at("preparation")
    f.at("execution", title="I god tid")
    f.mandate(title="Utan beslut att jämföra med")
    assert "är försenat mot utgångsläget" not in figures(office)
    with time_machine.travel("2026-05-14", tick=False):
        late = signed_in(f.duty(f.person()))
        assert figures(late)["är försenat mot utgångsläget"] == "1"
        href = page_of(late.get("/portfolio/")).xpath("//dl[@class='figures']//a/@href")[-1]
        assert "I god tid" not in words(late.get(href))


@pytest.mark.both_databases
@pytest.mark.parametrize("phase", ["draft", "bp0", "preparation", "bp1", "execution", "bp2", "stopped"])
def test_the_count_of_late_ones_agrees_with_the_lines(phase: str) -> None:
    made = f.at(phase)
    for _ in range(2):
        if phase.startswith("bp"):
            made.decide("postpone")
    directives = list(Directive.objects.select_related("edition", "baseline"))
    for day in (dt.date(2026, 3, 2), dt.date(2026, 3, 17), dt.date(2026, 5, 5), dt.date(2031, 1, 1)):
        lines = standings(directives, day)
        assert late(Card.objects.filter(version=None), day).count() == sum(s.late for s in lines)


def test_an_owner_whose_position_is_vacant_is_marked_in_words(office: Client) -> None:
    made = f.at("execution")
    assert "Vakant" not in words(office.get("/portfolio/"))
    Holding.objects.filter(person=made.cast.owner).update(ends=f.TODAY - dt.timedelta(days=1))
    assert f"Vakant: {made.cast.owners[0]}" in words(office.get("/portfolio/"))


def test_a_receiver_who_has_left_is_marked_where_it_decides(office: Client) -> None:
    cast = f.Cast(receivers=(f.person("Mia Mottagare"),))
    for phase in ("execution", "bp3"):
        f.at(phase, cast)
        Person.objects.filter(pk=cast.receivers[0].pk).update(active=phase == "execution")
    assert words(office.get("/portfolio/")).count(f"Vakant: {cast.receivers[0]}") == 1


def test_a_body_in_which_nobody_records_is_marked(office: Client) -> None:
    made = f.at("bp0")
    Membership.objects.filter(body=made.cast.body).update(ends=f.TODAY - dt.timedelta(days=1))
    assert f"Ingen antecknar för {made.cast.body}" in words(office.get("/portfolio/"))


def test_the_button_gives_the_report_as_excel(office: Client) -> None:
    f.at("preparation", title="Kortare väg")
    [form] = [x for x in page_of(office.get("/portfolio/")).forms if "status.xlsx" in str(x.action)]
    answer = office.post(form.action)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
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
