"""A copy has the texts and rows under new names, and nothing that is about one time or one decision."""

from __future__ import annotations

import itertools

from hypothesis import given

from tests import strategies
from uppdragil.directives.content import ROW_CHAPTERS, TEXT_CHAPTERS, DirectiveContent, Role
from uppdragil.directives.copying import copied


def copy(content: DirectiveContent) -> DirectiveContent:
    numbers = itertools.count()
    return copied(content, lambda: f"copy{next(numbers)}")


@given(strategies.contents())
def test_every_row_but_leads_and_sheets_is_there_under_a_name_of_its_own(content: DirectiveContent) -> None:
    made = copy(content)
    old, new = ({row.uid for _, row in one.all_rows()} for one in (content, made))
    assert not old & new
    for key in set(ROW_CHAPTERS) - {"roles", "decision_sheets"}:
        assert len(getattr(made, key)) == len(getattr(content, key))
    assert len(made.roles) == sum(row.role is not Role.LEAD for row in content.roles)
    assert all(getattr(made, key) == getattr(content, key) for key in TEXT_CHAPTERS)


@given(strategies.contents())
def test_links_between_rows_hold(content: DirectiveContent) -> None:
    made = copy(content)
    places = [{goal.uid: at for at, goal in enumerate(one.mandate_goals)} for one in (content, made)]
    for before, after in zip(content.activities, made.activities, strict=True):
        assert [places[0][uid] for uid in before.mandate_goals] == [
            places[1][uid] for uid in after.mandate_goals
        ]


@given(strategies.contents())
def test_nothing_of_one_time_comes_along(content: DirectiveContent) -> None:
    made = copy(content)
    assert (made.number, made.registry_number, made.supersedes, made.origin) == ("", "", "", "")
    assert made.decision_sheets == ()
    assert not any((row.start, row.end) != (None, None) for row in (*made.gate_plans, *made.activities))
    assert not any(row.date for row in made.milestones)
    assert not any(row.due for row in made.impact_goals)
