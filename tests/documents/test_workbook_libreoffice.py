"""LibreOffice opens the workbook and shows what was meant."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from tests.documents.workbook_reports import LATE, ROWS, report, swedish
from tests.support.tools import require
from uppdragil.documents.workbooks.sheets import Rows

# Comma, quotation mark, UTF-8, from line 1, text as shown, every sheet to its own file.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """The cells of each sheet as LibreOffice shows them."""
    folder: Path = tmp_path_factory.mktemp("workbook")
    rows = [
        LATE,
        LATE._replace(title="=1+1", days_late=0, open_errors=0, unit="_x0041_ \x01"),
        LATE._replace(days_late=1),
    ]
    (folder / "status.xlsx").write_bytes(swedish(report(Rows(overview=rows), ROWS)))
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
    assert len(shown) == 13
    assert {name: len(shown[name]) for name in ("Översikt", "Beslutspunkter", "Delaktiviteter")} == {
        "Översikt": 5,
        "Beslutspunkter": 2,
        "Delaktiviteter": 2,
    }


def test_it_shows_numbers_with_their_words(shown: dict[str, list[list[str]]]) -> None:
    assert [[row[11], row[12], row[21], row[22]] for row in shown["Översikt"][1:4]] == [
        ["2026-12-01", "12 dagar sen", "16 mycket hög", "2 fel"],
        ["2026-12-01", "I tid", "16 mycket hög", "Inga"],
        ["2026-12-01", "1 dag sen", "16 mycket hög", "2 fel"],
    ]


def test_it_calculates_nothing_and_shows_the_text_as_it_was_typed(shown: dict[str, list[list[str]]]) -> None:
    assert shown["Översikt"][2][2::18] == ["=1+1", "_x0041_ \ufffd"]
