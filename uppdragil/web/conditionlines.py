"""Conditions as lists show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from uppdragil.decisions import conditions
from uppdragil.decisions.models import Condition, ConditionNote
from uppdragil.editions.spec import GateSpec

from .access import Seen
from .parts import Level

State = ConditionNote.State


@dataclass(frozen=True)
class ConditionLine:
    """A condition as lists show it: its state in a word with its level, and the gate that put it."""

    condition: Condition
    gate: GateSpec
    word: str
    level: Level

    @classmethod
    def of(cls, condition: Condition, asked: Seen) -> ConditionLine:
        """`condition` carries its `state` (`decisions.conditions.with_state`)."""
        gate, today = asked.edition.gate(condition.decision.gate), asked.today
        state = getattr(condition, "state", None)
        if state not in conditions.OPEN:
            level = Level.OK if state == State.MET else Level.NONE
            return cls(condition, gate, str(State(state).label), level)
        if condition.due < today:
            return cls(condition, gate, _("Overdue"), Level.BAD)
        return cls(condition, gate, _("Not met yet"), Level.WARN if condition.due == today else Level.HINT)


def lines(asked: Seen) -> list[ConditionLine]:
    """Every condition that was put on the mandate, by due day; one query."""
    return [ConditionLine.of(c, asked) for c in conditions.of_directive(asked.directive)]
