"""Rows of chapter 2: impact goals and mandate goals."""

from __future__ import annotations

from .rowform import RowForm, a_day, a_line, a_number, a_text


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
    text = a_text()
