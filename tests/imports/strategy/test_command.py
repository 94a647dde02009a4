from __future__ import annotations

import contextlib
import json
import random
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from uppdragil.core.models import AuditEvent
from uppdragil.imports.strategy.recogniser import MAX_LINES, recognise
from uppdragil.imports.strategy.refusals import NotAStrategy
from uppdragil.strategy import storage
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.sentences import finding_text

from .cases import DEMO, DEMO_TEXT, HEADING

ROW = "Fokusområde\t2026 delmål\nDigital vård\t"


def shown(path: Path = DEMO) -> dict:
    out = StringIO()
    call_command("import_strategy", path, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_json_has_both_editions_and_the_account() -> None:
    said = shown()
    assert list(said) == ["editions", "findings", "unplaced", "ignored"]
    assert [(e["first_year"], len(e["areas"])) for e in said["editions"]] == [(2026, 2), (2027, 4)]
    assert said["editions"][0]["areas"][0]["regional_goals"] == [2, 3, 6]
    assert {"line": 78, "text": "Mål 9"} in said["unplaced"]
    assert {"line": 40, "text": "region exempel Tillbaka", "kind": "navigation"} in said["ignored"]


def test_json_has_the_findings_in_swedish_with_their_places() -> None:
    found = next(f for f in shown()["findings"] if f["rule"] == "S4")
    assert found["severity"] == "warning"
    assert found["text"].startswith("Där delmål 2028 för Nära vård ska stå finns namn: Berit,Olle och kim.")
    assert found["places"] == [
        {"edition": "2026-2029", "area": "area2", "row": "goal6", "field": "responsible"}
    ]


@pytest.mark.django_db
def test_without_json_the_editions_become_drafts_and_a_summary() -> None:
    out = StringIO()
    call_command("import_strategy", DEMO, stdout=out)

    first, second = StrategyEdition.objects.all()
    assert (first.state, first.first_year, second.first_year) == ("draft", 2026, 2027)
    assert [area.name for area in storage.load(first).areas] == ["Digital vård", "Nära vård"]
    assert "Gemensamma fokusområden 2026-2029 för Region Exempel är sparad som utkast" in out.getvalue()
    assert "S9 2027-2030: Fokusområdet Ekonomi i balans finns varken" in out.getvalue()
    assert "Rad 78 har ingen plats: Mål 9" in out.getvalue()


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing() -> None:
    for _ in range(2):
        call_command("import_strategy", DEMO, stdout=StringIO())

    assert (StrategyEdition.objects.count(), AuditEvent.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_an_unknown_username_is_a_sentence_and_stores_nothing() -> None:
    with pytest.raises(CommandError, match="ingen"):
        call_command("import_strategy", DEMO, by="ingen")

    assert not StrategyEdition.objects.exists()


def test_every_rule_has_its_sentence() -> None:
    found = recognise(DEMO_TEXT).findings
    assert {str(finding.rule) for finding in found} == {f"S{number}" for number in range(1, 10)}
    assert all("%" not in finding_text(finding) for finding in found)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "tom"),
        (b" \n\t", "tom"),
        (random.Random(3).randbytes(50_000), "inte text"),
        (HEADING.encode() + b"\0", "inte text"),
        (b"x" * 3_000_000, "större än"),
        (b"1. \n" * 500_000, "fler än"),
        ("Uppdragsdirektiv för en väg in".encode(), "inte en strategi"),
        (f"{HEADING}\n".encode(), "inte en strategi"),
        (f"{HEADING}\n## A\n**Nuläge:** {'x ' * 150_000}".encode(), "för lång"),
        ((f"{HEADING}\n{ROW}" + "<li>x</li>" * 9_000).encode(), "för många"),
        (("\n".join(f"# Delmål 20{y:02}-20{y:02}" for y in range(40))).encode(), "för många"),
        ((f"{HEADING}\n" + "\n".join(f"## Område {'x' * n}" for n in range(200))).encode(), "för många"),
    ],
    ids=[
        "empty",
        "blank",
        "binary",
        "nul",
        "large",
        "lines",
        "foreign",
        "bare",
        "long",
        "items",
        "editions",
        "names",
    ],
)
def test_a_refusal_is_one_sentence(data: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "indata"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=word) as refused:
        shown(path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        ROW + "<b>" * 60_000 + "x",
        ROW + "<!--" * 40_000,
        ROW + "<p " * 60_000,
        ROW + "&" * 190_000,
        ROW + "a\t" * 90_000,
        ROW + "<p>Digital" + " " * 190_000 + "vård</p>",
        "## A\n**Delmål 2026:** Ett\n" + "\n".join(f"Mål {n}" for n in range(MAX_LINES - 10)),
        "\n".join(f"## Vårdområde {n} {'och styrning ' * 15}" for n in range(149)) + "\n**Nuläge:** Ett",
    ],
    ids=["depth", "comments", "tags", "entities", "cells", "gap", "lines", "names"],
)
def test_hostile_text_takes_little_time(text: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(NotAStrategy):
        recognise(f"{HEADING}\n{text}")
    assert time.process_time() - begun < 3


def test_lone_surrogates_are_left_out() -> None:
    assert (
        recognise(f"{HEADING}\n## A\ud800\n**Nuläge:** Ett\udfff").editions[0].areas[0].current_state == "Ett"
    )


def test_what_goes_wrong_with_the_output_is_not_said_of_the_file() -> None:
    class Closed(StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        call_command("import_strategy", DEMO, "--json", stdout=Closed())


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="finns inte"):
        shown(tmp_path / "borta.txt")
