"""The description, with the purpose inside it: a paragraph that says what the purpose is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

from uppdragil.imports.blocks import say_text
from uppdragil.imports.chapters import Draft, read_chapter
from uppdragil.imports.ledger import Line

_PURPOSE = re.compile(
    r"syftet (?:med (?:detta |det här )?(?:uppdrag(?:et)?|arbetet) )?är\b|uppdragets syfte är\b",
    re.IGNORECASE,
)


def read_description(draft: Draft, lines: Sequence[Line]) -> None:
    """Paragraphs of the purpose go to the chapter that it has in the edition."""
    blocks = draft.blocks(lines)
    told = [not block.bullet and bool(_PURPOSE.match(block.fragments[0].text)) for block in blocks]
    own, rest = (
        list(compress(blocks, told)),
        [block for block, is_own in zip(blocks, told, strict=True) if not is_own],
    )
    if not own:
        read_chapter(draft, "description", lines)
        return
    draft.fields["description"] = say_text(draft.ledger, rest)
    draft.ledger.reading = "purpose"
    draft.fields["purpose"] = say_text(draft.ledger, own)


def read_purpose(draft: Draft, lines: Sequence[Line]) -> None:
    """The chapter, after what the description has said of it already."""
    said = draft.fields.pop("purpose", "")
    read_chapter(draft, "purpose", lines)
    draft.fields["purpose"] = "\n\n".join(filter(None, (said, draft.fields.get("purpose"))))
