"""The same words find the same mandates on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import factories as f
from uppdragil.directives.content import Risk
from uppdragil.directives.models import Directive

from .kit import office, titles

pytestmark = pytest.mark.django_db

QUERIES = [
    ("uppdragens", ["Ett"]),  # forms
    ("uppdrag", ["Ett"]),
    ("patient", ["Två"]),
    ("patienterna", ["Två"]),
    ("vard", []),  # å is a letter of its own
    ("hal", ["Tre"]),
    ("hål", ["Fyra"]),
    ("informationssystem", ["Ett"]),  # the end of a compound
    ("informationssystemen", ["Ett"]),
    ("vårdinfo", ["Ett"]),  # its beginning
    ("informations", []),  # its middle
    ("vård", ["Fyra", "Ett", "Två"]),  # the title first
    ('"vård"', ["Fyra", "Två"]),  # in quotation marks no compounds
    ('"nära vård"', ["Två"]),
    ('"vård nära"', []),
    ("vård nära", ["Två"]),
    ("vård -nära", ["Fyra", "Ett"]),
    ('vård -"nära vård"', ["Fyra", "Ett"]),
    ("patient bemanning", ["Två"]),  # in two chapters
    ('"ordning bemanning"', []),  # no run of words goes on from one row into the next
    ("RS 2024-05699", ["Tre"]),  # numbers
    ("2024-05699", ["Tre"]),
    ("2024-0569", []),
    ("05699-2024", []),
    ("U 2031-014", ["Fyra"]),
    ("u 2031 014", ["Fyra"]),
    ("lena", ["Ett", "Två", "Tre", "Fyra"]),  # people
    ("e-hälsa", ["Tre"]),
    ("ehälsa", []),
    ("50 %", ["Tre"]),
    ("naïve café", ["Tre"]),
    ("naive", []),
    ("STRASSE", ["Tre"]),  # ß is written ss
    ("日本語", ["Tre"]),
    ("𐐨𐐩", ["Tre"]),  # letters that old versions of Unicode do not know
    ("o'brien", ["Tre"]),
    ('a\\b " OR *', []),
    ("och", []),
    ("😀", []),
]


BARE = (
    "impact_goals",
    "prerequisites",
    "delimitations",
    "risks",
    "milestones",
)  # said by others in these tests


@pytest.fixture
def four() -> None:
    said = {"cast": f.Cast(lead=f.person("Lena Ledare"))} | dict.fromkeys(BARE, ())
    f.mandate(title="Ett", background="Ett nytt vårdinformationssystem, för uppdragens skull.", **said)
    f.mandate(
        title="Två",
        idea="Nära **vård** för patienten.",
        **said | {"risks": (f.row(Risk, text="Ordning"), f.row(Risk, text="Bemanning"))},
    )
    f.mandate(
        title="Tre",
        registry_number="RS 2024-05699",
        background="Hal väg till e-hälsa. 50 % naïve café i Strasse, Straße. 日本語 𐐨𐐩 O'Brien a\\b",
        **said,
    )
    f.mandate(title="Fyra", subtitle="Vård", number="U 2031-014", costs="Hål i budgeten", **said)
    for days, directive in enumerate(Directive.objects.order_by("-pk")):
        since = f.NOW + dt.timedelta(days=days)
        Directive.objects.filter(pk=directive.pk).update(phase_since=since)


@pytest.mark.usefixtures("four")
def test_each_query_finds_what_it_should() -> None:
    by = office()
    wrong = {q: found for q, wanted in QUERIES if (found := titles(by, q)) != wanted}
    assert wrong == {}


@pytest.mark.usefixtures("four")
def test_a_chapter_is_searched_alone() -> None:
    by = office()
    assert titles(by, "vård", "idea") == ["Två"]
    assert titles(by, "vård", "head") == ["Fyra"]
    assert titles(by, "vård", "risks") == []


def test_the_title_comes_before_a_row_and_a_row_before_a_text_and_then_the_newest() -> None:
    f.mandate(title="Rad", risks=(f.row(Risk, text="Flyttgods"),))
    f.mandate(title="Text", background="Flyttgods")
    f.mandate(title="Flyttgods")
    newest = f.mandate(title="Nyaste raden", risks=(f.row(Risk, text="Flyttgods"),))
    since = f.NOW + dt.timedelta(days=9)
    Directive.objects.filter(pk=newest.directive.pk).update(phase_since=since)
    assert titles(office(), "flyttgods") == ["Flyttgods", "Nyaste raden", "Rad", "Text"]


def test_the_filters_of_the_list_hold() -> None:
    unit = f.unit()
    f.mandate(title="Utkast", background="Flyttgods", unit=unit.name, unit_id=unit.uid)
    f.at("preparation", title="Igång", background="Flyttgods")
    by = office()
    assert titles(by, "flyttgods", phase="draft") == ["Utkast"]
    assert titles(by, "flyttgods", unit=unit.uid) == ["Utkast"]
    assert titles(by, "flyttgods", whose="mine") == []
    assert titles(by, "flyttgods", edition="uppdragil-3.0") == ["Igång", "Utkast"]
    assert titles(by, "flyttgods", edition="another") == []


def test_who_holds_a_position_in_a_mandate_is_found() -> None:
    owner = f.person("Åsa Hällgren")
    f.mandate(cast=f.Cast(owners=(f.position(owner),)), title="Hennes")
    f.mandate(title="Ingens")
    by = office()
    assert titles(by, "åsa hällgren") == ["Hennes"]
    assert titles(by, "hällgren hennes") == ["Hennes"]
    assert titles(by, "hällgren", "roles") == ["Hennes"]
    assert titles(by, "hällgren", "background") == []
