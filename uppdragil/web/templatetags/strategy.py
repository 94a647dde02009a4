"""The strategy's parts in words."""

from __future__ import annotations

from django import template

from uppdragil.strategy.words import goals_text

register = template.Library()
register.simple_tag(goals_text, name="regional_goals")
