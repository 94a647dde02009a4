"""From a text as somebody saw it, and as they want it, to what they send."""

from __future__ import annotations

from typing import Any

from tests.factories import NOW, Mandate
from uppdragil.directives import marks
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import HEAD_FIELDS, ROW_TYPES, DirectiveContent
from uppdragil.directives.saving import Edit, Saved
from uppdragil.directives.saving import save as save_edits


def edits_of(seen: DirectiveContent, wanted: DirectiveContent, key: str) -> list[Edit]:
    """What differs in chapter `key`, or in the head."""
    if key == HEAD:
        head = {n: getattr(wanted, n) for n in HEAD_FIELDS if getattr(wanted, n) != getattr(seen, n)}
        return [Edit(HEAD, None, marks.of_head(seen), head)] if head else []
    found = []
    if marks.words(seen, key) != marks.words(wanted, key):
        found.append(Edit(key, None, marks.of_words(seen, key), marks.words(wanted, key)))
    if key in ROW_TYPES:
        old, new = ({row.uid: row for row in getattr(text, key)} for text in (seen, wanted))
        for uid in (*old, *(uid for uid in new if uid not in old)):
            if old.get(uid) != new.get(uid):
                found.append(Edit(key, uid, marks.of_part(seen, key, uid), new.get(uid)))
    return found


def save(
    made: Mandate, key: str, wanted: DirectiveContent, *, seen: DirectiveContent | None = None, **given: Any
) -> Saved:
    """Save chapter `key` as `wanted` has it; `seen`: what its writer saw, else what stands now."""
    seen = seen or made.content
    orders = {key: [row.uid for row in getattr(wanted, key)]} if key in ROW_TYPES else {}
    values = {"directive": made.directive, "edits": edits_of(seen, wanted, key), "orders": orders}
    return save_edits(**values | {"by": made.cast.lead, "now": NOW} | given)


def change(made: Mandate, key: str, **given: Any) -> Saved:
    """Save the chapter with other words in it."""
    said = made.content
    new = f"{getattr(said, key)} till" if isinstance(getattr(said, key), str) else getattr(said, key)[:-1]
    return save(made, key, said.model_copy(update={key: new}), **given)


def save_head(made: Mandate, **given: Any) -> Saved:
    return save(made, HEAD, made.content.model_copy(update=given))
