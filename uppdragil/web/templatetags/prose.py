"""The text of a chapter: Markdown to safe HTML, in two locks (no HTML in, only known tags out)."""

from __future__ import annotations

import re

import nh3
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from uppdragil.directives.prose import html, parse

register = template.Library()

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@register.filter
def prose(text: str) -> SafeString:
    """`{{ content.background|prose }}`: paragraphs, lists, emphasis and links to web and mail addresses."""
    tokens = parse(text)
    if tokens is None:
        return mark_safe(linebreaks(text, autoescape=True))
    return mark_safe(
        nh3.clean(
            html(tokens),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=_whole_addresses,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )


def _whole_addresses(tag: str, attribute: str, value: str) -> str | None:
    """No links into the site itself: a text must not pose as one of its buttons."""
    return value if attribute != "href" or _ADDRESS.match(value) else None
