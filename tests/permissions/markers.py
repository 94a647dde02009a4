"""A directive whose every text carries a word that stands nowhere else."""

from __future__ import annotations

from typing import Any

from tests import factories
from uppdragil.directives.baseline import LOCKED_CHAPTERS
from uppdragil.directives.content import (
    CHAPTER_KEYS,
    ROW_TYPES,
    ChapterNote,
    DecisionSheet,
    Dependency,
    DirectiveContent,
    Term,
)

HEAD = ("number", "title", "subtitle", "registry_number", "parent", "supersedes", "origin")
LOCKED_HEAD = ("number", "title", "subtitle")
_NO_WORDS = ("uid", "gate", "role", "holder_kind", "holder_id", "other_id", "cost_kind", "kind")


def filled(**fields: Any) -> DirectiveContent:
    """A whole directive with a row in the chapters that the factories leave empty, too."""
    row = factories.row
    more = {
        "dependencies": (row(Dependency, text="Ett annat arbete"),),
        "terms": (row(Term, term="Väg", explanation="Sätt att komma fram"),),
        "decision_sheets": (row(DecisionSheet, gate="BP1", questions=("Är det klart?",), decision="Nej"),),
    }
    return factories.content(**more | fields)


def fields_of(content: DirectiveContent) -> dict[str, Any]:
    """What `World.mandate` takes: everything but what it sets itself."""
    own = ("visibility", "unit", "unit_id")
    return {name: getattr(content, name) for name in type(content).model_fields if name not in own}


def marked(content: DirectiveContent, word: str, *, locked: bool = True) -> DirectiveContent:
    """`content` with `word` in every text; `locked`: in those, too, that a decision locks."""
    head = [name for name in HEAD if locked or name not in LOCKED_HEAD]
    chapters = [key for key in CHAPTER_KEYS if locked or key not in LOCKED_CHAPTERS]
    values = {name: f"{word} {name}" for name in head}
    values |= {key: _marked(getattr(content, key), word, key, locked) for key in chapters}
    notes = tuple(ChapterNote(chapter=key, lead_in=f"{word} note on {key}") for key in chapters)
    return DirectiveContent.model_validate({**dict(content), **values, "notes": notes})


def _marked(said: Any, word: str, key: str, locked: bool) -> Any:
    if key not in ROW_TYPES:
        return f"{word} {key}"
    return tuple(row if _is_locked(row, locked) else _marked_row(row, word) for row in said)


def _is_locked(row: Any, locked: bool) -> bool:
    return not locked and getattr(row, "role", "") == "owner"


def _marked_row(row: Any, word: str) -> Any:
    texts = {n: f"{word} {n}" for n, v in row if isinstance(v, str) and n not in _NO_WORDS}
    if getattr(row, "questions", ()):
        texts["questions"] = (f"{word} question",)
    return row.model_copy(update=texts)
