from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given

from tests.directives.mandates import FACTS, TODAY, activity, clashing, found, milestone, plan, whole
from tests.strategies import clashing_contents, contents
from uppdragil.directives.content import (
    HEAD_FIELDS,
    ROW_TYPES,
    DirectiveContent,
    HolderKind,
    Role,
    RoleAssignment,
    Visibility,
)
from uppdragil.directives.labels import (
    HOLDER_LABELS,
    ROLE_LABELS,
    SEVERITY_LABELS,
    VISIBILITY_LABELS,
    field_label,
)
from uppdragil.directives.review import HEAD, Finding, Place, Severity, review
from uppdragil.directives.sentences import FINDINGS, FIXES, finding_text, fix_text, place_text
from uppdragil.editions.spec import EditionSpec

EDITION = EditionSpec.model_validate_json(
    (Path(__file__).parents[2] / "fixtures" / "editions" / "uppdragil-3.0.json").read_text()
)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def sentences(content: DirectiveContent, rule: str) -> list[tuple[str, list[str]]]:
    return [(finding_text(f, EDITION), [fix_text(x) for x in f.fixes]) for f in found(content, rule)]


def test_it_says_which_two_dates_differ_and_where() -> None:
    content = DirectiveContent(
        gate_plans=(plan("BP2", "2027-06-18"),), milestones=(milestone("BP2", "2027-06-30"),)
    )
    assert sentences(content, "R1") == [
        (
            "BP2 är 18 juni 2027 i kapitel 5 men 30 juni 2027 i 9.1.",
            ["Använd 18 juni 2027", "Använd 30 juni 2027"],
        )
    ]


def test_it_says_which_gate_has_passed_which() -> None:
    assert sentences(clashing(), "R2") == [
        (
            "BP0 är 8 december 2024 i 9.1, efter BP1 som är 1 januari 2024.",
            ["Använd 21 december 2023 för BP0"],
        )
    ]


def test_it_names_both_holders() -> None:
    ((text, fixes),) = sentences(clashing(), "R4")
    assert (
        text == "Uppdragsägare är Direktör Stab i kapitel 8 men Utvecklingsdirektör på beslutsbladet för BP1."
    )
    assert fixes == ["Använd Direktör Stab", "Använd Utvecklingsdirektör"]


def test_it_quotes_a_late_activity() -> None:
    content = DirectiveContent(
        gate_plans=(plan("BP2", "2027-06-18"),), activities=(activity("act1", None, "2027-06-24"),)
    )
    assert sentences(content, "R3") == [
        ("”Work act1” slutar 24 juni 2027, efter BP2 som är 18 juni 2027.", ["Korta till 18 juni 2027"])
    ]


def test_it_lists_what_a_risk_lacks() -> None:
    assert sentences(clashing(), "R9")[0][0] == "Risken ”Few hands” saknar åtgärd och ansvarig."


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2027-01-06", "BP1: 6 januari 2027 är en ledig dag (Trettondedag jul)."),
        ("2027-02-07", "BP1: 7 februari 2027 är en ledig dag (söndag)."),
    ],
)
def test_it_says_why_a_day_is_off(date: str, text: str) -> None:
    content = DirectiveContent(gate_plans=(plan("BP1", date),))
    assert sentences(content, "R12")[0][0] == text


def test_a_day_off_is_named_in_the_readers_language() -> None:
    with translation.override("en"):
        content = DirectiveContent(gate_plans=(plan("BP1", "2027-01-06"),))
        assert sentences(content, "R12")[0][0] == "BP1: 6 January 2027 is a day off (Epiphany)."


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("milestones", "mile1", "date"), "9.1 Milstolpar, MS1"),
        (Place("financing"), "6.2 Finansiering"),
        (Place("roles", "role1", "holder"), "8 Organisation, Uppdragsägare"),
        (Place("activities", "act1", "end"), "9.2 Delaktiviteter, Bygg kön"),
        (Place(HEAD, None, "registry_number"), "Diarienummer"),
        (Place("costs", None, "not_applicable"), "6.1 Kostnader"),
    ],
)
def test_a_place_is_named_as_the_document_does(place: Place, text: str) -> None:
    assert place_text(place, whole(), EDITION) == text


def test_a_row_without_words_is_named_by_its_number() -> None:
    content = DirectiveContent(activities=(activity("act1", None, None).model_copy(update={"name": ""}),))
    assert place_text(Place("activities", "act1"), content, EDITION) == "9.2 Delaktiviteter, rad 1"


def test_percent_signs_and_long_texts_do_no_harm() -> None:
    holder = "100 %(x)s " * 5_000
    content = DirectiveContent(roles=(RoleAssignment(uid="role1", role=Role.OWNER, holder=holder),))
    sheets = ({"uid": "sheet1", "gate": "BP1", "owner": "%s"},)
    content = DirectiveContent.model_validate({**content.model_dump(), "decision_sheets": sheets})
    assert len(sentences(content, "R4")[0][0]) < 300


@given(contents() | clashing_contents())
def test_every_finding_has_a_sentence_in_both_languages(content: DirectiveContent) -> None:
    for language in ("sv", "en"):
        with translation.override(language):
            for finding in review(content, FACTS, dt.date(2027, 1, 1)):
                assert finding_text(finding, EDITION).endswith((".", "?"))
                assert all(place_text(place, content, EDITION) for place in finding.places)
                assert all(fix_text(fix) for fix in finding.fixes)


def test_every_sentence_is_in_swedish() -> None:
    swedish = [str(text) for text in (*FINDINGS.values(), *FIXES.values())]
    with translation.override("en"):
        english = [str(text) for text in (*FINDINGS.values(), *FIXES.values())]
    assert [s for s, e in zip(swedish, english, strict=True) if s == e] == []


def test_every_field_and_word_has_a_label() -> None:
    assert all(str(field_label(HEAD, name)) for name in HEAD_FIELDS)
    for chapter, kind in ROW_TYPES.items():
        assert all(str(field_label(chapter, name)) for name in kind.model_fields if name != "uid")
    labels = (ROLE_LABELS, VISIBILITY_LABELS, HOLDER_LABELS, SEVERITY_LABELS)
    for enum, words in zip((Role, Visibility, HolderKind, Severity), labels, strict=True):
        assert set(words) == set(enum)


def test_a_finding_of_an_unknown_chapter_still_has_a_place() -> None:
    spec = EDITION.model_copy(update={"chapters": ()})
    finding: Finding = review(clashing(), FACTS, TODAY)[0]
    assert finding_text(finding, spec)
    assert all(place_text(place, clashing(), spec) for place in finding.places)
