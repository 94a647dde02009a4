"""The comments of a remiss on paper: everything that was said, by chapter, and who said nothing yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from tests.consultation.kit import Kit
from tests.documents import samples
from tests.documents.pdf_tools import failures, text_of
from tests.factories import NOW
from uppdragil.consultation import services
from uppdragil.documents.compilations import gather
from uppdragil.documents.pdf.compilation import Compilation, Reviewer, Said, Told, build_compilation

DAY = dt.date(2026, 11, 16)


def ordinary() -> Compilation:
    return Compilation(
        organisation="Region Exempel",
        demo=True,
        at=samples.DECIDED,
        number="U-2026-014",
        title="Digital kallelse till återbesök",
        sent_by="Sanna Lindhé",
        sent_on=DAY,
        due=DAY + dt.timedelta(days=14),
        ended="",
        words="Läs särskilt kapitlet om risker.\n\nKostnaderna kommer nästa vecka.",
        sha256="7c" * 32,
        reviewers=(
            Reviewer("Rita Remiss", "Kommunikatör", "Har synpunkter", DAY, ""),
            Reviewer("Roger Remiss", "", "Avstod", DAY, "Föräldraledig till mars"),
            Reviewer("Rut Remiss", "", "Inte svarat än", None, ""),
        ),
        chapters=(
            ("Hela direktivet", (Said("Rita Remiss", DAY, "Fråga", "Öppen", "", "Vem äger?", "", ()),)),
            (
                "10 Risker",
                (
                    Said(
                        "Rita Remiss",
                        DAY,
                        "Förslag",
                        "Åtgärdad",
                        "Få hinner",
                        "Risken är större än så.\nSe förra året.",
                        "Ingen hinner",
                        (Told("Sanna Lindhé", DAY, "åtgärdade", "Skrivet om"),),
                    ),
                ),
            ),
        ),
    )


def strained() -> Compilation:
    """Forty comments in forty lines each, on rows with names that no line holds."""
    long, whole = samples.LONG * 12, samples.UNBROKEN
    told = tuple(Told(whole, DAY, "svarade", long) for _ in range(3))
    said = tuple(Said(whole, DAY, "Synpunkt", "Öppen", whole, long, whole, told) for _ in range(40))
    return replace(
        ordinary(),
        title=whole,
        words=long,
        ended="Avslutad 16 november.",
        reviewers=tuple(Reviewer(whole, samples.LONG, "Avstod", DAY, long) for _ in range(40)),
        chapters=((whole, said), (samples.LONG, said)),
    )


NOBODY = replace(ordinary(), words="", reviewers=(), chapters=())
COMPILATIONS = {"ordinary": ordinary(), "strained": strained(), "silent": NOBODY}


@pytest.mark.parametrize("name", COMPILATIONS)
def test_it_is_archival_and_accessible(name: str, tmp_path: Path) -> None:
    (tmp_path / "sample.pdf").write_bytes(build_compilation(COMPILATIONS[name]))

    assert failures(tmp_path / "sample.pdf") == []


def test_it_says_who_was_asked_and_what_they_wrote(tmp_path: Path) -> None:
    said = text_of(build_compilation(ordinary()), tmp_path)

    for words in (
        "Föräldraledig till mars",
        "Inte svarat än",
        "Hela direktivet",
        "Vem äger?",
        "Gäller: Få hinner",
        "Ingen hinner",
        "Sanna Lindhé, 16 nov 2026, åtgärdade: Skrivet om",
    ):
        assert words in said


def test_a_remiss_that_nobody_has_answered_says_so(tmp_path: Path) -> None:
    assert "Ingen har lämnat någon synpunkt." in text_of(build_compilation(NOBODY), tmp_path)


@pytest.mark.django_db
def test_it_gathers_threads_by_chapter_and_who_is_not_ready() -> None:
    kit = Kit()
    comment = kit.comment(chapter="background", text="Skriv om")
    kit.comment(text="Bra i stort")
    services.reply(comment=comment, kind="done", text="Klart", moves=0, by=kit.lead, now=NOW)

    with translation.override("sv"):
        found = gather(kit.sent, NOW)

    assert [(title, [one.text for one in said]) for title, said in found.chapters] == [
        ("Hela direktivet", ["Bra i stort"]),
        ("1 Bakgrund", ["Skriv om"]),
    ]
    assert found.chapters[1][1][0].thread[0].text == "Klart"
    assert [one.answer for one in found.reviewers] == ["2 synpunkter, inte klar än", "Inte svarat än"]
