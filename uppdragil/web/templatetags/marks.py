"""Small signs: icons, marks, lights, gate badges, tags.

Colour never stands alone: a mark is hidden from screen readers and always has its word beside it.
"""

from __future__ import annotations

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from uppdragil.web.parts import Level

register = template.Library()


@register.simple_tag
@cache  # a list draws some hundreds of the same dozen
def symbol(name: str, css: str = "") -> str:
    """A symbol of the sprite, hidden from screen readers."""
    sprite = static("icons.svg")
    if not css:
        return format_html('<svg aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sprite, name)


@register.simple_tag
def icon(name: str) -> str:
    """`{% icon "pen" %}`: check, down, up, file, pen, plus, x, sys, sign. A word stands beside it."""
    return symbol(f"i-{name}", "icon")


@register.simple_tag
def mark(level: str) -> str:
    """`{% mark "bad" %}`: the shape alone, for where a word in the same colour follows."""
    return symbol(f"m-{Level.of(level)}", "mark")


@register.simple_tag
def light(level: str, word: str) -> str:
    """`{% light "warn" _("Deviation") %}`: ok, warn, bad, hint, none, or a severity (error, warning, hint)."""
    kind = Level.of(level)
    css = "light" if kind is Level.NONE else f"light light--{kind}"
    return format_html('<span class="{}">{}{}</span>', css, mark(kind), word)


@register.simple_tag
def gate(code: str, name: str) -> str:
    """`{% gate "BP1" gate.name %}`: number and name are never apart."""
    return format_html(
        '<span class="gate">{}<span><b>{}</b> {}</span></span>', symbol("m-gate", "mark"), code, name
    )


@register.simple_tag
def tag(text: str, kind: str = "") -> str:
    """`{% tag _("Restricted") "warn" %}`: a quiet label; kind is "", "strong" or "warn"."""
    return format_html('<span class="{}">{}</span>', f"tag tag--{kind}" if kind else "tag", text)
