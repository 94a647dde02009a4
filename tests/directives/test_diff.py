from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tests.directives.mandates import clashing
from tests.strategies import contents
from uppdragil.core.worddiff import Op, Segment, word_diff
from uppdragil.directives.content import CHAPTER_KEYS, DirectiveContent
from uppdragil.directives.diff import RowKind, compare, unchanged_count

spaced = st.lists(st.sampled_from(("one", "two", "three", " ", "\n", "  ")), max_size=30).map("".join)


def text_of(segments: list[Segment], without: Op) -> str:
    return "".join(segment.text for segment in segments if segment.op is not without)


@given(spaced | st.text(), spaced | st.text())
def test_segments_read_as_both_texts(old: str, new: str) -> None:
    segments = word_diff(old, new)
    assert text_of(segments, Op.DELETE) == new
    assert text_of(segments, Op.INSERT) == old


@given(spaced)
def test_equal_texts_are_one_equal_segment(text: str) -> None:
    assert word_diff(text, text) == ([Segment(Op.EQUAL, text)] if text else [])


def test_only_the_changed_word_is_marked() -> None:
    assert word_diff("finish in June", "finish in May") == [
        Segment(Op.EQUAL, "finish in "),
        Segment(Op.DELETE, "June"),
        Segment(Op.INSERT, "May"),
    ]


def test_hostile_length_is_bounded() -> None:
    old, new = "a " * 100_000, "b " * 100_000
    started = time.monotonic()
    segments = word_diff(old, new)
    assert time.monotonic() - started < 2
    assert text_of(segments, Op.DELETE) == new


@given(contents())
def test_a_content_does_not_differ_from_itself(content: DirectiveContent) -> None:
    assert compare(content, content.model_copy(deep=True)) == []


@given(contents(), contents())
def test_any_difference_shows(old: DirectiveContent, new: DirectiveContent) -> None:
    assert bool(compare(old, new)) == (old != new)


@given(contents(), st.randoms(use_true_random=False))
def test_a_new_order_shows_as_moved_rows_only(content: DirectiveContent, random: object) -> None:
    rows = list(content.terms)
    random.shuffle(rows)  # type: ignore[attr-defined]
    changes = compare(content, content.model_copy(update={"terms": tuple(rows)}))
    assert bool(changes) == (tuple(rows) != content.terms)
    assert {row.kind for change in changes for row in change.rows} <= {RowKind.MOVED}


def test_a_row_is_followed_by_its_uid() -> None:
    old = clashing()
    first, *rest = old.activities
    new = old.model_copy(update={"activities": (*rest, first.model_copy(update={"name": "Renamed"}))})
    (change,) = compare(old, new)
    (row,) = change.rows
    assert (change.chapter, row.uid, row.kind, row.moved) == ("activities", first.uid, RowKind.CHANGED, True)
    assert [field.field for field in row.fields] == ["name"]


def test_added_and_removed_rows_are_named() -> None:
    old = clashing()
    new = old.model_copy(update={"risks": (old.risks[0].model_copy(update={"uid": "risk9"}),)})
    (change,) = compare(old, new)
    assert [(row.uid, row.kind) for row in change.rows] == [
        ("risk9", RowKind.ADDED),
        ("risk1", RowKind.REMOVED),
    ]


def test_it_counts_the_chapters_that_did_not_change() -> None:
    old = clashing()
    changes = compare(old, old.model_copy(update={"title": "Other", "background": "New"}))
    assert [change.chapter for change in changes] == ["head", "background"]
    assert unchanged_count(changes, CHAPTER_KEYS) == len(CHAPTER_KEYS) - 1
    assert unchanged_count(changes, ("background", "idea")) == 1
