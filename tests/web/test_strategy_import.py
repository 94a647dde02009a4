"""Importing the strategy by page: what is refused and why, the preview, and what is kept of it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories as f
from tests.imports.strategy.cases import DEMO_TEXT, HEADING
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.imports.models import StrategyImport
from uppdragil.imports.readers import read_file
from uppdragil.imports.strategy import keeping
from uppdragil.strategy import drafting, editing, storage
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.selectors import drafts
from uppdragil.strategy.services import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
SMALL = f"{HEADING}\n## Digital vård\n**Delmål 2026:** En väg in\n"


@pytest.fixture
def office() -> Client:
    return signed_in(f.duty(f.person("Signe Office")))


def paste(office: Client, text: str) -> Any:
    return office.post("/strategy/import/", {"text": text})


def kept(office: Client, text: str = SMALL) -> str:
    """The address of the preview of `text`."""
    address: str = paste(office, text).headers["Location"]
    return address


def form_of(office: Client, address: str) -> Any:
    """The preview's form, as the page has it."""
    return next(
        form for form in page_of(office.get(address)).forms if any("seen-" in name for name in form.fields)
    )


def test_the_preview_says_what_was_read_and_found_and_keeps_nothing(office: Client) -> None:
    said = words(office.get(kept(office, DEMO_TEXT)))

    assert "2 utgåvor lästes" in said
    assert "Delmål 2027 för Digital vård är formulerat olika" in said
    assert "2 rader kunde inte placeras" in said
    assert drafts() == []


def test_one_press_keeps_the_editions_as_drafts_with_what_was_noted(office: Client) -> None:
    address = kept(office, DEMO_TEXT)
    office.post(address, dict(form_of(office, address).form_values()))

    first, second = drafts()
    assert [str(x.rule) for x in drafting.found(first, storage.load(first))].count("S4") == 1
    assert "S9" in {str(x.rule) for x in drafting.found(second, storage.load(second))}
    assert not StrategyImport.objects.exists()


def test_only_what_is_chosen_is_kept(office: Client) -> None:
    address = kept(office, DEMO_TEXT)
    answer = office.post(address, {"keep-2027-2030": "on"})

    assert [(d.first_year, answer.headers["Location"]) for d in drafts()] == [
        (2027, f"/strategy/{drafts()[0].uid}/")
    ]


def test_choosing_nothing_is_asked_about(office: Client) -> None:
    assert office.post(kept(office), {}).status_code == 422


def test_a_draft_of_the_same_years_is_replaced_only_by_choice(office: Client) -> None:
    office.post(kept(office), {"keep-2026-2029": "on"})
    address = kept(office, SMALL.replace("En väg in", "Två vägar in"))

    said = words(office.get(address))
    form = form_of(office, address)
    assert "Det finns ett utkast för de här åren" in said
    assert not form.inputs["keep-2026-2029"].checked

    office.post(address, dict(form.form_values()) | {"keep-2026-2029": "on"})
    assert storage.load(drafts()[0]).areas[0].sub_goals[0].text == "Två vägar in"


def test_a_draft_that_somebody_corrected_meanwhile_is_not_replaced(office: Client) -> None:
    office.post(kept(office), {"keep-2026-2029": "on"})
    [draft] = drafts()
    address = kept(office, SMALL.replace("En väg in", "Två vägar in"))
    sent = dict(form_of(office, address).form_values()) | {"keep-2026-2029": "on"}
    goal = storage.load(draft).areas[0].sub_goals[0]
    values = editing.said(goal) | {"text": "Rättat"}
    drafting.save(
        edition=draft, part=goal.uid, values=values, seen=editing.mark(goal), by=f.person(), now=f.NOW
    )

    answer = office.post(address, sent)

    assert answer.status_code == 409
    assert "Ett utkast har ändrats" in words(answer)
    assert storage.load(StrategyEdition.objects.get()).areas[0].sub_goals[0].text == "Rättat"


def test_beside_a_published_edition_of_the_same_years_nothing_is_chosen(office: Client) -> None:
    office.post(kept(office), {"keep-2026-2029": "on"})
    publish(edition=drafts()[0], by=f.person(), now=f.NOW)
    address = kept(office, DEMO_TEXT)

    assert "En utgåva för de här åren gäller" in words(office.get(address))
    form = form_of(office, address)
    assert [form.inputs[f"keep-{years}"].checked for years in ("2026-2029", "2027-2030")] == [False, True]


def test_a_second_press_says_that_it_is_kept_already(office: Client) -> None:
    address = kept(office)
    office.post(address, {"keep-2026-2029": "on"})

    assert "redan sparad eller borttagen" in words(
        office.post(address, {"keep-2026-2029": "on"}, follow=True)
    )
    assert (office.get(address).status_code, len(drafts())) == (404, 1)


def test_the_same_text_again_is_the_same_import(office: Client) -> None:
    assert kept(office) == kept(office)


def test_an_import_is_deleted(office: Client) -> None:
    address = kept(office)
    office.post(f"{address}discard/")

    assert not StrategyImport.objects.exists()


def test_no_more_wait_than_the_office_can_look_through(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MAX_WAITING", 1)
    kept(office)
    answer = paste(office, DEMO_TEXT)

    assert answer.status_code == 422
    assert "1 importer väntar" in words(answer)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "Klistra in texten"),
        ("En inköpslista", "inte en strategi"),
        ("x" * (2 * 1024**2 + 1), "större än 2 MB"),
        ("1. \n" * 20_000, "fler än"),
        (f"{HEADING}\n## A\n**Nuläge:** {'x ' * 150_000}", "för lång"),
        ("a" + "\u0301" * 50, "inte text"),
    ],
    ids=["empty", "foreign", "large", "lines", "long", "marks"],
)
def test_a_text_that_is_refused_stays_in_the_form(office: Client, text: str, word: str) -> None:
    answer = paste(office, text)

    assert answer.status_code == 422
    assert word in words(answer)
    assert page_of(answer).xpath("//textarea[@name='text']")[0].value.strip() == text.strip()


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"", "s.txt", "tom"),
        (random.Random(3).randbytes(5_000), "s.txt", "inte text"),
        (b"a" * 3 * 1024**2, "s.txt", "större än 2 MB"),
        (SMALL.encode(), "s.docx", "varken .txt eller .md"),
        (b"# Fokusomr\xe5den 2026-2029\n## A\n" + b"<b>" * 60_000, "s.md", "inte en strategi"),
    ],
    ids=["empty", "binary", "large", "word", "tags"],
)
def test_a_file_that_is_refused_says_why(office: Client, data: bytes, name: str, word: str) -> None:
    answer = office.post("/strategy/import/", {"file": SimpleUploadedFile(name, data)})

    assert answer.status_code == 422
    assert word in words(answer)


def test_a_script_in_the_text_is_shown_as_text(office: Client) -> None:
    evil = f"{HEADING}\n## <script>alert(1)</script>\n**Delmål 2026:** <img src=x onerror=alert(1)>?\n"

    page = page_of(office.get(kept(office, evil)))

    assert not page.xpath("//script[contains(., 'alert')] | //img[@onerror]")


def test_only_the_office_imports() -> None:
    reader = signed_in(f.person("Elin"))

    assert reader.get("/strategy/import/").status_code == 403
    assert "Importera strategin" not in words(reader.get("/strategy/"))


def test_the_customers_own_pages_are_found_whole_through_the_page(office: Client, seeds: Path) -> None:
    text = read_file(next(seeds.glob("002_*.txt")))
    address = kept(office, text)
    office.post(address, dict(form_of(office, address).form_values()))

    found = [[str(x.rule) for x in drafting.found(d, storage.load(d))] for d in drafts()]

    assert [
        (rules.count("S1"), rules.count("S3"), rules.count("S4"), rules.count("S8")) for rules in found
    ] == [
        (1, 2, 0, 5),
        (7, 0, 6, 0),
    ]
    assert ["S2" in rules for rules in found] == [True, False]
