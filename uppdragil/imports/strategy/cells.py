"""A cell of a table: HTML as an editor of pages left it, to blocks of plain text.

The HTML is never trusted and never built into a tree: signs in angle brackets are cut out one by one, so that no
depth, no unclosed tag and no script does anything. Tags that no text needs are dropped and make the cell `foreign`:
its line is then shown as not wholly placed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?:[\s/][^<>]{0,1000})?>")
_BOLD = {"b", "strong"}
_INLINE = _BOLD | {"i", "em", "u", "span", "a", "font", "sup", "sub"}
_BLOCKS = {"p", "div", "ul", "ol", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN = {"script", "style"}  # what stands between these tags is no text
_GAP = re.compile(r"\s{3,}")  # what an editor made of a list that was pasted as running text
_BULLET = re.compile(r"^[-–•*·]\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or an item of a list. `parts`: its texts, where wide gaps divide it; `lead`: its bold beginning."""

    parts: tuple[str, ...]
    lead: str
    item: bool

    @property
    def text(self) -> str:
        return " ".join(self.parts)

    @property
    def rest(self) -> str:
        """What follows the bold beginning."""
        return unbulleted(self.text.removeprefix(self.lead))


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. `foreign`: something in it was left out."""

    blocks: tuple[Block, ...]
    foreign: bool

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks)


@dataclass(slots=True)
class _Building:
    runs: list[tuple[bool, str]] = field(default_factory=list)
    bold: int = 0
    item: bool = False
    unseen: str = ""
    foreign: bool = False


def unbulleted(text: str) -> str:
    """The text with single spaces, without the sign of a list at its beginning."""
    return _BULLET.sub("", " ".join(text.split()))


def read_cell(source: str) -> Cell:
    """The blocks of a cell, in order; a cell without tags is one block."""
    building = _Building()
    blocks = list(_blocks(source, building))
    return Cell(tuple(blocks), building.foreign)


def _blocks(source: str, now: _Building) -> Iterator[Block]:
    at = 0
    for tag in _TAG.finditer(source):
        _say(now, source[at : tag.start()])
        at = tag.end()
        name, closes = tag[2].lower(), bool(tag[1])
        if name in _BLOCKS and not now.unseen:
            yield from _closed(now)
            now.item = name == "li" and not closes
        else:
            _mark(now, name, closes)
    _say(now, source[at:])
    yield from _closed(now)


def _mark(now: _Building, name: str, closes: bool) -> None:
    if name in _UNSEEN:
        now.unseen = "" if closes else name
        now.foreign = True
    elif name in _BOLD:
        now.bold = max(0, now.bold + (-1 if closes else 1))
    elif name not in _INLINE:
        now.foreign = True


def _say(now: _Building, text: str) -> None:
    if text and not now.unseen:
        now.runs.append((now.bold > 0, html.unescape(text)))


def _closed(now: _Building) -> Iterator[Block]:
    """The block that ends here, where it says anything."""
    runs, now.runs = now.runs, []
    whole = "".join(text for _, text in runs)
    parts = tuple(part for piece in _GAP.split(whole) if (part := unbulleted(piece)))
    if parts:
        yield Block(parts, _lead(runs), now.item)


def _lead(runs: list[tuple[bool, str]]) -> str:
    lead = ""
    for bold, text in runs:
        if text.strip() and not bold:
            break
        lead += text
    return unbulleted(lead)
