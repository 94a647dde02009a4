"""Money and kinds of cost in words."""

from __future__ import annotations

from django import template

from uppdragil.core.kronor import in_kronor, in_millions
from uppdragil.directives.content import CostKind
from uppdragil.directives.labels import COST_LABELS

register = template.Library()
register.filter("kronor", in_kronor)
register.filter("millions", in_millions)


@register.filter
def cost_kind(kind: CostKind | None) -> str:
    """`{{ row.kind|cost_kind }}`: Personal."""
    return str(COST_LABELS[kind]) if kind else ""
