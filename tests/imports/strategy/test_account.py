"""Every line that is not blank is in exactly one of content, unplaced and ignored, whatever the text is."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.cases import lines_of, words
from uppdragil.imports.strategy.recogniser import Recognised, recognise
from uppdragil.imports.strategy.refusals import NotAStrategy

from .cases import DEMO_TEXT, HEADING

# Words that the content says by its structure: labels, years, the numbers of goals.
STRUCTURE = words(
    "nuläge nuläget nuvarande tillstånd tillståndet delmål delaktivitet delaktiviteter regionplanens mål strategier "
    "och överenskommelser berör fundament medel ansvarig ansvariga samt"
)
SIGNS = (
    "\t",
    "|",
    "<p>",
    "</b>",
    "<script>",
    "**",
    "#",
    "- ",
    ":",
    "?",
    ",",
    "\x07",
    "\ud800",
    " ",
    "   ",
    "&lt;",
)
PIECES = (
    "## Nytt område", "**Delmål 2027:** Nytt", "Delaktiviteter 2028:", "Mål 9", "Mål 2–4", "Tillbaka",
    "# Delmål 2030-2031", "Fokusområde\t2026 delmål", "x\ty\tz",
    "Åsa, Per", "**Utkast**", "Framtagna 2025", "Ansvarig: Åsa", "Nuläge:",
)  # fmt: skip
places = st.integers(0, 10_000)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    lines = DEMO_TEXT.splitlines()
    for _ in range(draw(st.integers(1, 8))):
        at, to = draw(places) % len(lines), draw(places)
        match draw(st.integers(0, 4)):
            case 0 if len(lines) > 20:
                del lines[at : at + to % 6 + 1]
            case 1:
                lines.insert(to % len(lines), lines[at])
            case 2:
                lines.insert(at, draw(st.sampled_from(PIECES)))
            case 3:
                lines[at : at + to % 12] = reversed(lines[at : at + to % 12])
            case _:
                column = to % (len(lines[at]) + 1)
                lines[at] = lines[at][:column] + draw(st.sampled_from(SIGNS)) + lines[at][column:]
    return "\n".join(lines)


def lost_words(text: str, found: Recognised) -> set[str]:
    """Words of content lines that neither the content nor its structure says."""
    elsewhere = {line.line for line in (*found.unplaced, *found.ignored)}
    said = json.dumps([one.model_dump(mode="json") for one in found.editions], ensure_ascii=False)
    known = words(said.replace("\\n", " ")) | STRUCTURE
    lines = (
        html.unescape(re.sub(r"<[^<>]*>", " ", line))
        for n, line in lines_of(text).items()
        if n not in elsewhere
    )
    printed = words(" ".join(lines).replace("**", ""))
    return {
        word for word in printed - known if not word.isdigit() and not any(word in other for other in known)
    }


def test_no_word_of_our_own_text_is_lost() -> None:
    assert lost_words(DEMO_TEXT, recognise(DEMO_TEXT)) == set()


@pytest.mark.rounds
@given(mangled())
def test_a_mangled_text_is_accounted_for_line_by_line(text: str) -> None:
    try:
        found = recognise(text)
    except NotAStrategy:
        return
    unplaced, ignored = ([line.line for line in lines] for lines in (found.unplaced, found.ignored))
    assert len({*unplaced, *ignored}) == len(unplaced) + len(ignored)
    assert {*unplaced, *ignored} <= set(lines_of(text))
    assert lost_words(text, found) == set()


@pytest.mark.rounds
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = recognise(
        "\n".join([HEADING, "## Vård", "**Nuläge:** Ett", text, "2026 delmål\tTillstånd", f"{text}\t{text}"])
    )
    assert found.editions[0].areas


def test_the_order_of_areas_and_activities_is_that_of_the_text() -> None:
    first, second = recognise(DEMO_TEXT).editions
    assert [area.name for area in first.areas] == ["Digital vård", "Nära vård"]
    assert [a.text for a in first.areas[0].sub_goals[0].activities] == [
        "Kartlägg dagens vägar in",
        "Välj teknisk plattform",
    ]
    assert [goal.year for goal in second.areas[0].sub_goals] == [2027, 2028]


def test_the_same_text_gives_the_same_content() -> None:
    assert recognise(DEMO_TEXT) == recognise(DEMO_TEXT)


def test_what_has_no_place_and_what_says_nothing_are_told_apart() -> None:
    found = recognise(DEMO_TEXT)
    assert [line.text for line in found.unplaced] == ["**Utkast: stäms av med ledningen i maj**", "Mål 9"]
    kinds = [str(line.kind) for line in found.ignored]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "heading": 10,
        "instruction": 1,
        "navigation": 1,
        "table_head": 2,
        "dated": 1,
    }
