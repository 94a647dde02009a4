"""A directive says the same, whether it comes as text, in Word or as a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.cases import DEMO, EDITION, read
from tests.support.tools import converted
from uppdragil.directives.content import DirectiveContent
from uppdragil.imports.readers import open_bytes
from uppdragil.imports.recogniser import Recognised, recognise

from . import making


def recognised(data: bytes) -> Recognised:
    return recognise(open_bytes(data), EDITION)


def without_sheets(content: DirectiveContent) -> DirectiveContent:
    return content.model_copy(update={"decision_sheets": ()})


def one_title(content: DirectiveContent) -> DirectiveContent:
    """Where a title ends and its subtitle begins, a printed page does not say."""
    return without_sheets(content).model_copy(
        update={"title": f"{content.title} {content.subtitle}".strip(), "subtitle": ""}
    )


@pytest.fixture(params=["demo", "seed 003"])
def content(request: pytest.FixtureRequest) -> DirectiveContent:
    if request.param == "demo":
        return read(DEMO).content
    (path,) = request.getfixturevalue("seeds").glob("003_*.txt")
    return read(path).content


def test_a_word_file_says_what_the_text_says(content: DirectiveContent) -> None:
    found = recognised(making.word(content))
    assert found.content == without_sheets(content)
    assert found.unplaced == ()


def test_headings_that_word_numbers_itself_are_found_by_their_style(content: DirectiveContent) -> None:
    assert recognised(making.word(content, numbered=False)).content == without_sheets(content)


def test_a_pdf_says_what_the_text_says(content: DirectiveContent) -> None:
    found = recognised(making.pdf(content))
    assert one_title(found.content) == one_title(content)
    assert found.unplaced == ()


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as LibreOffice writes it, in Word's format and as a PDF."""
    folder: Path = tmp_path_factory.mktemp("written")
    source = tmp_path_factory.mktemp("source") / "demo.docx"
    source.write_bytes(making.word(read(DEMO).content))
    for kind in ("docx:MS Word 2007 XML", "pdf"):
        converted(source, kind, folder)
    return folder


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_file_that_libreoffice_wrote_is_read(kind: str, by_libreoffice: Path) -> None:
    found = recognised((by_libreoffice / f"demo.{kind}").read_bytes())
    expected = read(DEMO).content
    assert found.unplaced == ()
    assert found.content.background == expected.background
    assert found.content.gate_plans == expected.gate_plans
    assert found.content.milestones == expected.milestones
    assert [row.end for row in found.content.activities] == [row.end for row in expected.activities]
