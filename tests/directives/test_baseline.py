"""What a decision locks, as a pure question of two texts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from tests.strategies import contents
from uppdragil.directives.baseline import LOCKED_CHAPTERS, changes_of_locked
from uppdragil.directives.content import (
    CHAPTER_KEYS,
    TEXT_CHAPTERS,
    DirectiveContent,
    GatePlan,
    Milestone,
    Role,
    RoleAssignment,
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
def test_of_the_texts_the_budget_is_locked(key: str) -> None:
    changed = changes_of_locked(DirectiveContent(), DirectiveContent(**{key: "x"}))

    assert changed == ((key,) if key in ("costs", "financing") else ())


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
