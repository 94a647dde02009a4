"""What a decision locks, as a pure question of two texts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from tests.strategies import contents
from uppdragil.core.values import Row
from uppdragil.directives.baseline import LOCKED_CHAPTERS, changes_of_locked, following_plan, with_locked
from uppdragil.directives.content import (
    CHAPTER_KEYS,
    TEXT_CHAPTERS,
    Activity,
    ChapterNote,
    DirectiveContent,
    GatePlan,
    MandateGoal,
    Milestone,
    Risk,
    Role,
    RoleAssignment,
    normalised,
)

DAY, OTHER = dt.date(2026, 5, 4), dt.date(2026, 5, 5)
PLAN = GatePlan(uid="plan1", gate="BP1", start=DAY, end=DAY)


def milestone(uid: str, date: dt.date | None, gate: str = "BP1") -> Milestone:
    return Milestone(uid=uid, gate=gate, date=date)


@given(contents())
def test_a_text_locks_nothing_against_itself(said: DirectiveContent) -> None:
    assert changes_of_locked(said, said) == ()


@given(contents())
def test_only_what_is_locked_is_ever_named(said: DirectiveContent) -> None:
    assert set(changes_of_locked(DirectiveContent(), said)) <= {
        "head",
        "roles",
        "milestones",
        *LOCKED_CHAPTERS,
    }


@pytest.mark.parametrize("key", [key for key in CHAPTER_KEYS if key in TEXT_CHAPTERS])
def test_of_the_texts_purpose_and_budget_are_locked(key: str) -> None:
    changed = changes_of_locked(DirectiveContent(), DirectiveContent(**{key: "x"}))

    assert changed == ((key,) if key in ("purpose", "costs", "financing") else ())


def test_of_the_roles_the_owner_is_locked() -> None:
    def named(role: Role, holder: str) -> DirectiveContent:
        return DirectiveContent(roles=(RoleAssignment(uid="role1", role=role, holder=holder),))

    assert changes_of_locked(named(Role.OWNER, "a"), named(Role.OWNER, "b")) == ("roles",)
    assert changes_of_locked(named(Role.LEAD, "a"), named(Role.LEAD, "b")) == ()


@pytest.mark.parametrize(
    ("milestones", "changed"),
    [
        ((), ()),
        ((milestone("mile1", None),), ()),
        ((milestone("mile1", DAY),), ()),
        ((milestone("mile1", OTHER),), ("milestones",)),
        ((milestone("mile1", OTHER), milestone("mile2", DAY)), ("milestones",)),
        ((milestone("mile1", OTHER, "MS1"),), ()),
    ],
)
def test_a_gates_date_is_locked_and_repeating_it_is_not(
    milestones: tuple[Milestone, ...], changed: tuple[str, ...]
) -> None:
    baseline = DirectiveContent(gate_plans=(PLAN,))

    assert changes_of_locked(baseline, baseline.model_copy(update={"milestones": milestones})) == changed


UNLOCKED = [key for key in CHAPTER_KEYS if key not in (*LOCKED_CHAPTERS, "roles", "milestones", "activities")]


@given(contents(), contents())
def test_nothing_that_is_locked_departs_from_the_proposal(
    working: DirectiveContent, proposed: DirectiveContent
) -> None:
    assert changes_of_locked(proposed, with_locked(working, proposed)) == ()


@given(contents(), contents())
def test_nothing_that_is_free_departs_from_the_working_text(
    working: DirectiveContent, proposed: DirectiveContent
) -> None:
    merged = with_locked(working, proposed)

    said = [[_words(getattr(text, key)) for key in UNLOCKED] for text in (working, merged)]
    others = [
        [_words(r) for r in text.roles if r.role is not Role.OWNER] for text in (normalised(working), merged)
    ]
    assert said[0][: UNLOCKED.index("terms")] == said[1][: UNLOCKED.index("terms")]
    assert others[0] == others[1]
    assert all(merged.note(key) == working.note(key) for key in (*UNLOCKED, "roles"))


def _words(said: object) -> object:
    """A row may get another uid where two have the same."""
    if isinstance(said, tuple):
        return [_words(row) for row in said]
    return said.model_copy(update={"uid": "uid0"}) if isinstance(said, Row) else said


@given(contents(), contents())
def test_the_merged_text_is_whole_and_merging_again_changes_nothing(
    working: DirectiveContent, proposed: DirectiveContent
) -> None:
    merged = with_locked(working, proposed)

    assert DirectiveContent.model_validate(merged.model_dump()) == merged
    assert with_locked(merged, proposed) == merged


@given(contents())
def test_a_text_with_its_own_locked_parts_is_the_same_text(said: DirectiveContent) -> None:
    same = with_locked(said, said)

    owners_first = [r.role is Role.OWNER for r in same.roles] == [r.role is Role.OWNER for r in said.roles]
    assert not owners_first or same == normalised(said)


def test_a_goal_that_goes_takes_the_links_to_it_along() -> None:
    goals = tuple(MandateGoal(uid=f"goal{i}", text=str(i)) for i in (1, 2))
    activity = Activity(uid="acti1", mandate_goals=("goal1", "goal2"))
    working = DirectiveContent(mandate_goals=goals, activities=(activity,))

    merged = with_locked(working, working.model_copy(update={"mandate_goals": goals[:1], "activities": ()}))

    assert [a.mandate_goals for a in merged.activities] == [("goal1",)]


def test_a_row_that_is_free_gives_way_to_a_locked_one_with_its_uid() -> None:
    working = DirectiveContent(risks=(Risk(uid="same", text="En risk"),))
    proposed = DirectiveContent(mandate_goals=(MandateGoal(uid="same", text="Ett mål"),))

    merged = with_locked(working, proposed)

    assert (merged.mandate_goals[0].uid, merged.risks[0].text) == ("same", "En risk")
    assert merged.risks[0].uid != "same"


def test_milestones_follow_the_plan_of_a_gate_that_moves() -> None:
    before = DirectiveContent(gate_plans=(PLAN,), milestones=(milestone("mile1", OTHER),))
    later = PLAN.model_copy(update={"end": DAY + dt.timedelta(days=30)})
    moved = following_plan(before.model_copy(update={"gate_plans": (later,)}), before)

    assert (moved.milestones[0].date, following_plan(before, before)) == (None, before)


def test_a_note_on_a_locked_chapter_is_locked() -> None:
    said = DirectiveContent(notes=(ChapterNote(chapter="costs", not_applicable="Ryms"),))

    assert changes_of_locked(DirectiveContent(), said) == ("costs",)
