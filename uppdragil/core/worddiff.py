"""What differs between two texts, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# Texts are compared by words; very long ones by lines, and beyond that as wholes: the comparison
# takes one bit of memory for each pair of parts.
_PARTS = (re.compile(r"^\s+|\S+\s*"), re.compile(r"[^\n]*\n|[^\n]+"))
_MOST_PAIRS = 10**8


class Op(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True)
class Segment:
    """A piece of text that stands in both (EQUAL), only in the new (INSERT) or only in the old (DELETE)."""

    op: Op
    text: str


def word_diff(old: str, new: str) -> list[Segment]:
    """The texts as one run of segments. Without DELETE it reads as `new`, without INSERT as `old`."""
    before, after = _parts(old, new)
    segments: list[Segment] = []
    deleted = inserted = ""
    for step in Indel.opcodes(before, after):
        source = "".join(before[step.src_start : step.src_end])
        if step.tag == "equal":
            segments += [*_changed(deleted, inserted), Segment(Op.EQUAL, source)]
            deleted = inserted = ""
        else:
            deleted += source
            inserted += "".join(after[step.dest_start : step.dest_end])
    return segments + _changed(deleted, inserted)


def _parts(old: str, new: str) -> tuple[list[str], list[str]]:
    for pattern in _PARTS:
        before, after = pattern.findall(old), pattern.findall(new)
        if len(before) * len(after) <= _MOST_PAIRS:
            return before, after
    return [old], [new]


def _changed(deleted: str, inserted: str) -> list[Segment]:
    both = ((Op.DELETE, deleted), (Op.INSERT, inserted))
    return [Segment(op, text) for op, text in both if text]
