"""Rows of chapter 9: milestones and activities; and of a time plan in months."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.core.values import MAX_LINE
from uppdragil.directives import content

from .rowform import RowForm, a_day, a_line, a_month, a_text, some_rows


class MilestoneForm(RowForm):
    key = "milestones"
    wide = ("decision", "comment")
    decision = forms.CharField(required=False, max_length=MAX_LINE, label=_("Milestone"))
    date = a_day()
    gate = forms.CharField(
        required=False, max_length=MAX_LINE, label=pgettext_lazy("of a milestone", "Point")
    )
    comment = a_text()

    @property
    def from_plan(self) -> content.GatePlan | None:
        """The gate whose date in chapter 5 is this milestone's."""
        row = self.present
        if not isinstance(row, content.Milestone) or row.date is not None:
            return None
        if self.is_bound and self.add_prefix("date") in self.data:  # drawn while it had a date of its own
            return None
        return self.around.content.gate_plan(row.gate)

    def adapt(self) -> None:
        if self.from_plan:
            del self.fields["date"], self.fields["gate"]

    @property
    def plan_day(self) -> Any:
        plan = self.from_plan
        return (plan.end or plan.start) if plan else None

    def is_blank(self) -> bool:
        return self.from_plan is None and super().is_blank()


class ActivityForm(RowForm):
    key = "activities"
    wide = ("name", "mandate_goals")
    name = a_text(1)
    start = a_day()
    end = a_day()
    responsible = a_line()
    mandate_goals = some_rows()

    def adapt(self) -> None:
        self.links_to("mandate_goals", self.around.goals("mandate_goals"))

    def values(self) -> dict[str, Any]:
        return super().values() | {"mandate_goals": self.ticked("mandate_goals")}

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"mandate_goals": list(row.mandate_goals)}


class PeriodForm(RowForm):
    key = "timeline"
    text = a_text(1)
    first = a_month()
    last = a_month()
