"""A Word file of ours holds its directive whole beside the words. What is seen wins over what is held.

A chapter that stands as it was printed is taken as it is held, with its links and exact spaces; of one that was
edited in Word the words are read, and only rows that still look the same keep what their words do not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from uppdragil.core.values import Row
from uppdragil.directives import canonical
from uppdragil.directives.content import CHAPTER_KEYS, HEAD_FIELDS, LINKS, ROW_TYPES, DirectiveContent
from uppdragil.directives.printed import layout, lines_of, looks
from uppdragil.editions.spec import EditionSpec

from .ledger import Ledger

MAX_CARRIED = 8 * 1024 * 1024  # characters
_LINKED = {"unit_id": "unit", "parent_id": "parent", "supersedes_id": "supersedes"}


def held(text: str) -> DirectiveContent | None:
    """The directive that a file holds; None for one that holds none, or one that this program cannot read."""
    if not text or len(text) > MAX_CARRIED:
        return None
    try:
        return canonical.from_bytes(text.encode(errors="replace"))
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


@dataclass
class Merge:
    """`read` from the words, `kept` beside them. `lines`: the document's lines by chapter, "" for the head.

    `uids` names a row of a chapter anew.
    """

    read: DirectiveContent
    kept: DirectiveContent
    edition: EditionSpec
    lines: Mapping[str, Sequence[str]]
    uids: Callable[[str], str]
    _names: dict[str, str] = field(default_factory=dict)  # what the kept and the read rows are called now

    def content(self) -> DirectiveContent:
        """The directive as the document says it. Raises pydantic.ValidationError where the two make no whole."""
        same = {
            part.key for part in layout(self.kept, self.edition) if self._stands(part.key, lines_of(part))
        }
        fields = self._head("" in same)
        for key in CHAPTER_KEYS:
            if key in ROW_TYPES:
                fields[key] = tuple(self._whole(key) if key in same else self._row_by_row(key))
            else:
                fields[key] = getattr(self._of(key in same), key)
        for of, to in LINKS:
            there = {row.uid for row in fields[to]}
            fields[of] = tuple(self._linked(row, to, there) for row in fields[of])
        fields["notes"] = tuple(
            n for key in CHAPTER_KEYS for n in self._of(key in same).notes if n.chapter == key
        )
        return DirectiveContent.model_validate(fields)

    def _stands(self, key: str | None, printed: str) -> bool:
        """Whether the chapter's lines are those that it was printed with."""
        if key is None or key not in self.lines:
            return False
        texts = (line.text for line in Ledger(printed).lines)
        return list(filter(None, texts)) == list(filter(None, self.lines[key]))

    def _of(self, same: bool) -> DirectiveContent:
        return self.kept if same else self.read

    def _head(self, same: bool) -> dict[str, Any]:
        fields = {name: getattr(self._of(same), name) for name in HEAD_FIELDS}
        for link, words in _LINKED.items():
            if fields[words] and fields[words] == getattr(self.kept, words):
                fields[link] = getattr(self.kept, link)
        return fields

    def _whole(self, key: str) -> Iterator[Row]:
        """The kept rows; each is called as the row that was read in its place, where there are as many."""
        kept, read = getattr(self.kept, key), getattr(self.read, key)
        for at, row in enumerate(kept):
            yield self._named(row, read[at] if len(read) == len(kept) else None, key)

    def _row_by_row(self, key: str) -> Iterator[Row]:
        """The rows as read; one that looks as a kept row does is that row."""
        waiting: dict[str, list[Row]] = {}
        for row in getattr(self.kept, key):
            waiting.setdefault(looks(key, row, self.kept, self.edition), []).append(row)
        for row in getattr(self.read, key):
            same = waiting.get(looks(key, row, self.read, self.edition))
            yield self._named(same.pop(0), row, key) if same else row

    def _named(self, kept: Row, read: Row | None, key: str) -> Row:
        name = read.uid if read else self.uids(key)
        self._names[kept.uid] = name
        return kept.model_copy(update={"uid": name})

    def _linked(self, row: Row, to: str, there: set[str]) -> Row:
        """The row with its links to chapter `to` under the names that those rows have now."""
        named = (self._names.get(uid, uid) for uid in getattr(row, to))
        return row.model_copy(update={to: tuple(uid for uid in named if uid in there)})
