"""Filters and tags for days. Empty values stay empty, so that a template needs no `if` around them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from uppdragil.web import days

register = template.Library()


@register.filter
def long_date(value: days.Day | None) -> str:
    """`{{ d|long_date }}`: 1 december 2026."""
    return days.long_date(value) if value else ""


@register.filter
def short_date(value: days.Day | None) -> str:
    """`{{ d|short_date }}`: 1 dec 2026."""
    return days.short_date(value) if value else ""


@register.filter
def how_far(value: days.Day | None) -> str:
    """`{{ d|how_far }}`: Om 7 dagar. Inside a sentence: `{{ d|how_far|lower }}`."""
    return days.how_far(value) if value else ""


@register.simple_tag
def day(value: days.Day | None, short: bool = False) -> str:
    """`{% day d %}` or `{% day d short=True %}`: the date in a <time> element."""
    if not value:
        return ""
    text = days.short_date(value) if short else days.long_date(value)
    return format_html('<time datetime="{}">{}</time>', days.day_of(value).isoformat(), text)
