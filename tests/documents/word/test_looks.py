"""The Word file as a person opens it: the model's headings, heads of tables on every page, and LibreOffice takes it."""

from __future__ import annotations

import datetime as dt
import subprocess
import time
from pathlib import Path

from docx.oxml.ns import qn

from tests.factories import commissioned
from tests.imports.cases import COMMISSIONS, DEMO, EDITION, read
from tests.support.tools import converted, require
from uppdragil.directives.content import (
    DistributionKind,
    MandateGoal,
    Milestone,
    Recipient,
    Role,
    RoleAssignment,
)
from uppdragil.directives.printed import layout

from .samples import opened, there_and_back, word

CONTENT = read(DEMO).content.model_copy(update={"number": "U 2026-001"})


def test_its_headings_are_the_editions_by_outline_level() -> None:
    headings = [p.text for p in opened(word(CONTENT)).paragraphs if p.style.name.startswith("Heading")]
    assert headings == [f"{c.number} {c.title}".strip() for c in EDITION.chapters]


def test_each_table_of_rows_has_a_head_that_is_repeated() -> None:
    first = [table.rows[0]._tr for table in opened(word(CONTENT)).tables[1:]]
    assert len(first) == 5
    assert all(row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in first)


def test_no_tag_of_the_template_is_left() -> None:
    document = opened(word(CONTENT))
    said = [p.text for p in document.paragraphs] + [c.text for t in document.tables for c in t._cells]
    assert not any("{%" in text or "{{" in text for text in said)
    assert document.core_properties.title == CONTENT.title


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "direktiv.docx").write_bytes(word(CONTENT))
    printed = converted(tmp_path / "in" / "direktiv.docx", "pdf", tmp_path)
    text = subprocess.run(
        [require("poppler-utils", "pdftotext"), "-layout", printed, "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert "U 2026-001 · Digital mottagning i primärvården" in text
    assert "Sida 1 (" in text
    assert "9.2 Delaktiviteter" in text


def test_libreoffice_saves_it_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "direktiv.docx").write_bytes(word(CONTENT))
    resaved = converted(tmp_path / "in" / "direktiv.docx", "docx:MS Word 2007 XML", tmp_path)
    from tests.imports.files.test_same import recognised

    assert recognised(resaved.read_bytes()).content == there_and_back(CONTENT).content


def test_hundreds_of_rows_take_a_second() -> None:
    goals = tuple(MandateGoal(uid=f"goal{n}", text=f"Mål {n} " * 10) for n in range(300))
    milestones = tuple(Milestone(uid=f"mile{n}", decision=f"Beslut {n}") for n in range(300))
    content = CONTENT.model_copy(update={"mandate_goals": goals, "milestones": milestones, "activities": ()})
    began = time.perf_counter()
    assert there_and_back(content).content.milestones[299].decision == "Beslut 299"
    assert time.perf_counter() - began < 10
    assert len(layout(content, EDITION)) == len(EDITION.chapters) + 1


def test_a_commission_is_printed_in_the_layout_and_the_words_of_its_model() -> None:
    people = (
        RoleAssignment(uid="rol1", role=Role.OWNER, holder="Tomas Vikander", title="Utvecklingsdirektör"),
        RoleAssignment(uid="rol2", role=Role.LEAD, holder="Anna Lindqvist", convener=True),
    )
    known = Recipient(
        uid="rec1", name="Sara Tjäder", kind=DistributionKind.INFORMATION, relay="ledningsgruppen"
    )
    content = commissioned(people, dated=dt.date(2026, 8, 17), distribution=(known,))

    document = opened(word(content, COMMISSIONS))

    said = [p.text for p in document.paragraphs if p.text]
    cells = [[c.text for c in row.cells] for table in document.tables for row in table.rows]
    assert said[0] == "Uppdragshandling"
    assert ["Datum", "2026-08-17"] in cells
    assert ["Roll", "Innehavare", "Titel"] in cells
    assert ["Uppdragsgivare", "Tomas Vikander", "Utvecklingsdirektör"] in cells
    assert ["Uppdragstagare", "Anna Lindqvist", "sammankallande"] in cells
    assert ["Intervjuer", "maj 2026 till september 2026"] in cells
    assert said[said.index("För kännedom:") + 1] == "Sara Tjäder för distribution till ledningsgruppen"
