"""Panels: findings, what blocks a decision, notices, blocks beside the page, what folds out."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.translation import gettext as _

from uppdragil.web.parts import BlockedItem, FindingCard, Level

from .marks import light as draw_light

register = template.Library()

ANSWER = "findings"  # the extra tag of a message that stands in the panel


def _severity_word(severity: str) -> str:
    return {"error": _("Error"), "warning": _("Warning"), "hint": _("Advice")}[severity]


@register.inclusion_tag("components/findings_panel.html", takes_context=True)
def findings_panel(context: Context, findings: Iterable[FindingCard], summary: str = "") -> dict[str, object]:
    """`{% findings_panel cards _("2 errors, 1 warning") %}`: all FindingCard of a directive, side column.

    What settling one led to is told here, where the button was: messages with the tag "findings".
    """
    answers = [message for message in context.get("messages") or () if message.extra_tags == ANSWER]
    return {
        "findings": list(findings),
        "summary": summary,
        "answers": answers,
        "csrf_token": context.get("csrf_token"),
        "typed_by": context.get("typed_by"),
    }


@register.inclusion_tag("components/finding.html", takes_context=True)
def finding(context: Context, card: FindingCard, inline: bool = False) -> dict[str, object]:
    """`{% finding card inline=True %}`: one FindingCard; inline stands in the row that it is about."""
    word = card.head or _severity_word(card.severity)
    passed = {name: context.get(name) for name in ("csrf_token", "typed_by")}
    return {"card": card, "word": word, "inline": inline} | passed


@register.inclusion_tag("components/blocked.html", takes_context=True)
def blocked_panel(
    context: Context, items: Iterable[BlockedItem], title: str, still: str = ""
) -> dict[str, object]:
    """`{% blocked_panel items title still %}`: why not, who can, what now; `still` is what may be done anyway.

    Nothing is drawn without items. The panel's id is "block".
    """
    return {
        "items": list(items),
        "title": title,
        "still": still,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag
def notice(content: str, kind: str = "", title: str = "", role: str = "") -> str:
    """`{% notice "warn" _("Title") %}…{% endnotice %}`: kind is "", "warn" or "bad"; role "status" or "alert"."""
    return format_html(
        '<div class="{}"{}>{}{}</div>',
        f"notice notice--{kind}" if kind else "notice",
        format_html(' role="{}"', role) if role else "",
        format_html("<h2>{}</h2>", title) if title else "",
        content,
    )


@register.simple_block_tag
def aside_block(content: str, title: str) -> str:
    """`{% aside_block _("Coming meetings") %}…{% endaside_block %}` inside `<aside class="stack">`."""
    return format_html('<section class="aside-block"><h2>{}</h2>{}</section>', title, content)


@register.simple_block_tag
def more(content: str, summary: str, open: bool = False) -> str:
    """`{% more _("As a table") %}…{% endmore %}`: folds out."""
    attribute = " open" if open else ""
    return format_html(
        '<details class="more"{}><summary>{}</summary>{}</details>', attribute, summary, content
    )


@register.simple_block_tag
def panel(content: str, id: str, title: str, note: str = "") -> str:
    """`{% panel "versions" _("Versions") %}…{% endpanel %}`: a box of the side column with a heading."""
    return format_html(
        '<section class="panel" aria-labelledby="{0}"><div class="panel__head"><h2 id="{0}">{1}</h2>{2}</div>'
        "{3}</section>",
        id,
        title,
        format_html('<span class="soft">{}</span>', note) if note else "",
        content,
    )


@register.simple_block_tag
def example(content: str, good: bool) -> str:
    """`{% example True %}…{% endexample %}`: how to write it, or with False how not to."""
    verdict = draw_light(Level.OK, _("Clear")) if good else draw_light(Level.BAD, _("Unclear"))
    css = "good" if good else "poor"
    return format_html('<div class="example example--{}"><p>{}</p><p>{}</p></div>', css, verdict, content)
