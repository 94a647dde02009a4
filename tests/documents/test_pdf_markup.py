"""The Markdown of a text chapter is set, not printed."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import samples
from tests.documents.pdf_tools import failures, text_of
from uppdragil.directives.markup import Block, Listing, Paragraph, Piece, Quotation, blocks
from uppdragil.directives.prose import MOST
from uppdragil.documents.pdf import build_record

MARKED = (
    "Det **viktiga**, och *helheten*, står i [planen](https://exempel.invalid/plan).\n"
    "Nästa rad.\n\n"
    "- Första punkten\n"
    "  - Inuti `den`\n"
    "- Andra punkten\n\n"
    "2026. Ett stort nummer\n"
    "2027. Nästa nummer\n\n"
    "> Som det sades"
)


@pytest.fixture(scope="module")
def marked_pdf() -> bytes:
    return build(MARKED)


def build(text: str) -> bytes:
    return build_record(samples.record(samples.content().model_copy(update={"background": text})))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Piece(text),))


def words(parsed: tuple[Block, ...]) -> list[str]:
    """Every word in the order of reading."""
    found: list[str] = []
    for block in parsed:
        match block:
            case Paragraph():
                found += [word for piece in block.pieces for word in piece.text.split()]
            case Quotation():
                found += words(block.blocks)
            case Listing():
                found += [word for item in block.items for word in words(item)]
    return found


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """The structure elements, in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids: Any = element.get("/K", [])
        if isinstance(kids, pikepdf.Array):
            waiting += [k for k in reversed(list(kids)) if isinstance(k, pikepdf.Dictionary) and "/S" in k]
    return found


def test_only_the_strong_words_are_strong() -> None:
    assert blocks("Det **helt viktiga**, sedan") == (
        Paragraph((Piece("Det"), Piece("helt viktiga,", is_strong=True), Piece("sedan"))),
    )


def test_a_line_break_stays_a_line_break() -> None:
    assert blocks("Gatan 1\n**Orten** där") == (
        Paragraph((Piece("Gatan 1"), Piece("\nOrten", is_strong=True), Piece("där"))),
    )


def test_a_list_keeps_its_first_number() -> None:
    assert blocks("4. fyra\n5. fem") == (Listing(((paragraph("fyra"),), (paragraph("fem"),)), start=4),)


def test_an_item_that_only_holds_a_list_still_has_a_place_for_its_bullet() -> None:
    assert blocks("- - inre") == (Listing(((Paragraph(), Listing(((paragraph("inre"),),))),)),)


def test_a_picture_or_a_heading_is_words() -> None:
    assert blocks("# ![bild](https://exempel.invalid/x.png)") == (paragraph("# !bild"),)


@pytest.mark.parametrize("text", ["a " * MOST, "> " * 40 + "djupt", "- " * 40 + "djupt"])
def test_too_long_or_too_deep_is_plain_paragraphs(text: str) -> None:
    assert blocks(text) is None


@given(st.text(alphabet="ab å\n", max_size=200))
def test_plain_text_keeps_every_word(text: str) -> None:
    assert words(blocks(text) or ()) == text.split()


@given(st.text(alphabet=">-* 1.\nord", max_size=200))
def test_no_letter_is_lost_however_it_is_marked(text: str) -> None:
    parsed = blocks(text)

    kept = text if parsed is None else "".join(words(parsed))

    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize("unit", ["[", "*a ", "**a ", "`", "> ", "[a](", "- \n", "1. a\n", "a**b** "])
def test_hostile_text_takes_bounded_time(unit: str) -> None:
    began = time.monotonic()

    blocks(unit * (MOST // len(unit)))

    assert time.monotonic() - began < 5


def test_the_document_shows_no_marks(marked_pdf: bytes, tmp_path: Path) -> None:
    said = text_of(marked_pdf, tmp_path)

    assert (
        "1 Bakgrund Det viktiga, och helheten, står i planen. Nästa rad. • Första punkten • Inuti den "
        "• Andra punkten 2026. Ett stort nummer 2027. Nästa nummer Som det sades"
    ) in said


def test_its_lists_are_tagged_as_lists(marked_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(marked_pdf)) as pdf:
        tags = [str(element.S) for element in elements(pdf)]

    item = ["/LI", "/Lbl", "/LBody", "/P"]
    expected = ["/P", "/L", *item, "/L", *item, *item, "/L", *item, *item]
    end = tags.index("/BlockQuote")
    assert tags[end - len(expected) : end] == expected


def test_it_is_archival_and_accessible(marked_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "marked.pdf").write_bytes(marked_pdf)

    assert failures(tmp_path / "marked.pdf") == []


@pytest.mark.parametrize("text", ["- \n-\n" * 100, "> " * 15 + "djupt", "999999999. x\n" * 3, "-", "[](x)"])
def test_odd_marks_are_archival_and_accessible(text: str, tmp_path: Path) -> None:
    (tmp_path / "odd.pdf").write_bytes(build(text))

    assert failures(tmp_path / "odd.pdf") == []


def test_the_attached_version_keeps_the_marks(marked_pdf: bytes) -> None:
    record = samples.record(samples.content().model_copy(update={"background": MARKED}))

    with pikepdf.open(io.BytesIO(marked_pdf)) as pdf:
        attached = pdf.attachments["direktiv.json"].get_file().read_bytes()

    assert attached == record.version_bytes
    assert b"**viktiga**" in attached


def test_it_gives_the_same_bytes_again(marked_pdf: bytes) -> None:
    assert build(MARKED) == marked_pdf
