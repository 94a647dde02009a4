"""What of an edition is shaped, and how. Pure."""

from __future__ import annotations

import json

import pytest
from django.conf import settings

from uppdragil.editions.drafting import shaping
from uppdragil.editions.drafting.checking import check
from uppdragil.editions.drafting.difference import difference
from uppdragil.editions.spec import ChapterSpec, EditionSpec, ItemSpec


@pytest.fixture(scope="module")
def spec() -> EditionSpec:
    path = settings.BASE_DIR / "fixtures/editions/uppdragil-3.0.json"
    return EditionSpec.model_validate(json.loads(path.read_text()))


def test_nothing_differs_from_itself_and_nothing_stands_against_it(spec: EditionSpec) -> None:
    assert difference(spec, spec) == ()
    assert [p for p in check(spec, spec) if p.blocks] == []


def test_a_removed_chapter_is_required_no_more(spec: EditionSpec) -> None:
    after = shaping.remove_chapter(spec, "risks")

    assert "risks" not in after.required_at("BP0")
    assert next(line.where for line in difference(spec, after)) == "7 Risker"


def test_moving_beyond_the_end_changes_nothing(spec: EditionSpec) -> None:
    assert shaping.move_chapter(spec, "background", -1) == spec


def test_a_question_is_added_under_a_code_of_its_own(spec: EditionSpec) -> None:
    after = shaping.add_item(spec, "BP0", ItemSpec(code="need", text="Är behovet känt?"))

    assert after.gate("BP0").checklist[-1].code == "need-2"


@pytest.mark.parametrize(
    ("part", "shape"),
    [
        ("chapters", lambda s: shaping.move_chapter(s, "idea", 1)),
        ("chapter:idea", lambda s: shaping.with_chapter(s, "idea", {"help": "Ny"})),
        ("gate:BP1", lambda s: shaping.with_gate(s, "BP1", {"name": "Ny"})),
        ("items:BP1", lambda s: shaping.remove_item(s, "BP1", "goals")),
        ("item:BP1:goals", lambda s: shaping.with_item(s, "BP1", "goals", {"required": True})),
        ("gate:ÄB", lambda s: shaping.with_gate(s, "ÄB", {"name": "Ny"})),
    ],
)
def test_a_change_is_seen_in_the_mark_of_its_part_and_in_the_difference(spec, part, shape) -> None:
    after = shape(spec)

    assert shaping.mark(after, part) != shaping.mark(spec, part)
    assert difference(spec, after)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (lambda s: shaping.with_chapter(s, "idea", {"title": " "}), "ingen rubrik"),
        (lambda s: shaping.add_chapter(s, ChapterSpec(key="idea", title="Idé")), "två gånger"),
        (lambda s: shaping.with_gate(s, "BP1", {"decides": ""}), "tom"),
        (lambda s: shaping.with_gate(s, "BP1", {"required": ("nothing",)}), "inte är ett kapitel"),
        (lambda s: shaping.with_item(s, "BP1", "goals", {"text": ""}), "utan ord"),
        (lambda s: shaping.with_item(s, "BP1", "goals", {"code": "roles"}), "två frågor"),
    ],
)
def test_what_blocks_is_said(spec: EditionSpec, shape, words: str) -> None:
    assert words in " ".join(problem.text for problem in check(shape(spec), spec) if problem.blocks)


def test_a_question_that_asks_for_something_else_is_pointed_out(spec: EditionSpec) -> None:
    after = shaping.with_item(spec, "BP1", "goals", {"text": "Kaffet är kokat och kakorna är framdukade"})

    assert "item:BP1:goals" in [problem.part for problem in check(after, spec) if not problem.blocks]


def test_what_is_not_there_is_gone(spec: EditionSpec) -> None:
    for shape in (
        lambda: shaping.remove_chapter(spec, "nothing"),
        lambda: shaping.with_gate(spec, "BP9", {}),
        lambda: shaping.move_item(spec, "BP0", "nothing", 1),
    ):
        with pytest.raises(shaping.Gone):
            shape()
