"""What a mandate can link to, and what becomes of it in the next edition."""

from __future__ import annotations

import pytest

from tests.strategy.editions import area, edition
from uppdragil.strategy.content import StrategyActivity, StrategyContent
from uppdragil.strategy.regional import spans
from uppdragil.strategy.targets import Published, carried, targets


def _with_activity(content: StrategyContent, text: str) -> Published:
    """The first sub-goal of the first area has one activity."""
    first = content.areas[0]
    goal = first.sub_goals[0].model_copy(update={"activities": (StrategyActivity(uid="act1", text=text),)})
    areas = (first.model_copy(update={"sub_goals": (goal, *first.sub_goals[1:])}), *content.areas[1:])
    return Published("ed" + str(content.first_year), content.model_copy(update={"areas": areas}))


OLD = _with_activity(edition(area("Nära vård", {2026: "Två team", 2027: "Alla team"})), "Bemanna")
NEW = _with_activity(
    edition(area("Nära vård", {2027: "Fyra team"}, uid="other"), years=(2027, 2030)), "Utbilda"
)


def test_targets_stand_in_the_order_of_the_edition() -> None:
    assert [t.key.count(".") for t in targets(OLD)] == [1, 2, 3, 2]


@pytest.mark.parametrize(
    ("place", "text"), [(0, ""), (1, None), (2, None), (3, "Fyra team")], ids=["area", "2026", "act", "2027"]
)
def test_a_target_goes_on_where_area_and_year_do(place: int, text: str | None) -> None:
    now = carried(list(targets(OLD))[place], NEW)

    assert (now.goal.text if now.goal else "") == text if now else text is None


@pytest.mark.parametrize(
    ("goals", "words"),
    [((), ""), ((4,), "4"), ((5, 4), "4–5"), ((1, 2, 3, 4, 5, 6, 7), "1–7"), ((2, 3, 6), "2–3, 6")],
)
def test_goals_that_follow_on_each_other_are_a_range(goals: tuple[int, ...], words: str) -> None:
    assert spans(goals) == words
