"""The checker of workbooks finds what Excel would repair, and finds nothing in ours."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from io import BytesIO
from itertools import repeat
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest

from tests.documents.workbook_reports import ROWS, of_size, report, swedish
from tests.documents.workbook_rules import Parts, problems
from uppdragil.documents.workbooks.status import write_status


def damaged(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same file with one spot changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("rows", [0, 1, 2, 50])
def test_a_report_of_any_size_opens_without_repair(rows: int) -> None:
    assert problems(swedish(of_size(rows))) == []


def test_the_number_of_cell_styles_does_not_grow_with_the_rows() -> None:
    few, many = (Parts(swedish(of_size(n))).tree["xl/styles.xml"] for n in (1, 60))

    assert len(few[3]) == len(many[3])


def test_rows_may_be_streamed() -> None:
    streamed = replace(report(), parts=iter([ROWS] * 3))

    assert swedish(streamed) == swedish(of_size(3))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert swedish(of_size(3)) == swedish(of_size(3))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/tables/table1.xml", 'ref="A1:AC2"', 'ref="A1:AC3"'),
        ("xl/tables/table1.xml", 'name="Uppdrag"', 'name="Annat"'),
        ("xl/tables/table2.xml", 'displayName="Gates"', 'displayName="Overview"'),
        ("xl/tables/table2.xml", 'displayName="Gates"', 'displayName="BP1"'),
        ("xl/tables/table2.xml", ' id="2"', ' id="1"'),
        ("xl/worksheets/sheet1.xml", 't="inlineStr"', 't="str"'),
        ("xl/worksheets/sheet1.xml", 'r="B2"', 'r="A2"'),
        ("xl/workbook.xml", 'name="Risker"', 'name="Risker?"'),
    ],
)
def test_the_checker_finds_damage(part: str, old: str, new: str) -> None:
    assert problems(damaged(swedish(report()), part, old, new))


def peak_memory(rows: int) -> int:
    """Bytes held at most while a report of streamed rows is written to a file."""
    content = replace(report(), parts=repeat(ROWS, rows))
    tracemalloc.start()
    try:
        with TemporaryFile() as file:
            write_status(content, file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows() -> None:
    peak_memory(1)  # what is loaded once

    assert peak_memory(500) < 1.5 * peak_memory(50)
