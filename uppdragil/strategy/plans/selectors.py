"""Reading the plans of boards."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from .content import PlanSaid, PointSaid
from .models import BoardPlan, BoardPlanItem


def plans() -> QuerySet[BoardPlan]:
    """Every plan with its board and its points, the latest years first; two queries."""
    items = Prefetch("items", BoardPlanItem.objects.order_by("position"), "points")
    return BoardPlan.objects.select_related("body").prefetch_related(items)


def of_years(first: int, last: int) -> list[BoardPlan]:
    """The plans that hold in any of these years, by board and name."""
    rows = plans().filter(first_year__lte=last, last_year__gte=first)
    return sorted(rows, key=lambda plan: (str(plan.body), plan.first_year, plan.name))


def plan_said(plan: BoardPlan) -> PlanSaid:
    """What the head says."""
    return PlanSaid(plan.name, plan.first_year, plan.last_year, plan.reference, plan.link)


def point_said(item: BoardPlanItem) -> PointSaid:
    """What the point says."""
    return PointSaid(item.text, tuple(item.targets))
