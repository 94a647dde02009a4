"""A mandate on one page: whatever there is to say of it, and only what its reader may see."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories as f
from tests.documents import samples
from tests.documents.pdf_tools import failures, text_of
from tests.portfolio.moneys import money_told
from tests.portfolio.reports import reported
from tests.web.directive_pages import signed_in
from uppdragil.documents.pdf.summary import build_summary
from uppdragil.documents.summaries import gather
from uppdragil.documents.summary import GateLine, LightLine, NeedLine, Summary

DAY = samples.DECIDED.date()


def ordinary() -> Summary:
    return Summary(
        organisation="Region Exempel",
        demo=True,
        at=samples.DECIDED,
        number="U-2026-014",
        content=samples.content(),
        working=True,
        facts=(("Fas", "Genomförande"), ("Nästa beslut", "BP2 Delaktiviteter slutförda")),
        gates=(GateLine("BP1", "Start", DAY, DAY, "Passerad"), GateLine("BP2", "Klart", DAY, None, "Nästa")),
        reported="Rapporterat av Lena Ledare",
        lights=(
            LightLine("Tid", "Avvikelse", "En månad sen", True),
            LightLine("Risk", "Enligt plan", "", False),
        ),
        needs=(NeedLine("En apotekare", "Hälso- och sjukvårdsdirektören", DAY),),
    )


def strained() -> Summary:
    """Everything late and long, and forty of each."""
    said = samples.LONG * 3
    return replace(
        ordinary(),
        content=samples.stress_content(),
        facts=tuple((f"Uppgift {n}", said) for n in range(8)),
        lights=tuple(LightLine(f"Aspekt {n}", "Kritiskt", said, True) for n in range(6)),
        needs=tuple(NeedLine(said, samples.UNBROKEN, DAY) for _ in range(40)),
    )


SUMMARIES = {"ordinary": ordinary, "strained": strained}


@pytest.mark.parametrize("name", SUMMARIES)
def test_it_is_one_page_archival_and_accessible(name: str, tmp_path: Path) -> None:
    pdf = build_summary(SUMMARIES[name]())
    (tmp_path / "sample.pdf").write_bytes(pdf)

    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 1
    assert failures(tmp_path / "sample.pdf") == []


def test_it_says_how_the_mandate_stands(tmp_path: Path) -> None:
    said = text_of(build_summary(ordinary()), tmp_path)

    for words in ("Digital kallelse till återbesök", "En månad sen", "Enligt plan: risk.", "En apotekare"):
        assert words in said


def test_what_the_page_does_not_hold_is_counted(tmp_path: Path) -> None:
    assert "60" in text_of(build_summary(strained()), tmp_path)


@pytest.mark.django_db
def test_it_gathers_gates_lights_and_money() -> None:
    made = f.at("execution")
    reported(made)
    money_told(made, outcome=60_000_000)

    with translation.override("sv"):
        found = gather(made.cast.lead, made.directive, made.content, f.NOW)

    assert [(g.gate, g.state) for g in found.gates][1:3] == [("BP1", "Passerad"), ("BP2", "Nästa")]
    assert len(found.lights) == 6
    assert "Utfall 0,6 Mkr" in dict(found.facts)["Pengar"]


@pytest.mark.django_db
def test_a_reader_of_the_decided_version_gets_that_alone() -> None:
    made = f.at("execution")
    reported(made)
    money_told(made, outcome=60_000_000)

    with translation.override("sv"):
        found = gather(f.person("Läsare"), made.directive, made.content, f.NOW)

    assert (found.working, found.lights, found.needs) == (False, (), ())
    assert dict(found.facts)["Pengar"] == "Ram 1,2 Mkr"
    assert "Ligger hos" not in dict(found.facts)


@pytest.mark.django_db
@pytest.mark.parametrize("phase", ["draft", "bp1", "closed"])
def test_the_page_gives_it_in_every_stage(phase: str) -> None:
    made = f.at(phase)

    answer = signed_in(made.cast.lead).get(reverse("summary", args=[made.directive.uid]))

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_nobody_else_gets_the_summary_of_a_restricted_mandate() -> None:
    made = f.at("execution", visibility="restricted")
    address = reverse("summary", args=[made.directive.uid])

    assert signed_in(f.person("Läsare")).get(address).status_code == 404
    assert Client().get(address).status_code == 302
