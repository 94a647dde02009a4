from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.directives.mandates import clashing
from tests.strategies import contents
from uppdragil.core.canonical import sha256
from uppdragil.core.values import MAX_MARKS, clean_text
from uppdragil.directives.canonical import UnknownSchema, from_bytes, to_bytes
from uppdragil.directives.content import DirectiveContent, GatePlan, ImpactGoal, Milestone, Term, normalised


def goal_target(content: DirectiveContent) -> Decimal | None:
    return content.impact_goals[0].target


def with_target(target: object) -> DirectiveContent:
    return DirectiveContent.model_validate({"impact_goals": [{"uid": "goal1", "target": target}]})


@given(contents())
def test_bytes_give_back_the_same_content(content: DirectiveContent) -> None:
    data = to_bytes(content)
    again = from_bytes(data)
    assert again == content
    assert to_bytes(again) == data


@given(contents(), contents())
def test_two_contents_share_a_hash_only_when_they_are_equal(
    one: DirectiveContent, two: DirectiveContent
) -> None:
    assert (sha256(to_bytes(one)) == sha256(to_bytes(two))) == (one == two)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all single values in JSON."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, item in enumerate(value) for leaf in leaves(item, (*path, i))]
    return [path]


@given(st.data(), contents())
def test_any_single_change_changes_the_hash(data: st.DataObject, content: DirectiveContent) -> None:
    dump = content.model_dump(mode="json")
    *path, name = data.draw(st.sampled_from(leaves(dump)))
    holder: Any = dump
    for step in path:
        holder = holder[step]
    before, holder[name] = (
        holder[name],
        data.draw(st.sampled_from((None, "abcd", "internal", "2027-06-18", 3, "7.5"))),
    )
    try:
        changed = DirectiveContent.model_validate(dump)
    except ValidationError:
        return
    if changed.model_dump(mode="json") != content.model_dump(mode="json"):
        assert sha256(to_bytes(changed)) != sha256(to_bytes(content)), (path, before)


@given(contents(), st.sampled_from(("terms", "risks", "roles", "milestones")))
def test_the_order_of_rows_is_kept_and_counts(content: DirectiveContent, chapter: str) -> None:
    rows = getattr(content, chapter)
    turned = content.model_copy(update={chapter: rows[::-1]}) if rows else content
    assert from_bytes(to_bytes(turned)) == turned
    assert (to_bytes(turned) != to_bytes(content)) == (len(rows) > 1)


def test_letters_have_one_spelling() -> None:
    assert Term(uid="term1", term="A\u030a").term == "Å"


def test_control_characters_are_dropped_and_newlines_plain() -> None:
    content = DirectiveContent(background="one\r\ntwo\rthree\x00\x1b\x7f\ud800\tend")
    assert content.background == "one\ntwo\nthree\tend"


def test_two_rows_never_share_a_uid() -> None:
    with pytest.raises(ValidationError, match="share a uid"):
        DirectiveContent(terms=(Term(uid="same1"),), impact_goals=(ImpactGoal(uid="same1"),))


@pytest.mark.parametrize(
    ("spellings", "plain"),
    [
        (("1", "1.0", "1.000000", 1, "1e0"), "1"),
        (("1000000", "1e6", "1.0E+6", 10**6), "1000000"),
        (("0", "-0", "0.0", "-0.000000", 0), "0"),
        (("-2.50", "-2.5"), "-2.5"),
        (("0.000001", "1e-6"), "0.000001"),
        (("123456789.123456",), "123456789.123456"),
        (("-999999999", "-999999999.000000"), "-999999999"),
    ],
)
def test_a_number_has_one_spelling(spellings: tuple[object, ...], plain: str) -> None:
    encoded = {to_bytes(with_target(spelling)) for spelling in spellings}
    assert len(encoded) == 1
    assert f'"target":"{plain}"'.encode() in encoded.pop()


@pytest.mark.parametrize(
    "number", ["1e300", "1e999999999", "1e-9", "1e-999999999", "NaN", "Infinity", "1" * 40]
)
def test_a_number_out_of_bounds_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        with_target(number)


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=6))
def test_a_number_comes_back_equal(number: Decimal) -> None:
    assert goal_target(from_bytes(to_bytes(with_target(number)))) == number


@given(contents())
def test_normalising_twice_is_normalising_once(content: DirectiveContent) -> None:
    assert normalised(normalised(content)) == normalised(content)


@given(contents())
def test_normalising_keeps_every_milestones_date(content: DirectiveContent) -> None:
    after = normalised(content)
    for before, milestone in zip(content.milestones, after.milestones, strict=True):
        assert after.milestone_date(milestone) == content.milestone_date(before)


def test_a_milestone_on_the_last_day_of_its_span_follows_chapter_5() -> None:
    plan = GatePlan(uid="plan1", gate="BP2", start="2027-06-16", end="2027-06-18")
    milestone = Milestone(uid="mile1", gate="BP2", date="2027-06-18")
    content = normalised(DirectiveContent(gate_plans=(plan,), milestones=(milestone,)))
    assert content.milestones[0].date is None
    assert content.milestone_date(content.milestones[0]) == plan.end


def test_normalising_keeps_what_differs() -> None:
    content = normalised(clashing())
    own = {milestone.gate for milestone in content.milestones if milestone.date}
    assert own == {"BP0", "MS1", "BP2"}
    assert (content.decision_sheets[0].owner, content.decision_sheets[0].lead) == (
        "Utvecklingsdirektör",
        None,
    )


def test_bytes_of_a_later_schema_are_refused_by_name() -> None:
    with pytest.raises(UnknownSchema, match="schema 99"):
        from_bytes(b'{"schema":99,"content":{}}')


def test_a_letter_under_a_heap_of_marks_is_cleaned_in_linear_time() -> None:
    heap = "a" + "\u0301\u0316" * 60_000

    cleaned = clean_text(heap)

    assert max(len(run) for run in re.findall(r"[\u0301\u0316]+", cleaned)) <= MAX_MARKS
    assert clean_text(cleaned) == cleaned
