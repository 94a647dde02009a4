"""Lists: key figures, queues, tables, filters, pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from uppdragil.web.parts import Action, Chip, Figure, QueueItem

from .marks import icon

register = template.Library()


@register.inclusion_tag("components/figures.html")
def figures(items: Iterable[Figure]) -> dict[str, object]:
    """`{% figures items %}`: at most five Figure."""
    return {"items": items}


@register.inclusion_tag("components/queue_item.html", takes_context=True)
def queue_item(context: Context, item: QueueItem, primary: bool = False) -> dict[str, object]:
    """`{% queue_item item primary=forloop.first %}` inside `<ul class="queue">`: one QueueItem.

    Only the page's most urgent row is primary.
    """
    late = item.due is not None and item.due < timezone.localdate()
    return {"item": item, "primary": primary, "late": late, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/action.html", takes_context=True)
def action(context: Context, button: Action, kind: str = "", nested: bool = False) -> dict[str, object]:
    """`{% action button "small" %}`: an Action as link or as form; kind is "", primary, small or quiet.

    Kinds combine: "small quiet". With `nested` it stands inside a form, which it sends to its own address
    together with its first field.
    """
    css = " ".join(["button", *(f"button--{k}" for k in kind.split())])
    return {"button": button, "css": css, "nested": nested, "csrf_token": context.get("csrf_token")}


@register.simple_block_tag
def scroll(content: str, label: str) -> str:
    """`{% scroll _("Table of mandates") %}<table …>{% endscroll %}`: may scroll sideways, by keyboard too."""
    return format_html(
        '<div class="scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, label: str, numeric: bool = False) -> str:
    """`{% sort_head "title" _("Mandate") %}`: a <th> that sorts by `?sort=key`, and again backwards."""
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    up, down = now == key, now == f"-{key}"
    query["sort"] = f"-{key}" if up else key
    query.pop("page", None)
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}{}</a></th>',
        mark_safe(' class="is-num"') if numeric else "",
        format_html(' aria-sort="{}"', "ascending" if up else "descending") if up or down else "",
        query.urlencode(),
        label,
        icon("up" if up else "down") if up or down else "",
    )


@register.inclusion_tag("components/filter_chips.html")
def filter_chips(chips: Iterable[Chip], clear_href: str, clear_label: str = "") -> dict[str, object]:
    """`{% filter_chips chips list_url %}`: what is filtered, each removable; nothing when none is on."""
    return {"chips": list(chips), "clear_href": clear_href, "clear_label": clear_label or _("Show all")}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, object]:
    """`{% pagination page_obj %}`: earlier and next, keeping the rest of the query; nothing for one page."""
    return {"page": page, "request": context["request"]}


@register.simple_tag
def empty_state(text: str) -> str:
    """`{% empty_state _("…") %}`: one quiet sentence that says what will turn up here."""
    return format_html('<p class="empty">{}</p>', text)
