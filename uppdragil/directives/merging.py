"""One chapter of a text put into another text. Pure."""

from __future__ import annotations

from .content import DirectiveContent, without_dead_links


def merge_chapter(current: DirectiveContent, key: str, content: DirectiveContent) -> DirectiveContent:
    """`current` with one chapter, and its note, as `content` has them.

    A goal that goes takes the links to it along. Raises pydantic.ValidationError, for example
    when `content` has a row with the uid of a row in another chapter.
    """
    notes = tuple(n for n in current.notes if n.chapter != key) + tuple(
        n for n in content.notes if n.chapter == key
    )
    merged = current.model_copy(update={key: getattr(content, key), "notes": notes})
    return DirectiveContent.model_validate(dict(without_dead_links(merged)))
