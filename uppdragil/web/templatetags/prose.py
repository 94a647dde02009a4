"""The text of a chapter: Markdown to safe HTML, in two locks (no HTML in, only known tags out)."""

from __future__ import annotations

import re

import nh3
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# A chapter has its heading already, and a picture would be fetched from elsewhere.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).disable(
    ["heading", "lheading", "image", "code", "fence", "hr", "html_block", "html_inline", "reference"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
MOST = 20_000  # characters; a longer text is drawn as plain paragraphs


@register.filter
def prose(text: str) -> SafeString:
    """`{{ content.background|prose }}`: paragraphs, lists, emphasis and links to web and mail addresses."""
    if len(text) > MOST:
        return mark_safe(linebreaks(text, autoescape=True))
    return mark_safe(
        nh3.clean(
            _MARKDOWN.render(text),
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
