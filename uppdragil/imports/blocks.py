"""A chapter's lines as paragraphs and bullets, wrapped lines rejoined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .ledger import Fragment, Ledger, Line, whole
from .wraps import Wrapping

_BULLET = re.compile(r"([•●○◦▪■□▫‣➢➤✓·*\-–—o\uf0b7\uf0a7\uf02d])(?:\s+|$)")
_ORDERED = re.compile(r"(\d{1,2})[.)]\s+")
_TABULAR = re.compile(r"\t|\|.*\||\S {3,}\S.* {3,}\S")
_MOST_GONE = 20  # items taken out of a list whose numbers are typed
_SUB = "o○◦▫–"  # signs that stand for the second level under another sign


@dataclass(slots=True)
class Block:
    """A paragraph, or an item with its `bullet` (sub-items are part of it, as `parts`)."""

    bullet: Fragment | None
    words: list[Fragment]
    parts: list[Block] = field(default_factory=list)

    @property
    def last(self) -> Line:
        """The line where it ends, so far."""
        return self.parts[-1].last if self.parts else self.fragments[-1].line

    @property
    def fragments(self) -> list[Fragment]:
        return [self.bullet, *self.words] if self.bullet else self.words


def read_blocks(lines: Iterable[Line], wrapping: Wrapping) -> list[Block]:
    """The lines as paragraphs and items of lists, wrapped lines joined."""
    blocks: list[Block] = []
    ordered = 0
    for line in lines:
        bullet, words = split_bullet(whole(line), ordered + 1, _MOST_GONE if wrapping.whole else 0)
        if bullet:
            ordered = int(bullet.text[:-1]) if bullet.text[:-1].isdigit() else 0
            _add_item(blocks, Block(bullet, [words] if words else []))
        elif blocks and wrapping.whole and not line.gap:
            blocks[-1].parts.append(Block(None, [whole(line)]))
        elif blocks and _goes_on(blocks[-1].last, line, wrapping):
            (blocks[-1].parts or blocks)[-1].words.append(whole(line))
        else:
            blocks.append(Block(None, [whole(line)]))
    return blocks


def _goes_on(before: Line, line: Line, wrapping: Wrapping) -> bool:
    if _TABULAR.search(line.raw.strip()) or _TABULAR.search(before.raw.strip()):
        return False
    return bool(_BULLET.fullmatch(before.text)) or wrapping.continues(before, line)


def split_bullet(words: Fragment, ordinal: int, gone: int = 0) -> tuple[Fragment | None, Fragment | None]:
    """The bullet and what follows; a number is a bullet only where it continues the count with `ordinal`.

    `gone`: how many items may have been taken away before it.
    """
    match = _BULLET.match(words.text)
    if not match:
        match = _ORDERED.match(words.text)
        if not match or not ordinal <= int(match[1]) <= ordinal + gone:
            return None, words
    rest = words.text[match.end() :]
    bullet = Fragment(words.line, match[0].strip(), words.column)
    return bullet, Fragment(words.line, rest, words.column + match.end()) if rest else None


def _add_item(blocks: list[Block], item: Block) -> None:
    parent = blocks[-1] if blocks and blocks[-1].bullet else None
    (parent.parts if parent and _is_sub(item, parent) else blocks).append(item)


def _is_sub(item: Block, parent: Block) -> bool:
    """A sub-item has another sign than the items, and stands further in (or its sign says so)."""
    own, other = item.bullet, parent.bullet
    if not own or not other or own.text == other.text:
        return False
    return own.column > other.column or (own.column == other.column and own.text in _SUB)


def say_block(ledger: Ledger, block: Block) -> str:
    """An item's or a paragraph's words, without its bullet; sub-items on lines of their own."""
    if block.bullet:
        ledger.spend(block.bullet)
    return "\n".join((ledger.take(block.words), *(_printed(ledger, part) for part in block.parts)))


def say_text(ledger: Ledger, blocks: Iterable[Block]) -> str:
    """Running text: paragraphs with a blank line between, items and table rows line by line."""
    text, before = "", None
    for block in blocks:
        tight = before is not None and _is_row(before) and _is_row(block)
        text += ("" if before is None else "\n" if tight else "\n\n") + _printed(ledger, block)
        before = block
    return text


def _is_row(block: Block) -> bool:
    return bool(block.bullet or _TABULAR.search(block.last.raw.strip()))


def _printed(ledger: Ledger, block: Block) -> str:
    return "\n".join((ledger.take(block.fragments), *(_printed(ledger, p) for p in block.parts)))
