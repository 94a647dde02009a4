"""The customer's own Uppdragshandling; what is expected is put together from its own lines."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.review import ReviewFacts, review
from uppdragil.imports.recogniser import Recognised

from .cases import EDITION, read

D = dt.date


@pytest.fixture
def path(seeds: Path) -> Path:
    (found,) = seeds.glob("004_*.txt")
    return found


@pytest.fixture
def lines(path: Path) -> list[str]:
    return ["", *(" ".join(line.split()) for line in path.read_text(encoding="utf-8").split("\n"))]


@pytest.fixture
def found(path: Path) -> Recognised:
    return read(path)


@pytest.fixture
def content(found: Recognised) -> DirectiveContent:
    return found.content


def items(lines: list[str], first: int, last: int) -> list[str]:
    return [line.removeprefix("- ") for line in lines[first : last + 1] if line]


def test_it_is_read_as_an_uppdragshandling(found: Recognised) -> None:
    assert (found.edition, found.unplaced) == ("uppdragshandling", ())


def test_every_field_of_the_head_is_filled(content: DirectiveContent, lines: list[str]) -> None:
    assert (content.dated, content.supersedes_dated) == (D(2025, 8, 12), D(2025, 6, 18))
    assert content.registry_number == lines[7].removeprefix("Diarienummer ")
    assert content.unit == lines[9].replace("**", " ").strip()
    assert content.title == lines[11].removeprefix("Uppdrag: ")
    assert content.supersedes == lines[15].split('"')[1]


def test_every_text_is_in_its_chapter(content: DirectiveContent, lines: list[str]) -> None:
    assert content.description == "\n\n".join(items(lines, 19, 21))
    assert content.purpose == lines[23]
    assert content.communication == lines[79]
    assert content.costs == lines[95]
    assert content.decision_form == "\n\n".join(items(lines, 99, 105))


@pytest.mark.parametrize(
    ("chapter", "first", "last"), [("includes", 43, 45), ("shall", 49, 51), ("dependencies", 72, 75)]
)
def test_every_item_is_a_row(
    chapter: str, first: int, last: int, content: DirectiveContent, lines: list[str]
) -> None:
    assert [row.text for row in getattr(content, chapter)] == items(lines, first, last)


def test_the_group_is_eight_with_titles(content: DirectiveContent, lines: list[str]) -> None:
    members = content.holders(Role.MEMBER)
    assert [f"{row.holder}, {row.title}" for row in members] == items(lines, 57, 64)
    assert len(members) == 8


def test_the_owners_give_it_and_the_lead_calls_the_group_together(
    content: DirectiveContent, lines: list[str]
) -> None:
    owners, lead = lines[13].removeprefix("Uppdragsgivare: ").replace("**", "").split("Uppdragstagare: ")
    assert [row.holder for row in content.holders(Role.OWNER)] == owners.split(" och ")
    assert [(row.holder, row.convener) for row in content.roles if row.convener] == [(lead, True)]


def test_the_timeline_is_four_rows_in_months(content: DirectiveContent, lines: list[str]) -> None:
    assert [(row.first, row.last) for row in content.timeline] == [
        ("2025-06", "2025-08"),
        ("2025-09", "2025-10"),
        ("2025-11", "2025-11"),
        ("2026-01", "2026-06"),
    ]
    assert all(
        lines[n].startswith(row.text) for n, row in zip((86, 87, 88, 90), content.timeline, strict=True)
    )


def test_the_last_day_is_that_of_the_delivery(content: DirectiveContent) -> None:
    assert [(plan.gate, plan.end) for plan in content.gate_plans] == [("SL", D(2025, 12, 1))]


def test_there_are_nine_and_four_recipients_and_two_send_it_on(
    content: DirectiveContent, lines: list[str]
) -> None:
    assert Counter(row.kind for row in content.distribution) == {"carry_out": 9, "information": 4}
    said = [
        f"{row.name} för distribution till {row.relay}" if row.relay else row.name
        for row in content.distribution
    ]
    assert said == [*items(lines, 111, 119), *items(lines, 123, 126)]
    assert sum(bool(row.relay) for row in content.distribution) == 2


def test_each_of_its_findings_is_one_that_a_person_looked_at(content: DirectiveContent) -> None:
    facts = ReviewFacts.of(EDITION, imported=True)
    found = Counter((f.rule, str(f.severity)) for f in review(content, facts, D(2026, 11, 22)))
    assert found == {
        ("R11", "warning"): 1,  # the date of the decision is left to whoever decides
        ("R14", "warning"): 1,  # the last row of the timeline lies after the last day
        ("R13", "warning"): 1,  # another mandate is named with the same number
        ("R17", "warning"): 1,  # the heading that the group's text points at is called otherwise
        ("R16", "hint"): 2,  # an owner in the decision's form, a member among the recipients
        ("R15", "hint"): 1,  # an owner is in the group
        ("R6", "hint"): 2,  # two abbreviations are not explained
    }
