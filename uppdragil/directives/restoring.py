"""Taking a part of an earlier text back into the draft: a chapter, or one row of it. Pure."""

from __future__ import annotations

from uppdragil.core.values import Row

from .content import HEAD_FIELDS, ROW_TYPES, DirectiveContent
from .diff import HEAD
from .merging import merge_chapter

KEPT_HEAD = ("number", "model")  # what a directive is called by stays, whatever its text says


def restored(
    current: DirectiveContent, past: DirectiveContent, chapter: str, row: str | None = None
) -> DirectiveContent:
    """`current` with a chapter (or the head, HEAD) as `past` has it; with `row` only that row of it.

    A row that is gone comes back after the row that it stood after. Links to rows that no longer are do not come
    back. Raises KeyError for a row that `past` has not, pydantic.ValidationError where its uid is taken by now.
    """
    if chapter == HEAD:
        head = {name: getattr(past, name) for name in HEAD_FIELDS if name not in KEPT_HEAD}
        return DirectiveContent.model_validate({**dict(current), **head})
    if row is None:
        return merge_chapter(current, chapter, past)
    if chapter not in ROW_TYPES:
        raise KeyError(chapter)
    rows = _with_row(getattr(current, chapter), getattr(past, chapter), row)
    notes = tuple(note for note in current.notes if note.chapter == chapter)
    return merge_chapter(current, chapter, current.model_copy(update={chapter: rows, "notes": notes}))


def _with_row(rows: tuple[Row, ...], before: tuple[Row, ...], uid: str) -> tuple[Row, ...]:
    uids = [row.uid for row in before]
    if uid not in uids:
        raise KeyError(uid)
    place = uids.index(uid)
    present = {row.uid: index for index, row in enumerate(rows)}
    if uid in present:
        return tuple(before[place] if row.uid == uid else row for row in rows)
    follows = next((present[u] + 1 for u in reversed(uids[:place]) if u in present), 0)
    return (*rows[:follows], before[place], *rows[follows:])
