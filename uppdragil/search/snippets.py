"""Where in a text the hits stand, and a piece of the text around the first of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from re import Match
from typing import NamedTuple

from .query import Query, Term
from .words import WORD, folded, stem

BEFORE, LENGTH = 60, 240  # characters: before the first hit, and in all
MOST_MARKS = 200  # in one text


class Part(NamedTuple):
    """A piece of text that is a hit, or is none."""

    text: str
    hit: bool


class Spot(NamedTuple):
    """From where to where in a text a hit stands, and which of the terms it is of."""

    start: int
    end: int
    term: int


def spots(text: str, query: Query) -> list[Spot]:
    """The hits in a text, in order; those of two terms may overlap."""
    plain = folded(text)
    wanted = [(n, term) for n, term in enumerate(query.wanted) if term.stems[0] in plain]
    if not wanted:  # every stem begins its word
        return []
    words = list(WORD.finditer(text))
    found = (spot for n, term in wanted for spot in _spots(words, term, n))
    return sorted(islice(found, MOST_MARKS))


def marked(text: str, found: Sequence[Spot]) -> list[Part]:
    """The whole text in parts."""
    parts, at = [], 0
    for start, end, _term in found:
        if end > at:
            parts += [Part(text[at : max(at, start)], False), Part(text[max(at, start) : end], True)]
            at = end
    return [part for part in (*parts, Part(text[at:], False)) if part.text]


def excerpt(text: str, found: Sequence[Spot]) -> list[Part]:
    """A piece of the text from a little before its first hit, in parts; cut at words, and told by an ellipsis."""
    first = found[0].start if found else 0
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = len(text) if len(text) <= start + LENGTH else text.rfind(" ", start, start + LENGTH)
    end = max(end, found[0].end if found else 0, start)
    inside = [Spot(s - start, min(e, end) - start, n) for s, e, n in found if start <= s < end]
    parts = marked(text[start:end], inside)
    before, after = [Part("… ", False)] * bool(start), [Part(" …", False)] * (end < len(text))
    return [*before, *parts, *after]


def _spots(words: Sequence[Match[str]], term: Term, number: int) -> Iterator[Spot]:
    if len(term.stems) == 1:
        for word in words:
            if term.fits(stem(word.group())):
                yield Spot(word.start(), word.end(), number)
        return
    stemmed, size = tuple(stem(word.group()) for word in words), len(term.stems)
    for at in range(len(words) - size + 1):
        if stemmed[at : at + size] == term.stems:
            yield Spot(words[at].start(), words[at + size - 1].end(), number)
