"""What a Word file's own structure says: headings, lists, tables, changes, notes, text boxes."""

from __future__ import annotations

import pytest

from tests.imports.cases import EDITION
from uppdragil.imports.readers import open_bytes
from uppdragil.imports.recogniser import Recognised, recognise

from .making import W, body, paragraphs, repacked

CHAPTERS = [("1. Bakgrund", ""), ("5. Tidplan", ""), ("8. Organisation", "")]


def text_of(*elements: str) -> str:
    return open_bytes(body(*elements)).text


def directive(*elements: str) -> Recognised:
    """A directive with `elements` in its first chapter."""
    heads = [paragraphs([title], "Heading1") for title, _ in CHAPTERS]
    return recognise(open_bytes(body(heads[0], *elements, *heads[1:])), EDITION)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (f"<w:p><w:ins>{run('tillagt')}</w:ins></w:p>", "tillagt"),
        (f"<w:p>{run('kvar')}<w:del><w:r><w:delText>borta</w:delText></w:r></w:del></w:p>", "kvar"),
        (f"<w:p>{run('kvar')}<w:moveFrom>{run('flyttat')}</w:moveFrom></w:p>", "kvar"),
        (f"<w:p><w:hyperlink>{run('en länk')}</w:hyperlink></w:p>", "en länk"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraphs(['i en ruta'])}</w:sdtContent></w:sdt>", "i en ruta"),
        ("<w:p><w:r><w:t>ett</w:t><w:tab/><w:t>två</w:t></w:r></w:p>", "ett\ttvå"),
        ("<w:p><w:r><w:t>ett</w:t><w:br/><w:t>två</w:t></w:r></w:p>", "ett\ntvå"),
        ("<w:p><w:r><w:instrText>HYPERLINK x</w:instrText><w:t>ord</w:t></w:r></w:p>", "ord"),
        (
            "<w:p><w:r><w:txbxContent><w:p><w:r><w:t>i ram</w:t></w:r></w:p></w:txbxContent></w:r></w:p>",
            "i ram",
        ),
        (f"<w:tbl><w:tr><w:tc>{paragraphs(['ett', 'två'])}</w:tc></w:tr></w:tbl>", "ett\n\ntvå"),
    ],
)
def test_its_words_are_read_as_they_are_seen(element: str, text: str) -> None:
    assert text_of(element).strip() == text


def test_a_row_of_a_table_is_a_line_with_pipes() -> None:
    cells = "".join(f"<w:tc>{paragraphs([text])}</w:tc>" for text in ("ett", "tv|å", ""))
    assert text_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").strip() == "| ett | tv¦å |  |"


def test_a_footnote_stands_where_it_belongs() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraphs(["en not"])}</w:footnote></w:footnotes>'
    )
    document = body('<w:p><w:r><w:t>ord</w:t><w:footnoteReference w:id="2"/></w:r></w:p>')
    assert (
        open_bytes(repacked(document, {"word/footnotes.xml": notes.encode()})).text.strip() == "ord (en not)"
    )


def test_only_headings_by_style_are_headings() -> None:
    found = directive(paragraphs(["5. Tidplan", "Uppdragets namn: ett annat", "1. Bakgrund"]))
    assert found.content.background == "5. Tidplan\n\nUppdragets namn: ett annat\n\n1. Bakgrund"


def test_paragraphs_are_never_joined() -> None:
    found = directive(paragraphs(["Kort rad och", "fortsätter med liten bokstav"]))
    assert found.content.background == "Kort rad och\n\nfortsätter med liten bokstav"


def test_a_line_break_stays_a_line_break() -> None:
    found = directive("<w:p><w:r><w:t>ett</w:t><w:br/><w:t>två</w:t></w:r></w:p>")
    assert found.content.background == "ett\ntvå"


def test_a_heading_of_no_chapter_ends_the_chapter_unless_it_stands_below_it() -> None:
    below = directive(paragraphs(["Nuläge"], "Heading3"), paragraphs(["ord"]))
    beside = directive(paragraphs(["Bilagor"], "Heading1"), paragraphs(["ord"]))
    assert below.content.background == "Nuläge\n\nord"
    assert [line.text for line in beside.unplaced] == ["Bilagor", "ord"]


def test_what_is_no_chapters_heading_by_outline_level_is_read_by_the_recogniser() -> None:
    texts = ["1. Bakgrund", "ord", "5. Tidplan", "8. Organisation", "Uppdragsägare: Direktör"]
    found = recognise(open_bytes(body(paragraphs(texts))), EDITION)
    assert found.content.background == "ord"
    assert found.content.roles[0].holder == "Direktör"
