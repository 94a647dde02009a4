"""The customer's own directive, value by value; what is expected is put together from its own lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from uppdragil.directives.content import TEXT_CHAPTERS, DirectiveContent, Role
from uppdragil.imports.recogniser import Recognised

from .cases import EDITION, read


@pytest.fixture
def path(seeds: Path) -> Path:
    (found,) = seeds.glob("003_*.txt")
    return found


@pytest.fixture
def found(path: Path) -> Recognised:
    return read(path)


@pytest.fixture
def content(found: Recognised) -> DirectiveContent:
    return found.content


class Source:
    def __init__(self, path: Path) -> None:
        self.lines = path.read_text(encoding="utf-8").split("\n")

    def join(self, *numbers: int) -> str:
        return " ".join(" ".join(self.lines[n - 1].split()) for n in numbers).removeprefix("• ")

    def after(self, label: str, *numbers: int) -> str:
        return self.join(*numbers).removeprefix(label).strip()


@pytest.fixture
def source(path: Path) -> Source:
    return Source(path)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


TEXTS: dict[str, list[tuple[int, ...]]] = {
    "background": [(60, 62, 64), (66, 68, 70), (72, 74)],
    "idea": [(77, 79)],
    "costs": [(180,)],
    "financing": [(183,)],
    "communication": [(292,)],
    "reporting": [(295,)],
    "handover": [(297,), (299,)],
    "maintenance": [(302, 304), (306,)],
}
ITEMS: dict[str, list[tuple[int, ...]]] = {
    "impact_goals": [(92,), (94,), (96,)],
    "mandate_goals": [(100,), (102,), (104,), (106,), (108,), (110,)],
    "prerequisites": [(119,), (121,), (123,), (125, 127), (129, 131)],
    "delimitations": [(136,)],
    "dependencies": [(141,), (143,), (145,)],
    "risks": [(188,), (190,), (192,), (194, 196)],
}
LEAD_INS = {"impact_goals": 90, "mandate_goals": 98, "prerequisites": 117, "delimitations": 134}


def test_every_text_chapter_is_expected() -> None:
    assert set(TEXTS) == {c.key for c in EDITION.chapters} & set(TEXT_CHAPTERS)


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_chapter_is_its_lines_rejoined(key: str, content: DirectiveContent, source: Source) -> None:
    assert getattr(content, key) == "\n\n".join(source.join(*numbers) for numbers in TEXTS[key])


@pytest.mark.parametrize("key", ITEMS)
def test_a_list_is_its_bullets_rejoined(key: str, content: DirectiveContent, source: Source) -> None:
    assert [row.text for row in getattr(content, key)] == [source.join(*numbers) for numbers in ITEMS[key]]


def test_the_lead_ins_are_notes(content: DirectiveContent, source: Source) -> None:
    assert {n.chapter: n.lead_in for n in content.notes} == {k: source.join(n) for k, n in LEAD_INS.items()}


def test_the_title_begins_with_the_name_on_the_sheet(content: DirectiveContent, source: Source) -> None:
    assert content.model == source.join(46)
    assert content.title == source.join(50)
    assert content.subtitle == source.join(52, 54, 56, 58)


def test_the_gates_have_names_and_days(content: DirectiveContent, source: Source) -> None:
    assert [(g.gate, g.name, g.start, g.end) for g in content.gate_plans] == [
        ("BP0", source.join(150, 151), day("2023-12-21"), day("2023-12-21")),
        ("BP1", source.join(156), day("2024-01-01"), day("2024-01-01")),
        ("BP2", source.join(162, 163), day("2024-10-20"), day("2024-10-30")),
        ("BP3", source.join(169), day("2024-10-31"), day("2024-10-31")),
    ]


def test_the_roles_have_their_holders(content: DirectiveContent, source: Source) -> None:
    assert [(r.role, r.holder) for r in content.roles] == [
        (Role.SPONSOR, source.after("Uppdragssponsorer:", 199)),
        (Role.OWNER, source.after("Uppdragsägare:", 201)),
        (Role.LEAD, source.after("Uppdragsledare:", 203)),
        (Role.MEMBER, source.after("Uppdragsmedlemmar:", 205)),
        (Role.RECEIVER, source.after("Mottagare av resultatet:", 207)),
        (Role.STAKEHOLDER, source.after("Övriga intressenter:", 209, 211)),
    ]


def test_the_milestones_keep_their_printed_dates(content: DirectiveContent, source: Source) -> None:
    assert [(m.date, m.decision, m.gate, m.comment) for m in content.milestones] == [
        (day("2024-12-08"), source.after("8/12-24", 218, 219), "BP0", ""),
        (day("2024-01-01"), source.after("1/1-2024", 223).removesuffix(" BP1"), "BP1", ""),
        (day("2024-06-30"), source.after("30/6-24", 225, 226), "MS1", ""),
        (day("2024-10-20"), source.after("20/10-2024", 230).removesuffix(" BP2"), "BP2", ""),
        (day("2024-10-31"), source.after("31/10-2024", 234, 235), "BP3", ""),
    ]


@pytest.mark.parametrize(
    ("place", "name", "end", "responsible"),
    [
        (0, (245, 246, 247), "2024-03-31", (249, 250, 251)),
        (1, (253, 254), "2024-12-31", (256, 257)),
        (2, (259, 260), "2024-03-31", (262, 263)),
        (3, (265, 266, 267), "2024-10-31", (269, 270)),
        (4, (272, 273), "2024-03-31", (275, 276)),
        (5, (278, 279, 280), "2024-10-31", (282, 284)),
    ],
)
def test_an_activity_is_its_cells_rejoined(
    place: int,
    name: tuple[int, ...],
    end: str,
    responsible: tuple[int, ...],
    content: DirectiveContent,
    source: Source,
) -> None:
    activity = content.activities[place]
    assert len(content.activities) == 6
    assert (activity.name, activity.start, activity.end) == (source.join(*name), day("2024-01-01"), day(end))
    assert activity.responsible == source.join(*responsible).split(" ", 2)[2]


def test_the_terms_are_parted_from_their_explanations(content: DirectiveContent, source: Source) -> None:
    assert [(t.term, t.explanation) for t in content.terms] == [
        tuple(source.join(number).split(" ", 1)) for number in (318, 320, 322, 324)
    ]


def test_the_sheet_has_its_names_and_five_questions(content: DirectiveContent, source: Source) -> None:
    (sheet,) = content.decision_sheets
    assert (sheet.gate, sheet.decision) == ("BP1", source.join(361, 362))
    assert sheet.name == source.after("Uppdragets namn:", 325)
    assert sheet.owner == source.after("Uppdragsägare:", 327)
    assert sheet.lead == source.after("Uppdragsledare:", 329)
    assert list(sheet.questions) == [
        source.join(*numbers) for numbers in ((337, 338), (342,), (344,), (346,), (348, 349))
    ]


def test_no_line_is_left_over(found: Recognised) -> None:
    assert found.unplaced == ()


def test_only_headings_table_heads_and_the_empty_form_are_ignored(found: Recognised) -> None:
    kinds = [line.kind for line in found.ignored]
    assert {kind: kinds.count(kind) for kind in kinds} == {"heading": 25, "table_head": 4, "form": 5}
