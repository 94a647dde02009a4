"""What is read of a directive in part comes with the rows that it points at."""

from __future__ import annotations

import pytest

from tests.factories import mandate, row
from uppdragil.directives import storage
from uppdragil.directives.content import Activity, ImpactGoal, MandateGoal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["mandate_goals", "activities"])
def test_rows_bring_along_what_they_point_at(key: str) -> None:
    impact = row(ImpactGoal, text="Kortare väntan")
    goal = row(MandateGoal, text="En rutin", impact_goals=(impact.uid,))
    work = row(Activity, name="Kartlägga", mandate_goals=(goal.uid,))
    directive = mandate(impact_goals=(impact,), mandate_goals=(goal,), activities=(work,)).directive

    read = storage.load_rows([directive], [key])[directive.pk]

    assert (read.impact_goals, read.mandate_goals) == ((impact,), (goal,))
