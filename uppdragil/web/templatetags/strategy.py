"""The strategy's parts in words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from uppdragil.strategy.carry_over import Fate
from uppdragil.strategy.plans.models import BoardPlanItem
from uppdragil.strategy.words import FATES, FIELDS, goals_text

register = template.Library()
register.simple_tag(goals_text, name="regional_goals")


@register.filter
def strategy_field(name: str) -> str:
    """`{{ change.field|strategy_field }}`: Nuläge."""
    return str(FIELDS[name])


@register.filter
def fate_word(fate: Fate) -> str:
    """`{{ change.fate|fate_word }}`: Ändrat."""
    return str(FATES[fate])


@register.filter
def linked_points(points: Iterable[BoardPlanItem]) -> int:
    """`{{ plan.points|linked_points }}`: how many of them serve anything of the strategy."""
    return sum(bool(point.targets) for point in points)
