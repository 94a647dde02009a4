"""What the document says, in which order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents import change_samples, every, samples
from tests.documents.pdf_tools import run_poppler, text_of
from uppdragil.documents.pdf import build_record
from uppdragil.documents.pdf.page import PAGE_HEIGHT, PAGE_WIDTH
from uppdragil.documents.pdf.styles import MARGIN_X
from uppdragil.editions.spec import Outcome


@pytest.fixture(scope="module")
def text(ordinary_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> str:
    return text_of(ordinary_pdf, tmp_path_factory.mktemp("text"))


def test_it_says_the_decision_before_the_directive(text: str) -> None:
    parts = (
        "Demo. Protokollet är gjort i en demo",
        "Digital kallelse till återbesök",
        "JA med villkor BP1 Start av uppdraget",
        "Motivering Underlaget är komplett",
        "Villkor Nr Villkor Ansvarig Senast",
        "Bekräftat av 2 personer",
        "Så kan beslutet kontrolleras",
        "Checklista inför beslut",
        "Direktivet så som det beslutades",
        "1 Bakgrund Kallelser till återbesök skickas",
        "11.1 Förvaltning Ej tillämpligt: Förvaltningen beslutas",
    )

    places = [text.find(part) for part in parts]

    assert -1 not in places
    assert places == sorted(places)


def test_it_keeps_words_apart_at_line_ends(text: str) -> None:
    assert "Resurserna för utbildning behöver säkras innan den andra omgången börjar." in text


def test_it_says_who_confirmed_for_whom_when_and_how(text: str) -> None:
    assert (
        "Mats Åström Tf. digitaliseringsdirektör Uppdragsägare För Lena Öhrn, enligt delegationsordningen § 4.2 "
        "JA med villkor 16 november 2026 kl. 14.03 Lösenord, bekräftat 14.02"
    ) in text


def test_it_never_calls_a_confirmation_a_signature(text: str) -> None:
    assert "underskr" not in text.lower()
    assert "signer" not in text.lower()


def test_it_gives_each_answer_with_its_grounds(text: str) -> None:
    assert "NEJ" in text
    assert "Motivering: Resurserna för omgång två avtalas" in text
    assert "Underlag: https://exempel.invalid/arenden/RS-2026-00731/resursplan" in text
    assert "Verktyget: Fastställdes vid BP0" in text


def test_it_says_what_the_strategy_said_when_the_mandate_was_linked_to_it(text: str) -> None:
    for words in ("Digital vård", "Fokusområden 2026–2029", "Kallelser når patienten digitalt", "Mål 2–3, 6"):
        assert words in text


def test_it_multiplies_a_risk(text: str) -> None:
    assert "1 Mottagningarna hinner inte med utbildningen 4 3 12 Utbilda i tre omgångar" in text


def test_it_dates_a_gates_milestone_from_the_plan(text: str) -> None:
    assert "17 sep 2027 Införandet klart BP2" in text.replace("\u00a0", " ")


def test_it_says_that_a_chapter_is_empty(tmp_path: Path) -> None:
    bare = samples.content().model_copy(update={"financing": ""})

    assert "6.2 Finansiering Inte ifyllt" in text_of(build_record(samples.record(bare)), tmp_path)


def test_it_names_the_official_and_the_meeting(tmp_path: Path) -> None:
    said = text_of(build_record(samples.body_record()), tmp_path)

    assert "Beslutat av Birgitta Norén, regiondirektör" in said
    assert "Beslutat vid möte 16 november 2026 Antecknat 16 november 2026 kl. 14.03" in said
    assert "Möte Centrala ledningsgruppen (ledningsgrupp), § 84" in said
    assert "Demo" not in said


def test_it_says_until_when_a_decision_is_postponed(tmp_path: Path) -> None:
    record = samples.record(outcome=Outcome.POSTPONE, conditions=(), postponed_to=samples.day("2027-01-18"))

    assert "Bordlagt till 18 januari 2027" in text_of(build_record(record), tmp_path)


def test_it_shows_what_the_typeface_lacks_as_a_box_and_says_so(stress_pdf: bytes, tmp_path: Path) -> None:
    said = text_of(stress_pdf, tmp_path)

    assert "☐☐ ☐ Ω" in said
    assert "4 olika tecken saknas i dokumentets typsnitt och visas som ☐" in said


def test_it_says_nothing_of_the_typeface_when_that_has_every_character(text: str) -> None:
    assert "typsnitt" not in text


@pytest.mark.parametrize("name", every.NAMES)
def test_every_sample_keeps_every_word_inside_the_margins(name: str, tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(every.built(name))
    boxes = run_poppler("pdftotext", "-bbox", str(tmp_path / "r.pdf"), "-")

    words = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">', boxes)
    left, top, right, bottom = zip(*((float(edge) for edge in word) for word in words), strict=True)

    assert len(words) > 100
    assert min(left) >= MARGIN_X - 0.5
    assert max(right) <= PAGE_WIDTH - MARGIN_X + 0.5
    assert min(top) >= 20  # the line at the head of a page
    assert max(bottom) <= PAGE_HEIGHT - 20  # and the one at its foot


def test_it_names_every_decider_of_many(stress_pdf: bytes, tmp_path: Path) -> None:
    said = text_of(stress_pdf, tmp_path)

    assert "Beslutat av 12 personer, se nedan" in said
    assert all(f"Ägare Nummer {n} " in said for n in range(12))


def test_a_change_decision_says_why_and_what_was_before_and_is_after(tmp_path: Path) -> None:
    said = text_of(every.built("change"), tmp_path).replace("\u00a0", " ")

    assert "Fastställs med villkor ÄB Ändringsbeslut" in said
    assert "Varför ändringen begärdes: Pilotens utvärdering visar" in said
    assert "BP2, slutdatum 17 sep 2027 17 dec 2027" in said
    assert "Lena Öhrn Ekonomidirektör 15 november 2026" in said


def test_a_superseding_decision_says_who_took_part_who_was_against_and_what_ends(tmp_path: Path) -> None:
    said = text_of(every.built("superseding"), tmp_path)

    assert "U-2024-007 Kallelse med sms ett annat uppdrag" in said
    assert "Birgitta Norén, regiondirektör Eva Öst, bitr. ekonomidirektör Per Å, HR-direktör" in said
    assert "Eva Öst, bitr. ekonomidirektör Beslutet borde ha väntat på budgeten." in said


def test_owners_who_disagree_each_have_their_answer(tmp_path: Path) -> None:
    said = text_of(every.built("owners who disagree"), tmp_path)

    assert "Uppdragsägare JA 16 november 2026" in said
    assert "Återremitteras 16 november 2026" in said


def test_a_changed_text_is_not_repeated_in_the_name_of_what_changed() -> None:
    first = change_samples.changes()[0]

    assert (first.where, first.what) == ("2.1 Effektmål", "")
    assert first.after == f"{first.before}, också bland barn och unga"


def test_a_round_without_answers_says_so_under_the_heading_of_the_checklist(tmp_path: Path) -> None:
    said = text_of(every.built("superseding"), tmp_path)

    assert "Checklista inför beslut: BP0 Fastställande av uppdragsdirektiv Ingen fråga besvarades" in said


LAST_STEPS = {
    **dict.fromkeys(set(every.RECORDS) - {"next to nothing"}, "manage.py audit_verify --expect"),
    "next to nothing": "manage.py verify_record",
    **dict.fromkeys(every.ADOPTIONS, "En skanning är den"),
    **dict.fromkeys(every.MINUTES, "Den bifogade filen"),
}


@pytest.mark.parametrize("name", every.NAMES)
def test_how_it_can_be_checked_stands_on_one_page(name: str, tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(every.built(name))
    pages = run_poppler("pdftotext", "-raw", str(tmp_path / "r.pdf"), "-").split("\f")

    (page,) = (page for page in pages if "kontrolleras\n" in page)

    assert LAST_STEPS[name] in page


def test_each_of_many_who_took_part_has_a_line_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(every.built("hard change"))
    lines = run_poppler("pdftotext", "-raw", str(tmp_path / "r.pdf"), "-").splitlines()

    assert not [n for n in range(60) if not any(f"Person Nummer {n} av Långnamn" in line for line in lines)]


def test_a_directive_without_a_number_is_named_by_its_version(tmp_path: Path) -> None:
    assert "Uppdragsdirektiv version 3, beslutsomgång 2 vid BP1" in text_of(
        every.built("next to nothing"), tmp_path
    )
