"""One wrinkle of a layout each."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

import pytest

from uppdragil.directives.content import Role
from uppdragil.imports.readers import read_file
from uppdragil.imports.recogniser import Recognised, recognise

from .cases import DEMO, EDITION, chapter, read


def unplaced(found: Recognised) -> list[str]:
    return [line.text for line in found.unplaced]


REPRINTS: dict[str, Callable[[str], str]] = {
    "a blank line after each": lambda text: "\n\n".join(line for line in text.split("\n") if line.strip()),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old mac": lambda text: text.replace("\n", "\r"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "indented": lambda text: "\n".join("    " + line for line in text.split("\n")),
    "no outer spaces": lambda text: "\n".join(line.strip() for line in text.split("\n")),
    "headings without dots": lambda text: re.sub(r"(?m)^( *\d+(?:\.\d+)*)\. ", r"\1 ", text),
    "page breaks": lambda text: text.replace("\n 5. ", "\n\f 5. ").replace("\n 9. ", "\n\f 9. "),
    "dashes for bullets": lambda text: text.replace("•", "–"),
    "word's bullets": lambda text: text.replace("•", "\uf0b7"),
    "bullets on lines of their own": lambda text: text.replace("• ", "• \n"),
}


@pytest.mark.parametrize("name", REPRINTS)
def test_another_print_of_the_demo_says_the_same(name: str) -> None:
    found = recognise(REPRINTS[name](read_file(DEMO)), EDITION)
    assert found.content == read(DEMO).content
    assert found.unplaced == ()


def test_blank_lines_are_not_needed_to_tell_rows_apart() -> None:
    text = "\n".join(line for line in read_file(DEMO).split("\n") if line.strip())
    found, whole = recognise(text, EDITION).content, read(DEMO).content
    assert (found.activities, found.milestones, found.gate_plans, found.roles, found.decision_sheets) == (
        whole.activities, whole.milestones, whole.gate_plans, whole.roles, whole.decision_sheets,
    )  # fmt: skip


def test_na_alone_stays_as_text() -> None:
    assert chapter("6.2", "N/A").content.financing == "N/A"
    assert [row.text for row in chapter("4", " N/A ").content.dependencies] == ["N/A"]
    assert chapter("9.2", "N/A").content.note("activities").lead_in == "N/A"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("N/A: ryms i ramen", "ryms i ramen"),
        ("N/A – ryms i ramen", "ryms i ramen"),
        ("Ej tillämpligt: ryms i ramen", "ryms i ramen"),
        ("Ej tillämpligt, eftersom det ryms", "eftersom det ryms"),
        ("Ej tillämpligt eftersom det ryms", "eftersom det ryms"),
    ],
)
def test_na_with_a_reason_empties_the_chapter(text: str, reason: str) -> None:
    for number, key in (("6.2", "financing"), ("7", "risks"), ("9.1", "milestones"), ("8", "roles")):
        content = chapter(number, text).content
        assert content.note(key).not_applicable == reason
        assert not getattr(content, key)


def test_holders_below_each_other_are_a_row_each() -> None:
    roles = chapter(
        "8", "Uppdragsmedlemmar:", "• Lina Ek, IT", "• Omar Nur", "Uppdragsägare: Direktör"
    ).content.roles
    assert [(r.role, r.holder) for r in roles] == [
        (Role.MEMBER, "Lina Ek, IT"),
        (Role.MEMBER, "Omar Nur"),
        (Role.OWNER, "Direktör"),
    ]


def test_a_role_that_the_model_does_not_have_is_unplaced_with_its_holder() -> None:
    found = chapter("8", "Uppdragsägare: Direktör", "Styrgrupp: Tre chefer och", "en kommunchef")
    assert [r.holder for r in found.content.roles] == ["Direktör"]
    assert unplaced(found) == ["Styrgrupp: Tre chefer och", "en kommunchef"]


def test_a_role_without_a_holder_is_an_empty_row() -> None:
    found = chapter("8", "Uppdragsägare:", "Uppdragsledare: Anna")
    assert [(r.role, r.holder) for r in found.content.roles] == [(Role.OWNER, ""), (Role.LEAD, "Anna")]


def test_text_below_the_roles_is_unplaced() -> None:
    found = chapter("8", "Uppdragsägare: Direktör", "", "Gruppen möts varje vecka.")
    assert unplaced(found) == ["Gruppen möts varje vecka."]


def test_an_unreadable_date_is_null_and_its_line_unplaced() -> None:
    found = chapter("5", "Fas/beslutspunkt Start Slut", "BP0 Fastställande 31/2-2026 1/3-2026")
    (plan,) = found.content.gate_plans
    assert (plan.gate, plan.name, plan.start, plan.end) == ("BP0", "Fastställande", None, dt.date(2026, 3, 1))
    assert unplaced(found) == ["BP0 Fastställande 31/2-2026 1/3-2026"]


def test_a_placeholder_is_no_date() -> None:
    found = chapter("9.1", "ÅÅÅÅ-MM-DD Start av uppdraget BP1")
    (milestone,) = found.content.milestones
    assert (milestone.date, milestone.decision, milestone.gate) == (None, "Start av uppdraget", "BP1")
    assert unplaced(found) == ["ÅÅÅÅ-MM-DD Start av uppdraget BP1"]


def test_one_date_of_two_is_not_guessed_to_be_start_or_end() -> None:
    found = chapter("9.2", "Ordna vägen 1/2-2026 Enheten", "Visa vägen 1/2-2026 2/2-2026 Enheten")
    assert [(a.name, a.start, a.end) for a in found.content.activities] == [
        ("Ordna vägen", None, None),
        ("Visa vägen", dt.date(2026, 2, 1), dt.date(2026, 2, 2)),
    ]
    assert unplaced(found) == ["Ordna vägen 1/2-2026 Enheten"]


def test_one_column_of_dates_is_first_and_last_day() -> None:
    found = chapter("5", "Beslutspunkt Datum", "BP0 Fastställande 2/3-2026")
    assert [(g.start, g.end) for g in found.content.gate_plans] == [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 2))
    ]
    assert found.unplaced == ()


def test_rows_on_one_line_each_are_told_apart() -> None:
    found = chapter(
        "9.2", "Ordna 1/2-2026 2/2-2026 IT och HR", "Visa 3/2-2026 4/2-2026 Anna", "Fira 5/2-2026 6/2-2026"
    )
    assert [(a.name, a.responsible) for a in found.content.activities] == [
        ("Ordna", "IT och HR"),
        ("Visa", "Anna"),
        ("Fira", ""),
    ]


def test_a_milestone_has_its_comment() -> None:
    found = chapter("9.1", "1/2-2026 Start av uppdraget BP1 I närvaro", "av ägaren", "2/2-2026 Paus")
    assert [(m.decision, m.gate, m.comment) for m in found.content.milestones] == [
        ("Start av uppdraget", "BP1", "I närvaro av ägaren"),
        ("Paus", "", ""),
    ]


def test_terms_are_parted_by_a_sign_an_abbreviation_or_the_next_capital() -> None:
    lines = (
        "CLG Centrala gruppen",
        "Mall: Ett förtryckt papper",
        "• HR – Personal",
        "Digital väg En väg som är",
        "digital",
    )
    found = chapter("Definitioner och förkortningar", *lines)
    assert [(t.term, t.explanation) for t in found.content.terms] == [
        ("CLG", "Centrala gruppen"),
        ("Mall", "Ett förtryckt papper"),
        ("HR", "Personal"),
        ("Digital väg", "En väg som är digital"),
    ]


def test_a_heading_that_the_model_does_not_have_ends_the_chapter_before_it() -> None:
    found = chapter("7", "• Tiden räcker inte", "7.1. Riskmatris", "Se bilagan.")
    assert [r.text for r in found.content.risks] == ["Tiden räcker inte"]
    assert unplaced(found) == ["7.1. Riskmatris", "Se bilagan."]


def test_a_numbered_list_is_not_taken_for_headings() -> None:
    found = chapter("2.2", "1. Ordna vägen", "2. Visa vägen", "3. Kommunikation")
    assert [g.text for g in found.content.mandate_goals] == ["Ordna vägen", "Visa vägen", "Kommunikation"]


def test_a_heading_may_differ_a_little() -> None:
    text = "1 BAKGRUND\nDärför.\n2.1 Effektmålen\n- Mål\n7) Risk\n- Tid\n10. Kommunikationsplan\nAlla vet."
    content = recognise(text.replace("7)", "7."), EDITION).content
    assert (content.background, content.communication) == ("Därför.", "Alla vet.")
    assert (len(content.impact_goals), len(content.risks)) == (1, 1)


def test_headings_without_numbers_are_read_where_there_are_no_others() -> None:
    content = recognise(
        "Bakgrund\nDärför.\nTidplan\nBP0 Start 1/2-2026 1/2-2026\nRisker\n- Tid\n", EDITION
    ).content
    assert (content.background, len(content.gate_plans), len(content.risks)) == ("Därför.", 1, 1)


def test_text_below_a_list_is_unplaced() -> None:
    found = chapter("3.2", "Utanför ligger:", "", "• Jouren.", "", "Mer om detta beslutas senare.")
    assert [r.text for r in found.content.delimitations] == ["Jouren."]
    assert unplaced(found) == ["Mer om detta beslutas senare."]


def test_text_below_a_heading_that_only_holds_others_is_unplaced() -> None:
    assert unplaced(chapter("6", "Se nedan.")) == ["Se nedan."]


def test_what_was_written_on_the_form_is_unplaced() -> None:
    sheet = (
        "Uppdragets namn: Vägen",
        "Checklista inför beslut, BP2 JA NEJ",
        "Är vi klara ☐ ☐",
        "",
        "Är alla nöjda X",
    )
    form = (
        "BESLUT JA NEJ Kommentar: Bra jobbat",
        "Beslut att avsluta, BP2",
        "Datum 2026-01-02",
        "Namnförtydligande",
    )
    found = chapter("Definitioner och förkortningar", *sheet, *form)
    assert [(s.gate, s.name, s.questions, s.decision) for s in found.content.decision_sheets] == [
        ("BP2", "Vägen", ("Är vi klara", "Är alla nöjda X"), "Beslut att avsluta, BP2")
    ]
    assert unplaced(found) == ["BESLUT JA NEJ Kommentar: Bra jobbat", "Datum 2026-01-02"]


def test_there_is_a_sheet_per_gate() -> None:
    one = ("Uppdragets namn: Vägen", "Uppdragsägare: A", "Checklista inför beslut, BP1", "Fråga ett här")
    other = ("Uppdragets namn: Vägen", "Uppdragsägare: B", "Checklista inför beslut, BP2", "Fråga två här")
    sheets = chapter("Definitioner och förkortningar", *one, *other).content.decision_sheets
    assert [(s.gate, s.owner, s.questions) for s in sheets] == [
        ("BP1", "A", ("Fråga ett här",)),
        ("BP2", "B", ("Fråga två här",)),
    ]


def test_the_factory_names_the_rows() -> None:
    names = iter(f"row{number:05}" for number in range(1000))
    content = recognise(read_file(DEMO), EDITION, lambda: next(names)).content
    assert [goal.uid for goal in content.impact_goals] == ["row00000", "row00001", "row00002"]
