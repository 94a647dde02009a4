"""What is not a directive is refused in one sentence, in bounded time and memory."""

from __future__ import annotations

import contextlib
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.imports.readers import MAX_BYTES, decode, read_file
from uppdragil.imports.recogniser import MAX_LINES, recognise
from uppdragil.imports.refusals import SENTENCES, NotADirective

from .cases import DEMO, EDITION, chapter

DEMO_TEXT = read_file(DEMO)
HEADINGS = "\n".join(f"{spec.number}. {spec.title}" for spec in EDITION.chapters if spec.number)


def refusal(data: bytes) -> str:
    with pytest.raises(NotADirective) as refused:
        recognise(decode(data), EDITION)
    assert "\n" not in str(refused.value)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_reads_the_encodings_of_offices(encoding: str) -> None:
    text = DEMO_TEXT.replace("•", "\u2022")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\x00\x00",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01",
        bytes(range(256)),
        b"\xff\xfe\x00",
        b"\x81\x8d",
        "a\u0315\u0300".encode() * 1 + "\u0315\u0300".encode() * 200_000,
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    assert refusal(data) == "binary"


def test_marks_on_the_letters_of_a_decomposed_text_are_no_reason() -> None:
    assert decode("a\u030ao\u0308\u0301".encode())


def test_a_file_over_the_limit_is_refused() -> None:
    assert refusal(b"a" * (MAX_BYTES + 1)) == "too_large"


@pytest.mark.parametrize(
    "text", ["Hej!", "1. Bakgrund\n5. Tidplan", "Bakgrund och risker", "1. Bakgrund\n1. Bakgrund"]
)
def test_a_text_with_few_chapters_is_refused(text: str) -> None:
    assert refusal(text.encode()) == "not_recognised"


def test_too_many_lines_are_refused() -> None:
    assert refusal((HEADINGS + "\n• x" * MAX_LINES).encode()) == "too_many_lines"


@pytest.mark.parametrize(
    ("number", "line", "title"),
    [("2.1", "• mål", "Effektmål"), ("9.2", "Gå 1/1-2026 2/1-2026 A", "Delaktiviteter")],
)
def test_too_many_rows_are_refused_by_the_chapters_name(number: str, line: str, title: str) -> None:
    with pytest.raises(NotADirective) as refused:
        chapter(number, *[line] * 1001)
    assert (refused.value.code, refused.value.params["chapter"]) == ("too_many_rows", title)


def test_too_many_questions_are_refused() -> None:
    lines = ["Checklista inför beslut, BP1", *(f"Fråga {n}?\n" for n in range(1100))]
    with pytest.raises(NotADirective) as refused:
        chapter("Definitioner och förkortningar", *lines)
    assert refused.value.code == "too_many_rows"


@pytest.mark.parametrize("number", ["1", "9.1"])
def test_a_text_that_is_too_long_is_refused_by_its_beginning(number: str) -> None:
    with pytest.raises(NotADirective) as refused:
        chapter(number, *["1/1-2026 Beslut " + "mycket långt " * 2000] * 20)
    assert refused.value.code == "too_long"
    assert len(str(refused.value.params["place"])) <= 40


def test_every_refusal_has_a_sentence_that_takes_its_parameters() -> None:
    for code in SENTENCES:
        assert str(NotADirective(code, limit=1, chapter="Risker", place="x", edition="UPPDRAGiL 3.0"))


WHOLE = MAX_BYTES - len(HEADINGS.encode()) - 1
LONG = 190_000  # characters: nearly the longest text of a chapter
ADVERSARIES = {
    "numbers": "1. \n" * (MAX_BYTES // 4),
    "one line": "a" * MAX_BYTES,
    "one line of words": "a b " * (MAX_BYTES // 4),
    "bullets": HEADINGS + "\n• x" * 100_000,
    "blank lines": "\n" * (WHOLE // 8) + HEADINGS + "\n" * (WHOLE // 8),
    "page numbers": HEADINGS + "".join(f"\nText {n} Sida {n} av 9000\nHuvud" for n in range(2_000)),
    "headings": (HEADINGS + "\n") * 300,
    "sheets": HEADINGS + "\nUppdragets namn: X\nChecklista inför beslut, BP1\nFråga" * 300,
}
SIGNS = (
    "ord ",
    "1/1-2026 ",
    "12/3 ",
    "BP1 ",
    "|",
    "a\t",
    "a   ",
    "A: ",
    "1.",
    "- ",
    "*",
    "(",
    "**",
    "mars ",
    "a" + " " * 999,
)


@pytest.mark.parametrize("name", ADVERSARIES)
def test_an_adversary_is_read_or_refused_in_bounded_memory(name: str) -> None:
    tracemalloc.start()
    with contextlib.suppress(NotADirective):
        recognise(decode(ADVERSARIES[name].encode()), EDITION)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150 * 1024**2


@pytest.mark.parametrize("sign", SIGNS)
def test_a_long_line_of_one_sign_is_read_in_every_chapter(sign: str) -> None:
    line = sign * (LONG // 20 // len(sign) + 1)
    for spec in EDITION.chapters:
        with contextlib.suppress(NotADirective):
            chapter(spec.number or spec.title, line, line)


@pytest.mark.rounds
@given(st.binary(max_size=300), st.integers(0, 10_000))
def test_any_bytes_are_read_or_refused(data: bytes, at: int) -> None:
    whole = DEMO_TEXT.encode()
    for attempt in (data, whole[: at % len(whole)] + data + whole[at % len(whole) :]):
        with contextlib.suppress(NotADirective):
            recognise(decode(attempt), EDITION)
