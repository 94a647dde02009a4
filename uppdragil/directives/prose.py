"""The text of a chapter is Markdown, of a small kind: paragraphs, lists, quotations, emphasis and links."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST = 20_000  # characters; a longer text is drawn as plain paragraphs
_DEEPEST = 20  # the parser drops what is nested deeper

# A chapter has its heading already, and a picture would be fetched from elsewhere.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": _DEEPEST}).disable(
    ["heading", "lheading", "image", "code", "fence", "hr", "html_block", "html_inline", "reference"]
)


def parse(text: str) -> list[Token] | None:
    """The tokens of `text`; None when it is to be drawn as plain paragraphs, so that no word is lost."""
    if len(text) > MOST:
        return None
    tokens = _MARKDOWN.parse(text)
    is_whole = all(token.level < _DEEPEST - 1 for token in tokens if token.nesting > 0)
    return tokens if is_whole else None


def html(tokens: list[Token]) -> str:
    """The parsed text as HTML, not yet cleaned."""
    rendered: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return rendered
