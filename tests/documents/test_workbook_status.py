"""The status report's four sheets, as the portfolio office opens them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from tests.documents.workbook_reports import LATE, RISK, ROWS, of_size, report, swedish
from uppdragil.documents.workbooks.sheets import Rows
from uppdragil.documents.workbooks.status import status_workbook, write_status

FORMATS = {
    "late": '[>1]0" dagar sen";[=1]0" dag sen";"I tid"',
    "errors": '[>1]0" fel";[=1]0" fel";"Inga"',
}


def opened(content=None) -> Workbook:
    return load_workbook(BytesIO(swedish(content or report())))


def overview_cell(column: str, **changes: object):
    return opened(report(Rows(overview=[LATE._replace(**changes)])))["Översikt"][f"{column}2"]


def heads(book: Workbook, sheet: str) -> list[str]:
    return [cell.value for cell in book[sheet][1]]


def fill(cell) -> str | None:
    return cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else None


TABLES = [
    *("Översikt", "Beslutspunkter", "Milstolpar", "Delaktiviteter", "Risker", "Stödbehov", "Lägesbedömning"),
    *("Effektmål", "Strategitäckning", "Mottagarkapacitet", "Ändringar sedan förra rapporten"),
]


def test_it_has_a_swedish_sheet_for_each_thing() -> None:
    assert opened().sheetnames == [*TABLES, "Diagram", "Läs mig"]


def test_a_count_of_nothing_is_not_written_on_a_bar() -> None:
    with ZipFile(BytesIO(swedish(report()))) as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    assert all('<numFmt formatCode="0;;;" sourceLinked="0"' in chart for chart in charts)


def test_the_overview_says_what_the_office_asks_for() -> None:
    assert heads(opened(), "Översikt") == [
        *("Nummer", "Diarienummer", "Uppdrag", "Begränsat", "Prio", "Fas", "Paus"),
        *("Sämsta läge", "Enligt siffrorna", "Rapporterat", "Nästa beslutspunkt", "Datum för nästa"),
        *("Försening mot utgångsläget", "Ligger hos", "Ligger där sedan", "Dagar", "Obesvarade stödbehov"),
        *("Ägare", "Uppdragsledare", "Fokusområde", "Verksamhet", "Högsta risk", "Öppna fel", "Ram"),
        *("Aktiverat", "Identifierat", "Utfall", "Pengar mot ramen", "uid"),
    ]


def test_the_overview_has_the_columns_that_somebody_chose_in_their_order() -> None:
    chosen = replace(report(), columns=("unit", "late"))
    assert heads(opened(chosen), "Översikt") == [
        *("Nummer", "Diarienummer", "Uppdrag", "Begränsat", "Verksamhet", "Försening mot utgångsläget", "uid")
    ]


def test_the_gates_show_the_first_plan_the_decided_one_and_the_one_of_today() -> None:
    assert heads(opened(), "Beslutspunkter") == [
        *("Nummer", "Uppdrag", "Beslutspunkt", "Första utgångsläge", "Gällande utgångsläge", "Planerat nu"),
        *("Beslutad", "Utfall", "Försening mot första utgångsläget", "uid", "version"),
    ]


def test_a_gate_shows_number_and_name() -> None:
    book = opened()

    assert book["Översikt"]["K2"].value == "BP2 Delaktiviteter slutförda"
    assert book["Beslutspunkter"]["C2"].value == "BP0 Fastställande av uppdragsdirektiv"


def test_a_closed_directive_has_no_next_gate() -> None:
    assert overview_cell("K", next_gate="", next_gate_name="").value is None


def test_it_speaks_the_active_language() -> None:
    with translation.override("en"):
        book = load_workbook(BytesIO(status_workbook(report())))

    assert book.sheetnames[:3] == ["Overview", "Gates", "Milestones"]
    assert 'days late"' in book["Overview"]["M2"].number_format


@pytest.mark.parametrize("sheet", TABLES)
def test_a_sheet_is_a_filtered_table_with_a_frozen_head_that_prints_on_every_page(sheet: str) -> None:
    ws = opened(of_size(4))[sheet]
    (table,) = ws.tables.values()

    assert table.ref == table.autoFilter.ref == ws.dimensions
    assert ws.freeze_panes.endswith("2")
    assert ws.print_title_rows == "$1:$1"
    assert (ws.page_setup.orientation, ws.page_setup.fitToHeight) == ("landscape", 0)


def test_a_sheet_too_wide_to_be_read_on_one_page_repeats_what_a_row_is_about_on_the_next() -> None:
    wide, narrow = (opened(of_size(4))[name] for name in ("Översikt", "Milstolpar"))

    assert (wide.page_setup.fitToWidth, wide.print_title_cols) == (2, "$A:$C")
    assert (narrow.page_setup.fitToWidth, narrow.print_title_cols) == (1, None)


def test_a_date_is_a_real_date() -> None:
    cell = overview_cell("L")

    assert (cell.value, cell.number_format) == (dt.datetime(2026, 12, 1), "yyyy-mm-dd")  # noqa: DTZ001


@pytest.mark.parametrize("day", [dt.date(1523, 6, 6), dt.date(1899, 12, 31), dt.date(1900, 2, 28)])
def test_a_date_that_excel_cannot_count_stands_as_text(day: dt.date) -> None:
    assert overview_cell("L", next_gate_date=day).value == day.isoformat()


@pytest.mark.parametrize(
    ("days", "value", "colour"),
    [(12, 12, "FBE8E5"), (1, 1, "FBE8E5"), (0, 0, None), (-4, 0, None)],
)
def test_lateness_is_a_number_with_a_word_and_a_colour(days: int, value: int, colour: str | None) -> None:
    cell = overview_cell("M", days_late=days)

    assert (cell.value, cell.number_format, fill(cell)) == (value, FORMATS["late"], colour)
    assert cell.is_date is False


def test_lateness_is_empty_without_a_baseline() -> None:
    assert overview_cell("M", days_late=None).value is None


@pytest.mark.parametrize(("errors", "colour"), [(0, None), (1, "FBE8E5"), (7, "FBE8E5")])
def test_open_errors_are_a_number_with_a_word_and_a_colour(errors: int, colour: str | None) -> None:
    cell = overview_cell("W", open_errors=errors)

    assert (cell.value, cell.number_format, fill(cell)) == (errors, FORMATS["errors"], colour)


@pytest.mark.parametrize(
    ("score", "word", "colour"),
    [
        (1, "låg", "EEF2F1"),
        (4, "låg", "EEF2F1"),
        (5, "måttlig", "F6E9C6"),
        (9, "måttlig", "F6E9C6"),
        (10, "hög", "F3CFA0"),
        (15, "hög", "F3CFA0"),
        (16, "mycket hög", "E9A593"),
        (25, "mycket hög", "E9A593"),
    ],
)
def test_a_risk_is_a_score_with_its_level(score: int, word: str, colour: str) -> None:
    cell = opened(report(Rows(risks=[RISK._replace(score=score)])))["Risker"]["F2"]

    assert (cell.value, cell.number_format, fill(cell)) == (score, f'0" {word}"', colour)


@pytest.mark.parametrize(("sign", "digits"), [(1, 15), (-1, 15), (1, 400), (1, 5_000)])
def test_a_number_that_excel_would_round_stands_as_text(sign: int, digits: int) -> None:
    assert overview_cell("V", highest_risk=sign * 10**digits).data_type == "s"


def test_an_outcome_has_its_word_and_its_tone() -> None:
    cell = opened()["Beslutspunkter"]["H2"]

    assert (cell.value, cell.font.color.rgb) == ("Fastställs", "001C6833")


def test_an_empty_report_has_every_sheet_and_one_empty_row() -> None:
    book = opened(of_size(0))

    tables = [book[name] for name in TABLES]
    assert [ws.max_row for ws in tables] == [2] * len(TABLES)
    assert all(cell.value is None for ws in tables for cell in ws[2])


def test_the_properties_say_what_it_is_and_when_it_was_made() -> None:
    about = opened().properties

    assert (about.title, about.creator, about.lastModifiedBy) == ("Statusrapport", "UPPDRAGiL", "Maria Berg")
    assert about.created == about.modified == dt.datetime(2026, 11, 22, 8, 14, 30)  # noqa: DTZ001


def test_the_printed_head_takes_no_codes_from_a_name() -> None:
    ws = opened(report(organisation="Vård & Omsorg &P"))["Översikt"]

    assert "Vård && Omsorg &&P" in str(ws.oddHeader)


def test_it_writes_to_a_file_that_is_already_open(tmp_path) -> None:
    path = tmp_path / "status.xlsx"

    with path.open("wb") as file, translation.override("sv"):
        write_status(report(ROWS), file)

    assert path.read_bytes() == swedish(report(ROWS))


def test_a_row_is_as_high_as_its_longest_text() -> None:
    short, long = (RISK._replace(measure=text) for text in ("Kort", "Flera ord " * 30))

    ws = opened(report(Rows(risks=[short, long])))["Risker"]

    assert ws.row_dimensions[2].height < 30 < 90 < ws.row_dimensions[3].height <= 409
