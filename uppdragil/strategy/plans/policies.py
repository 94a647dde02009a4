"""Who records the plans of boards. Everybody reads them: a board's plan is public."""

from __future__ import annotations

import datetime as dt

from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Person

from .models import BoardPlan


def boards(person: Person, day: dt.date) -> list[DecisionBody]:
    """The boards whose plans `person` records: all for the office, else those that they keep the records of."""
    return roles.boards(person, day)


def may_record(person: Person, plan: BoardPlan, day: dt.date) -> bool:
    """Whether the plan is of one of those boards."""
    return plan.body in boards(person, day)
