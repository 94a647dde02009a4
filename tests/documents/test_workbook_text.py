"""Any text stands in a cell: nothing becomes a formula, nothing breaks the file, nothing vanishes unseen."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell

from tests.documents.workbook_reports import LATE, MILESTONE, report, swedish
from tests.documents.workbook_rules import MAX_UNITS, problems, units
from uppdragil.documents.workbooks.sheets import Rows
from uppdragil.documents.workbooks.text import cell_text, clean

DANGEROUS = (
    "=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "+46 63 14 75 00",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "#N/A",
    "#REF!",
    "'=1",
    "  =1",
    "＝1",
    "=",
    "{=1}",
    "=cmd|' /C calc'!A0",
)
any_text = st.text(st.characters(), max_size=60) | st.sampled_from(DANGEROUS)


def as_excel_reads(stored: str) -> str:
    """Excel's own reading of a stored string (ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), stored)


def read_back(texts: list[str]) -> list[list[Cell]]:
    """The cells that hold each text: as a name, a plain text, a status, and on another sheet."""
    rows = [LATE._replace(title=text, unit=text, paused=text) for text in texts]
    milestones = [MILESTONE._replace(comment=text) for text in texts]
    book = load_workbook(BytesIO(swedish(report(Rows(overview=rows, milestones=milestones)))))
    overview, other = book["Översikt"], book["Milstolpar"]
    return [
        [overview[f"C{n}"], overview[f"U{n}"], overview[f"G{n}"], other[f"F{n}"]]
        for n in range(2, len(texts) + 2)
    ]


@given(st.lists(any_text, min_size=1, max_size=20))
@example(["\x00\x1b\ud800\ufffe", "_x0041_", "a\x0bb\r\nc\rd\u2028e", "", *DANGEROUS])
def test_any_text_comes_back_as_the_documented_cleaning(texts: list[str]) -> None:
    cells = read_back(texts)

    assert [[cell.value for cell in row] for row in cells] == [
        [cell_text(text) or None] * 4 for text in texts
    ]
    assert {cell.data_type for row in cells for cell in row if cell.value is not None} <= {"s"}


@given(st.lists(any_text, min_size=1, max_size=20))
def test_any_text_leaves_a_file_that_opens_without_repair(texts: list[str]) -> None:
    rows = [LATE._replace(number=text, title=text, next_gate_name=text, paused=text) for text in texts]

    data = swedish(report(Rows(overview=rows), organisation=texts[0], made_by=texts[-1]))

    assert problems(data) == []


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_stays_a_text_even_when_edited(text: str) -> None:
    for cell in read_back([text])[0]:
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_an_ordinary_text_carries_no_mark_of_a_text() -> None:
    assert [cell.quotePrefix for cell in read_back(["Åtgärder 1–5"])[0]] == [False] * 4


@given(st.text(st.characters() | st.sampled_from("_x0041F")))
def test_excel_reads_exactly_the_cleaned_text(text: str) -> None:
    assert as_excel_reads(cell_text(text)) == clean(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")))
def test_an_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_a_control_character_is_replaced_where_the_reader_sees_it() -> None:
    assert cell_text("före\x00efter\x1b\x7f") == "före\ufffdefter\ufffd\ufffd"


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert cell_text("a\ud83db") == "a\ufffdb"


@pytest.mark.parametrize("unit", ["a", "å", "😀", "_x0041_", "\x00", "x\n", "😀_x005F_"])
def test_a_text_that_is_too_long_ends_in_a_visible_mark(unit: str) -> None:
    stored = cell_text(unit * 40_000)

    assert MAX_UNITS - 20 < units(stored) <= MAX_UNITS
    assert stored.endswith("]")
    assert "�" not in as_excel_reads(stored) or unit == "\x00"


def test_a_text_of_exactly_the_limit_is_whole() -> None:
    assert cell_text("a" * MAX_UNITS) == "a" * MAX_UNITS


def test_a_cell_holds_no_more_line_feeds_than_excel_allows() -> None:
    stored = cell_text("x\n" * 300)

    assert stored.count("\n") == 253
    assert stored.count("x") == 300
