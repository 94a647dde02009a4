"""Every line that is not blank is in exactly one of content, unplaced and ignored, whatever the text is."""

from __future__ import annotations

import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.imports.ledger import Ledger, whole
from uppdragil.imports.readers import read_file
from uppdragil.imports.recogniser import Recognised, recognise
from uppdragil.imports.refusals import NotADirective
from uppdragil.imports.roles import LABELS

from .cases import EDITION, TEXTS, lines_of, read, words, words_of
from .mangling import mangled

# Words that the content says by its structure: roles, labels, dates, gates and signs of lists.
SAID_BY_STRUCTURE = words(" ".join(LABELS)) | words(
    "uppdragets namn uppdragsdirektiv beslut n/a ej tillämpligt diarienummer dnr uppdragsnummer förvaltning verksamhet "
    "överordnat uppdrag ersätter ursprung januari februari mars april maj juni juli augusti september oktober november "
    "december den o"
)


def content_lines(text: str, found: Recognised) -> dict[int, str]:
    elsewhere = {line.line for line in (*found.unplaced, *found.ignored)}
    return {number: line for number, line in lines_of(text).items() if number not in elsewhere}


def lost_words(text: str, found: Recognised, structure: set[str] = SAID_BY_STRUCTURE) -> set[str]:
    """Words of content lines that neither the content nor its structure says. Numbers may be parts of dates."""
    said = words_of(found) | structure
    printed = words(" ".join(content_lines(text, found).values()))
    return {
        word for word in printed - said if not word.isdigit() and not any(word in other for other in said)
    }


def is_plain(text: str) -> bool:
    return not any(
        c == "*" or (unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\r\t\f") for c in text
    )


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_our_own_texts_is_lost(name: str) -> None:
    assert lost_words(read_file(TEXTS[name]), read(TEXTS[name])) == set()


@pytest.mark.rounds
@given(mangled())
def test_a_mangled_text_is_accounted_for_line_by_line(text: str) -> None:
    try:
        found = recognise(text, EDITION)
    except NotADirective:
        return
    unplaced, ignored = ([line.line for line in lines] for lines in (found.unplaced, found.ignored))
    assert len({*unplaced, *ignored}) == len(unplaced) + len(ignored)
    assert {*unplaced, *ignored} <= set(lines_of(text))
    if is_plain(text):
        assert lost_words(text, found) == set()


@pytest.mark.rounds
@given(st.text(max_size=400) | st.binary(max_size=400).map(lambda data: data.decode("cp1252", "replace")))
def test_any_text_is_read_or_refused(text: str) -> None:
    mandate = "\n".join(["1. Bakgrund", text, "5. Tidplan", text, "8. Organisation", text])
    with contextlib.suppress(NotADirective):
        recognise(mandate, EDITION)


def test_a_line_taken_in_part_is_unplaced() -> None:
    ledger = Ledger("ett två\ntre")
    first = whole(ledger.lines[0])
    ledger.take([type(first)(first.line, "ett")])
    assert [line.line for line in ledger.unplaced()] == [1, 2]


def test_a_date_that_cannot_be_read_leaves_its_line() -> None:
    ledger = Ledger("31/2-2026\n1/2-2026")
    assert [str(ledger.take_date([whole(line)])) for line in ledger.lines] == ["None", "2026-02-01"]
    assert [line.line for line in ledger.unplaced()] == [1]
