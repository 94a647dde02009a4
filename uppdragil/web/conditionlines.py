"""Conditions as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from uppdragil.decisions import conditions
from uppdragil.decisions.models import Condition, ConditionNote

from .access import Seen
from .parts import Level

State = ConditionNote.State


@dataclass(frozen=True)
class ConditionLine:
    """A condition as lists show it: its state in a word with its level."""

    condition: Condition
    word: str
    level: Level

    @classmethod
    def of(cls, condition: Condition, today: dt.date) -> ConditionLine:
        """`condition` carries its `state` (`decisions.conditions.with_state`)."""
        state = getattr(condition, "state", None)
        if state not in conditions.OPEN:
            level = Level.OK if state == State.MET else Level.NONE
            return cls(condition, str(State(state).label), level)
        if condition.due < today:
            return cls(condition, _("Overdue"), Level.BAD)
        return cls(condition, _("Not met yet"), Level.WARN if condition.due == today else Level.HINT)


def lines(asked: Seen) -> list[ConditionLine]:
    """Every condition that was put on the mandate, by due day; one query."""
    return [ConditionLine.of(c, asked.today) for c in conditions.of_directive(asked.directive)]
