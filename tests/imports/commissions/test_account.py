"""Every line of an Uppdragshandling is in exactly one of content, unplaced and ignored, however it is mangled."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.cases import lines_of, words
from tests.imports.mangling import JUNK, mangled
from tests.imports.test_account import SAID_BY_STRUCTURE, is_plain, lost_words
from uppdragil.imports.readers import read_file
from uppdragil.imports.recogniser import recognise
from uppdragil.imports.refusals import NotADirective

from .cases import BOTH, EDITION, TEXT, read

STRUCTURE = (
    SAID_BY_STRUCTURE
    | words(" ".join(EDITION.roles.values()))
    | words(
        "datum daterad daterat diarienummer uppdrag uppdraget uppdragshandling uppdragshandlingen observera att "
        "denna detta den här det ersätter med namnet från av för till kopia kännedom genomförande information åtgärd "
        "distribution distribuering vidare spridning som och samt sammankallande kallar samman ub sl om "
        "beslut senast slutleverans jan feb mar apr jun jul aug sep sept okt nov dec "
        "kvartal q1 q2 q3 q4 t o m organisation enhet titel"
    )
)
PIECES = """
Uppdragsgivare:,Uppdragstagare: X,Uppdragsgivare: A B och C D,Datum 2027-01-02,Datum ÅÅÅÅ-MM-DD,Uppdrag: Y,Kommunikation
Uppdraget ska:,Uppdraget ska,Tidplan,Aktivitet\tTidplan,juni 2027,Juni – aug 2027,2027-06,hösten 2027,| a | juni 2027 |
För kännedom:,För genomförande: A B,X för distribution till Y,Sammankallande: A B,Styrgrupp:,Syftet är att se
Postadress:,Telefon: 1,E-post:,Webbplats:,123 45 Ort,Ersätter: Z,Uppdragshandling,N/A: skäl,UPPDRAGiL 3.0,Syfte
SL 2027-01-02,Deltagare:,Slutleverans senast 2027-01-02
"""
OWN_JUNK = (*JUNK, *(piece for line in PIECES.strip().split("\n") for piece in line.split(",")))


def test_no_word_of_our_own_text_is_lost() -> None:
    assert lost_words(read_file(TEXT), read(), STRUCTURE) == set()


@pytest.mark.rounds
@given(mangled((TEXT,), OWN_JUNK))
def test_a_mangled_text_is_accounted_for_line_by_line(text: str) -> None:
    try:
        found = recognise(text, BOTH)
    except NotADirective:
        return
    unplaced, ignored = ([line.line for line in lines] for lines in (found.unplaced, found.ignored))
    assert len({*unplaced, *ignored}) == len(unplaced) + len(ignored)
    assert {*unplaced, *ignored} <= set(lines_of(text))
    if is_plain(text) and found.edition == EDITION.key:
        assert lost_words(text, found, STRUCTURE) == set()


HEADINGS = "Uppdragsbeskrivning\n{0}\nArbetsorganisation\n{0}\nTidplan\n{0}\nUppdraget skickas till\n{0}"


@pytest.mark.rounds
@given(st.text(max_size=400) | st.sampled_from(OWN_JUNK))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotADirective):
        recognise(f"{text}\n{HEADINGS.format(text)}", BOTH)


ADVERSARIES = {
    "people": "Aa Bb, " * 2_000,
    "names and titles": "Aa Bb, chef och " * 1_000,
    "relays": "X för distribution till " * 1_000,
    "months": "juni – " * 2_000,
    "days": "2027-01-02 " * 1_000,
    "labels": "Uppdragsgivare: " * 1_000,
    "superseding": "Denna handling ersätter den tidigare handlingen benämnd " * 200,
    "rows": "- Aa Bb, chef\n" * 900,
    "loose lines": "Aa Bb\n" * 2_000,
    "months in rows": "Något\njuni 2027\n" * 1_000,
    "contacts": "Postadress:\nX\nTelefon: 1\n" * 1_000,
    "headings": "Uppdraget ska:\n" * 2_000,
    "blanks": "Syftet" + " " * 50_000 + "är",
}


@pytest.mark.parametrize("name", ADVERSARIES)
def test_a_hostile_text_is_read_or_refused_in_bounded_time(name: str) -> None:
    started = time.process_time()
    with contextlib.suppress(NotADirective):
        recognise(f"{ADVERSARIES[name]}\n{HEADINGS.format(ADVERSARIES[name])}", BOTH)
    assert time.process_time() - started < 3
