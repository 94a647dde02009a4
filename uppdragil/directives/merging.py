"""One chapter of a text put into another text. Pure."""

from __future__ import annotations

from .content import DirectiveContent


def merge_chapter(current: DirectiveContent, key: str, content: DirectiveContent) -> DirectiveContent:
    """`current` with one chapter, and its note, as `content` has them.

    A mandate goal that goes takes the links to it along. Raises pydantic.ValidationError, for example
    when `content` has a row with the uid of a row in another chapter.
    """
    notes = tuple(n for n in current.notes if n.chapter != key) + tuple(
        n for n in content.notes if n.chapter == key
    )
    parts = {**dict(current), key: getattr(content, key), "notes": notes}
    kept = {goal.uid for goal in parts["mandate_goals"]}
    parts["activities"] = tuple(
        a.model_copy(update={"mandate_goals": tuple(u for u in a.mandate_goals if u in kept)})
        for a in parts["activities"]
    )
    return DirectiveContent.model_validate(parts)
