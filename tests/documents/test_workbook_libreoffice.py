"""LibreOffice opens the workbook and shows what was meant."""

from __future__ import annotations

import csv
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.workbook_reports import GATE, LATE, MILESTONE, RISK, report, swedish
from tests.support.tools import require

# Comma, quotation mark, UTF-8, from line 1, text as shown, every sheet to its own file.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """The cells of each sheet as LibreOffice shows them."""
    folder: Path = tmp_path_factory.mktemp("workbook")
    rows = [
        LATE,
        replace(LATE, title="=1+1", days_late=0, open_errors=0, unit="_x0041_ \x01"),
        replace(LATE, days_late=1),
    ]
    (folder / "status.xlsx").write_bytes(swedish(report(rows, [GATE], [MILESTONE], [RISK])))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [
        require("libreoffice-calc-nogui", "soffice"),
        home,
        "--headless",
        "--convert-to",
        EVERY_SHEET,
        "--outdir",
        folder,
        folder / "status.xlsx",
    ]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return {
        path.stem.removeprefix("status-"): list(csv.reader(path.open(encoding="utf-8")))
        for path in folder.glob("*.csv")
    }


def test_it_opens_every_sheet(shown: dict[str, list[list[str]]]) -> None:
    assert {name: len(rows) for name, rows in shown.items()} == {
        "Översikt": 4,
        "Beslutspunkter": 2,
        "Milstolpar": 2,
        "Risker": 2,
    }


def test_it_shows_numbers_with_their_words(shown: dict[str, list[list[str]]]) -> None:
    assert [row[8:12] for row in shown["Översikt"][1:]] == [
        ["2026-12-01", "12 dagar sen", "2 fel", "16 mycket hög"],
        ["2026-12-01", "I tid", "Inga", "16 mycket hög"],
        ["2026-12-01", "1 dag sen", "2 fel", "16 mycket hög"],
    ]


def test_it_calculates_nothing_and_shows_the_text_as_it_was_typed(shown: dict[str, list[list[str]]]) -> None:
    assert shown["Översikt"][2][2:4] == ["=1+1", "_x0041_ \ufffd"]
