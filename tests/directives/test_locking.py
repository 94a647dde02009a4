"""What a decision locked stays as it was decided, and everything else stays free."""

from __future__ import annotations

import pytest

from tests.directives.edits import change, save, save_head
from tests.factories import at, person, role, row
from uppdragil.directives.content import (
    Milestone,
    Role,
)
from uppdragil.directives.services import Locked

pytestmark = pytest.mark.django_db


LOCKED = {"impact_goals", "mandate_goals", "gate_plans", "costs", "financing", "budget"}
OPEN = (
    "background",
    "idea",
    "prerequisites",
    "delimitations",
    "risks",
    "milestones",
    "activities",
    "handover",
)


@pytest.mark.parametrize("phase", ["preparation", "execution", "handover"])
@pytest.mark.parametrize("key", sorted(LOCKED))
def test_goals_gate_dates_and_budget_are_locked_from_bp0_on(phase: str, key: str) -> None:
    made = at(phase)

    with pytest.raises(Locked) as locked:
        change(made, key)

    assert key in locked.value.chapters


@pytest.mark.parametrize("key", OPEN)
def test_everything_else_stays_editable_after_bp0(key: str) -> None:
    made = at("preparation")

    change(made, key)


@pytest.mark.parametrize("key", sorted(LOCKED))
def test_nothing_is_locked_in_a_draft_that_came_back(key: str) -> None:
    made = at("bp0")
    made.decide("rework")

    change(made, key)


def test_the_owner_is_locked_and_other_roles_are_not() -> None:
    made, other = at("preparation"), person("Ny")
    said = made.content
    new_owner = tuple(role(Role.OWNER, other) if r.role is Role.OWNER else r for r in said.roles)
    more = (*said.roles, role(Role.STAKEHOLDER, other))

    save(made, "roles", said.model_copy(update={"roles": more}))
    with pytest.raises(Locked) as locked:
        save(made, "roles", said.model_copy(update={"roles": new_owner}))

    assert locked.value.chapters == ("roles",)


@pytest.mark.parametrize("first", [True, False])
def test_a_second_date_for_a_gate_is_locked_wherever_it_stands(first: bool) -> None:
    own = row(Milestone, gate="BP2", date="2027-09-01")
    made = at("preparation", milestones=(own,))
    extra = row(Milestone, gate="BP2", date="2027-11-01")
    kept = (own,)
    both = (extra, *kept) if first else (*kept, extra)

    with pytest.raises(Locked) as locked:
        save(made, "milestones", made.content.model_copy(update={"milestones": both}))

    assert locked.value.chapters == ("milestones",)


def test_repeating_a_gates_date_as_a_milestone_changes_nothing_that_is_locked() -> None:
    made = at("preparation")
    plan = made.content.gate_plan("BP2")
    assert plan
    same = row(Milestone, gate="BP2", date=plan.end)

    save(made, "milestones", made.content.model_copy(update={"milestones": (same,)}))


@pytest.mark.parametrize("field", ["title", "subtitle", "number", "visibility"])
def test_what_the_directive_is_called_and_who_sees_it_is_locked(field: str) -> None:
    made = at("preparation")
    value = "restricted" if field == "visibility" else "Annat"

    with pytest.raises(Locked) as locked:
        save_head(made, **{field: value})

    assert locked.value.chapters == ("head",)


def test_a_registry_number_can_be_set_at_any_time() -> None:
    made = at("execution")

    save_head(made, registry_number="RS 2026-00123")

    assert made.content.registry_number == "RS 2026-00123"
