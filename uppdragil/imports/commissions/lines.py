"""What the readers of a commission's parts share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from uppdragil.imports.blocks import Block
from uppdragil.imports.chapters import Draft
from uppdragil.imports.ledger import Line


def says_only(line: Line, words: Collection[str]) -> bool:
    """True for a line with no other words than these: a table's head, or the rule below it."""
    return all(word in words for word in re.findall(r"\w+", line.text.casefold()))


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and their parts, one after the other."""
    for block in blocks:
        yield Block(block.bullet, block.words)
        yield from flat(block.parts)


def said(block: Block) -> str:
    """The words of a block, without its bullet and its parts."""
    return " ".join(fragment.text for fragment in block.words)


def take(draft: Draft, block: Block) -> str:
    """Count the block's words as said in the content, and give them."""
    if block.bullet:
        draft.ledger.spend(block.bullet)
    return draft.ledger.take(block.words)
