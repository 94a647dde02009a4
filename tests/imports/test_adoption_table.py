"""The table of mandates that run already: every heading in any order, nothing lost, and no file that harms."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from uppdragil.imports.adoptionfile import MAX_ROWS, NotATable
from uppdragil.imports.adoptiontable import columns, read_rows, template

GATES = ("BP0", "BP1", "BP2", "BP3")
WHOLE = {
    "nummer": "U 2019-1", "titel": "Kortare väg in", "ägare": "Direktör", "ledare": "Lena", "skede": "Genomförande",
    "BP0 beslutat": dt.date(2024, 3, 1), "BP0 beslutat av": "Ledningsgruppen", "BP0 hänvisning": "§ 4",
}  # fmt: skip


def book(
    *rows: dict[str, Any], headings: list[str] | None = None, change: Callable[[Any], Any] | None = None
) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "Uppdrag"
    names = headings or list(columns(GATES))
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name) for name in names])
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(NotATable) as found:
        read_rows(data, GATES)
    assert str(found.value)
    return found.value.code


def test_the_template_is_read_back_with_what_is_filled_in() -> None:
    made = load_workbook(io.BytesIO(template(GATES)))
    made["Uppdrag"].append([WHOLE.get(name) for name in columns(GATES)])
    file = io.BytesIO()
    made.save(file)
    (row,) = read_rows(file.getvalue(), GATES)
    assert (row.number, {k: v for k, v in row.values.items() if v}) == (2, WHOLE)


def test_the_empty_template_has_no_rows() -> None:
    assert refused(template(GATES)) == "empty"


@given(st.permutations(list(columns(GATES))))
def test_columns_may_stand_in_any_order(headings: list[str]) -> None:
    (row,) = read_rows(book(WHOLE, headings=headings), GATES)
    assert {k: v for k, v in row.values.items() if v} == WHOLE


def test_columns_that_nobody_needs_may_be_left_out() -> None:
    (row,) = read_rows(book(WHOLE, headings=["Titel ", "NUMMER", "skede", "ledare", "ägare"]), GATES)
    assert row.number == 2


def test_a_csv_file_says_the_same() -> None:
    text = "nummer;titel;ägare;ledare;skede;BP0 beslutat\nU 1;Väg;Direktör;Lena;genomförande;2024-03-01\n"
    for data in (text.encode(), text.encode("cp1252"), text.replace(";", ",").encode("utf-8-sig")):
        (row,) = read_rows(data, GATES)
        assert row.values["ägare"] == "Direktör"


def test_empty_rows_keep_the_numbers_of_the_others() -> None:
    assert [r.number for r in read_rows(book(WHOLE, {}, {}, WHOLE), GATES)] == [2, 5]


def formula(made: Any) -> None:
    made["Uppdrag"]["B2"] = "=1+1"


def merged(made: Any) -> None:
    made["Uppdrag"].merge_cells("A2:B2")


def more_sheets(made: Any) -> None:
    made["Uppdrag"].title = "Blad1"
    made.create_sheet("Blad2")


def stray(made: Any) -> None:
    made["Uppdrag"]["AZ2"] = "något"


def far(made: Any) -> None:
    made["Uppdrag"]["XFD2"] = "något"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_table"),
        (b"hej", "empty"),
        (b"\0\1\2", "not_a_table"),
        (b"PK\x03\x04", "not_a_table"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not_a_table"),
        (book(WHOLE, change=formula), "formula"),
        (book(WHOLE, change=merged), "merged"),
        (book(WHOLE, change=more_sheets), "wrong_sheet"),
        (book(WHOLE, change=stray), "cell_without_heading"),
        (book(WHOLE, change=far), "too_many_columns"),
        (book(WHOLE | {"titel": "x" * 2_001}), "too_long"),
        (book(WHOLE, headings=["nummer", "titel", "ägare", "ledare"]), "missing_columns"),
        (book(WHOLE, headings=[*columns(GATES), "BP9 beslutat"]), "unknown_columns"),
        (book(WHOLE, headings=[*columns(GATES), "Titel"]), "column_twice"),
        (book(*[WHOLE] * (MAX_ROWS + 1)), "too_many_rows"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_in_a_sentence(data: bytes, code: str) -> None:
    assert refused(data) == code


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The same workbook with parts put in place of others, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        names = {name.replace("__", "/"): part for name, part in changes.items()}
        for name in old.namelist():
            new.writestr(name, names.pop(name, None) or old.read(name))
        for name, part in names.items():
            new.writestr(name, part)
    return file.getvalue()


CELLS = (
    b"<worksheet><sheetData>" + (b"<row>" + b"<c/>" * 50 + b"</row>") * 10_000 + b"</sheetData></worksheet>"
)
BILLION = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    ("part", "data", "code"),
    [
        ("xl/vbaProject.bin", b"x", "macros"),
        ("xl/sharedStrings.xml", BILLION, "not_a_table"),
        ("xl/media/huge.bin", b"\0" * (21 * 1024 * 1024), "too_large"),
        ("xl/workbook.xml", b"<workbook", "not_a_table"),
        ("xl/worksheets/sheet1.xml", CELLS, "too_many_cells"),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row r='2000000000'><c><v>1</v></c></row>",
            "any",
        ),
    ],
)
def test_a_crafted_workbook_is_refused_soon(part: str, data: bytes, code: str) -> None:
    began = time.monotonic()
    found = refused(repacked(book(WHOLE), **{part: data}))
    assert code in (found, "any")
    assert time.monotonic() - began < 20


def test_formats_far_down_are_no_rows() -> None:
    def styled(made: Any) -> None:
        made["Uppdrag"]["A200000"].number_format = "0.00"

    assert len(read_rows(book(WHOLE, change=styled), GATES)) == 1


ORDINARY = book(WHOLE)


@given(st.lists(st.tuples(st.integers(0, len(ORDINARY) - 1), st.integers(0, 255)), min_size=1, max_size=20))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    data = bytearray(ORDINARY)
    for at, value in damage:
        data[at] = value
    with suppress(NotATable):
        read_rows(bytes(data), GATES)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(NotATable):
        read_rows(text.encode("utf-8", "surrogatepass"), GATES)
