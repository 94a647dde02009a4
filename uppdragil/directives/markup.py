"""The text of a chapter as blocks that can be set. A link is its text; only strong emphasis is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

from uppdragil.directives.prose import parse

_BREAKS = {"softbreak", "hardbreak"}
_WORD = re.compile(r"\n|[^ \n]+")


@dataclass(frozen=True)
class Piece:
    """Words of one weight, parted by spaces; a line break is a newline before the word that follows it."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """A quotation, with blocks of its own."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Listing:
    """Each item begins with a paragraph, if an empty one. `start` is the first number; None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


Block = Paragraph | Quotation | Listing


def blocks(text: str) -> tuple[Block, ...] | None:
    """`text` read as the page reads it; None when it is plain paragraphs."""
    tokens = parse(text)
    return None if tokens is None else tuple(_blocks(iter(tokens)))


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    """The blocks up to the end of the one that holds them. The parser bounds how deep this goes."""
    for token in tokens:
        if token.nesting < 0:
            return
        match token.type:
            case "inline":
                yield Paragraph(_pieces(token.children or ()))
            case "paragraph_open":
                yield from _blocks(tokens)
            case "blockquote_open":
                yield Quotation(tuple(_blocks(tokens)))
            case "bullet_list_open":
                yield Listing(tuple(_items(tokens)))
            case "ordered_list_open":
                yield Listing(tuple(_items(tokens)), int(token.attrs.get("start", 1)))


def _items(tokens: Iterator[Token]) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.nesting < 0:
            return
        item = tuple(_blocks(tokens))
        yield item if item and isinstance(item[0], Paragraph) else (Paragraph(), *item)


def _pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """Words joined while their weight is the same. A word is strong when any part of it is."""
    text, strong = _flat(tokens)
    pieces: list[Piece] = []
    line_break = ""
    for word in _WORD.finditer(text):
        if word[0] == "\n":
            line_break += "\n"
            continue
        is_strong = any(strong[word.start() : word.end()])
        pieces.append(Piece(line_break + word[0], is_strong))
        line_break = ""
    return tuple(_joined(pieces))


def _joined(words: Sequence[Piece]) -> Iterator[Piece]:
    for is_strong, group in groupby(words, key=lambda word: word.is_strong):
        yield Piece(" ".join(word.text for word in group), is_strong)


def _flat(tokens: Sequence[Token]) -> tuple[str, bytearray]:
    """The text without its marks, and for each character whether it is strong."""
    texts: list[str] = []
    strong, depth = bytearray(), 0
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            depth += token.nesting
        text = "\n" if token.type in _BREAKS else token.content
        texts.append(text)
        strong += bytes([depth > 0]) * len(text)
    return "".join(texts), strong
