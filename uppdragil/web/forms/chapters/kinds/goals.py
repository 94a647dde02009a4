"""Rows of chapter 2: impact goals and mandate goals."""

from __future__ import annotations

from typing import Any

from .rowform import RowForm, a_day, a_line, a_number, a_text, some_rows


class ImpactGoalForm(RowForm):
    key = "impact_goals"
    wide = ("text", "indicator")
    text = a_text()
    indicator = a_line()
    baseline = a_number()
    target = a_number()
    unit = a_line()
    due = a_day()
    measured_by = a_line()


class MandateGoalForm(RowForm):
    key = "mandate_goals"
    wide = ("text", "impact_goals")
    text = a_text()
    impact_goals = some_rows()

    def adapt(self) -> None:
        self.links_to("impact_goals", self.around.goals("impact_goals"))

    def values(self) -> dict[str, Any]:
        return super().values() | {"impact_goals": self.ticked("impact_goals")}

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"impact_goals": list(row.impact_goals)}
