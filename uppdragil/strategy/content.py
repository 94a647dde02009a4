"""`StrategyContent`: everything one edition of the strategy says, as one frozen value.

No database and no Django here. The importer makes this value, the rows load and store it, a published
edition is its canonical JSON, and two editions are compared by it. The parts are those of the domain,
sections 1 and 7: focus area, current and target state, sub-goals per year, regional goals 1 to 7,
strategies and agreements, foundations.

Where a source words the same thing twice, both wordings are here: the first is the one that holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from uppdragil.core.values import Line, Row, Rows, Text, Value

REGIONAL_GOALS = range(1, 8)  # the regional plan has goals 1 to 7 (domain, section 1)

Year = Annotated[int, Field(ge=2000, le=2099)]
RegionalGoals = Annotated[
    tuple[Annotated[int, Field(ge=REGIONAL_GOALS[0], le=REGIONAL_GOALS[-1])], ...],
    AfterValidator(lambda goals: tuple(sorted(set(goals)))),
]


class StrategyActivity(Row):
    """Delaktivitet of a sub-goal. `tentative`: the source puts a question mark to it."""

    text: Text
    tentative: bool = False


class Wording(Row):
    """The same sub-goal as another place of the source words it."""

    text: Text = ""
    activities: Rows[StrategyActivity] = ()


class SubGoal(Row):
    """Delmål of one year. An empty `text`: the source has only activities or a responsible for the year."""

    year: Year
    text: Text = ""
    tentative: bool = False
    activities: Rows[StrategyActivity] = ()
    responsible: Text = ""
    other_wordings: Rows[Wording] = ()

    @property
    def worded(self) -> bool:
        """Whether there is anything to work towards."""
        return bool(self.text or self.activities)


class FocusArea(Row):
    """Fokusområde. `other_names` and `other_target_states` are what other places of the source say."""

    name: Line
    other_names: Rows[Line] = ()
    current_state: Text = ""
    target_state: Text = ""
    target_year: Year | None = None
    other_target_states: Rows[Text] = ()
    sub_goals: Rows[SubGoal] = ()
    regional_goals: RegionalGoals = ()
    strategies: Rows[Line] = ()
    foundations: Rows[Line] = ()

    @model_validator(mode="after")
    def _one_sub_goal_a_year(self) -> Self:
        years = [goal.year for goal in self.sub_goals]
        if years != sorted(set(years)):
            raise ValueError("an area has one sub-goal a year, in the order of the years")
        return self


class StrategyContent(Value):
    """One edition: its name, its years and its focus areas in order."""

    name: Line
    first_year: Year
    last_year: Year
    areas: Rows[FocusArea] = ()

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if self.first_year > self.last_year:
            raise ValueError("an edition ends before it begins")
        uids = [row.uid for row in self.all_rows()]
        if len(uids) != len(set(uids)):
            raise ValueError("two rows share a uid")
        return self

    def all_rows(self) -> Iterator[Row]:
        """Every row of every level, in the document's order."""
        for area in self.areas:
            yield area
            for goal in area.sub_goals:
                yield goal
                yield from goal.activities
                for wording in goal.other_wordings:
                    yield wording
                    yield from wording.activities
