"""What an earlier text said comes back into the draft, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import contents
from uppdragil.directives.content import CHAPTER_KEYS, LINKS, Activity, DirectiveContent, MandateGoal, Risk
from uppdragil.directives.diff import HEAD, compare
from uppdragil.directives.marks import of_chapter
from uppdragil.directives.restoring import KEPT_HEAD, restored

GOALS = tuple(MandateGoal(uid=f"goal{n}", text=f"Mål {n}") for n in range(4))
PAST = DirectiveContent(title="Förr", background="Så var det", mandate_goals=GOALS)


@given(contents(), contents(), st.sampled_from(CHAPTER_KEYS))
@settings(max_examples=60)
def test_a_chapter_that_is_taken_back_reads_as_it_did(
    current: DirectiveContent, past: DirectiveContent, key: str
) -> None:
    try:
        after = restored(current, past, key)
    except ValueError:  # a row of another chapter has the uid of one that would come back
        return
    pointing = {links.of for links in LINKS}
    if key not in pointing:
        assert getattr(after, key) == getattr(past, key)
    assert {change.chapter for change in compare(current, after)} <= {key, *pointing}


@given(contents(), contents())
@settings(max_examples=30)
def test_the_head_that_is_taken_back_keeps_what_the_directive_is_called_by(
    current: DirectiveContent, past: DirectiveContent
) -> None:
    after = restored(current, past, HEAD)
    assert after.title == past.title
    assert all(getattr(after, name) == getattr(current, name) for name in KEPT_HEAD)


@pytest.mark.parametrize(
    ("left", "expected"),
    [((0, 2, 3), (0, 1, 2, 3)), ((3,), (1, 3)), ((2, 0), (2, 0, 1)), ((), (1,))],
)
def test_a_row_that_is_gone_comes_back_after_the_one_that_it_followed(
    left: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    current = PAST.model_copy(update={"mandate_goals": tuple(GOALS[n] for n in left)})
    after = restored(current, PAST, "mandate_goals", "goal1")
    assert after.mandate_goals == tuple(GOALS[n] for n in expected)


def test_a_row_that_was_reworded_gets_its_words_back_where_it_stands() -> None:
    moved = (GOALS[1].model_copy(update={"text": "Annat"}), GOALS[0])
    after = restored(PAST.model_copy(update={"mandate_goals": moved}), PAST, "mandate_goals", "goal1")
    assert after.mandate_goals == (GOALS[1], GOALS[0])


def test_a_link_to_a_goal_that_is_gone_does_not_come_back() -> None:
    past = PAST.model_copy(update={"activities": (Activity(uid="act1", mandate_goals=("goal0", "goal1")),)})
    current = PAST.model_copy(update={"mandate_goals": GOALS[1:]})
    assert restored(current, past, "activities").activities[0].mandate_goals == ("goal1",)


@pytest.mark.parametrize(("chapter", "row"), [("mandate_goals", "nothere"), ("background", "goal1")])
def test_a_row_that_the_earlier_text_has_not_is_refused(chapter: str, row: str) -> None:
    with pytest.raises(KeyError):
        restored(PAST, PAST, chapter, row)


def test_a_row_whose_uid_another_chapter_has_taken_is_refused() -> None:
    current = DirectiveContent(risks=(Risk(uid="goal1"),))
    with pytest.raises(ValueError, match="uid"):
        restored(current, PAST, "mandate_goals", "goal1")


@pytest.mark.parametrize(
    ("changed", "marked"),
    [
        ({"background": "Nu"}, "background"),
        ({"mandate_goals": GOALS[:1]}, "mandate_goals"),
        ({"title": "Nu"}, HEAD),
    ],
)
def test_a_mark_changes_with_its_own_chapter_and_with_no_other(
    changed: dict[str, object], marked: str
) -> None:
    new = PAST.model_copy(update=changed)
    assert [key for key in (HEAD, *CHAPTER_KEYS) if of_chapter(new, key) != of_chapter(PAST, key)] == [marked]
