"""The picture of goals draws every row and every link of the text, and its table says the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import row
from uppdragil.directives.content import Activity, DirectiveContent, ImpactGoal, MandateGoal
from uppdragil.web.goalmap import MOST, GoalMap, goal_map


def content(goals: int, effects: int, work: int, links: list[tuple[int, int]]) -> DirectiveContent:
    """`links`: which goal (first) serves which effect, and which activity (by the second) leads to it."""
    impact = [row(ImpactGoal, text=f"Effekt {n}") for n in range(effects)]
    mandate = [
        row(
            MandateGoal,
            text=f"Mål {n}",
            impact_goals=tuple({impact[b].uid for a, b in links if a == n and b < effects}),
        )
        for n in range(goals)
    ]
    activities = [
        row(
            Activity,
            name=f"Arbete {n}",
            mandate_goals=tuple({mandate[a].uid for a, b in links if b == n and a < goals}),
        )
        for n in range(work)
    ]
    return DirectiveContent(
        impact_goals=tuple(impact), mandate_goals=tuple(mandate), activities=tuple(activities)
    )


def uids(rows: list[Any], numbers: list[int]) -> tuple[str, ...]:
    return tuple(rows[number].uid for number in dict.fromkeys(numbers) if number < len(rows))


def drawn(text: DirectiveContent) -> GoalMap:
    found = goal_map(text)
    assert found is not None
    return found


few = st.integers(1, 5)
texts = st.builds(content, few, few, few, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4))))


@given(texts)
def test_every_row_has_a_box_of_its_own(text: DirectiveContent) -> None:
    places = [(box.x, box.y) for box in drawn(text).boxes]

    assert len(set(places)) == len(text.activities) + len(text.mandate_goals) + len(text.impact_goals)


@given(texts)
def test_every_link_has_a_line_that_leads_to_the_right(text: DirectiveContent) -> None:
    found = drawn(text)
    at = {box.node.uid: box.x for box in found.boxes}

    assert len(list(found.ways)) == len(found.links)
    assert all(at[before] < at[after] for before, after in found.links)


@given(texts)
def test_the_table_tells_of_every_row_and_every_link(text: DirectiveContent) -> None:
    found = drawn(text)
    told = {
        pair
        for line in found.table
        for pair in [(b.uid, line.node.uid) for b in line.before]
        + [(line.node.uid, a.uid) for a in line.after]
    }
    named = {uid for pair in told for uid in pair} | {line.node.uid for line in found.table}

    assert told == set(found.links)
    assert named == {box.node.uid for box in found.boxes}


def test_what_nothing_leads_to_or_from_hangs_loose() -> None:
    found = drawn(content(2, 2, 1, [(0, 0)]))

    assert [node.text for node in found.loose] == ["Mål 1", "Effekt 1"]


def test_a_text_without_goals_has_no_picture() -> None:
    assert goal_map(DirectiveContent(activities=(row(Activity, name="Arbete"),))) is None


def test_goals_alone_have_no_picture() -> None:
    assert goal_map(DirectiveContent(mandate_goals=(row(MandateGoal, text="Mål"),))) is None


def test_more_rows_than_anybody_could_look_at_are_not_drawn() -> None:
    assert not drawn(content(1, MOST + 1, 1, [])).drawn
