"""Parts that an Uppdragshandling has, and a directive of UPPDRAGiL has not or says otherwise.

Which of the readers a text is read with is said by its edition: by the chapters that it has, and by what it asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from uppdragil.editions.spec import EditionSpec
from uppdragil.imports import head
from uppdragil.imports.chapters import Draft, read_chapter
from uppdragil.imports.flat import begins_with_code
from uppdragil.imports.ledger import Line

from . import group, letterhead, plans, purpose, recipients, timeline

Reader = Callable[[Draft, Sequence[Line]], None]


def read_part(draft: Draft, key: str, lines: Sequence[Line]) -> None:
    """Read a chapter, or the head ("")."""
    own = _reader(key, draft.edition)
    if own:
        own(draft, lines)
    else:
        read_chapter(draft, key, lines)


def _reader(key: str, edition: EditionSpec) -> Reader | None:
    keys = {chapter.key for chapter in edition.chapters}
    match key:
        case "":
            return letterhead.read if "dated" in edition.asks.get("head", ()) else head.read_head
        case "roles" if "convener" in edition.asks.get("roles", ()):
            return group.read
        case "description" | "purpose" if {"description", "purpose"} <= keys:
            return purpose.read_description if key == "description" else purpose.read_purpose
        case "gate_plans" if not all(map(begins_with_code, edition.gate_codes)):
            return plans.read
        case _:
            return _ALWAYS.get(key)


_ALWAYS: dict[str, Reader] = {"timeline": timeline.read, "distribution": recipients.read}
