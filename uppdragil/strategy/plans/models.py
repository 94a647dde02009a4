"""A board's plan for some years, and its points."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.organisation.models import DecisionBody


class BoardPlan(models.Model):
    """Nämndplan. `reference`: the registry number or the paragraph of the decision; `link`: where the plan is read."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField()
    history = row_history()

    class Meta:
        ordering = ["-first_year", "-last_year", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="board_plan_years_in_order"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="board_plan_has_a_name"),
            models.UniqueConstraint(
                fields=["body", "name", "first_year", "last_year"], name="board_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BoardPlanItem(models.Model):
    """Punkt of a plan. `targets`: what of published editions it serves, each as `targets.Target.key`."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    plan = models.ForeignKey(BoardPlan, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    text = models.TextField()
    targets = models.JSONField(default=list, blank=True)
    history = row_history()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="board_plan_item_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="board_plan_item_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
