"""What somebody typed in the search field, as terms: words, "runs of words" and -words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .words import COMMON, COMPOUND, WORD, folded, plain, stem

LONGEST = 200  # characters
MOST = 12  # terms
_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans("”“„‟«»", '""""""')
BEGINS, ENDS = 3, 4  # letters of a word from which on words are found that begin or end with it


class Refusal(StrEnum):
    """Why nothing is searched."""

    EMPTY = "empty"  # there is no letter and no digit in it
    COMMON = "common"  # nothing but words that stand everywhere
    ONLY_WITHOUT = "only_without"
    MANY = "many"


@dataclass(frozen=True)
class Term:
    """Stems that stand in a row. `loose`: one word, found as a part of compounds, too."""

    stems: tuple[str, ...]
    loose: bool = False

    @property
    def begins(self) -> bool:
        """Whether words that begin with it are found."""
        return self.loose and len(self.stems[0]) >= BEGINS

    @property
    def ends(self) -> bool:
        """Whether words that end with it are found."""
        return self.loose and len(self.stems[0]) >= ENDS

    def fits(self, stemmed: str) -> bool:
        """Whether a word with this stem is found, as the databases find it; for terms of one word."""
        one = self.stems[0]
        ends = self.ends and len(stemmed) >= COMPOUND and stemmed.endswith(one)
        return stemmed == one or ends or (self.begins and stemmed.startswith(one))


@dataclass(frozen=True)
class Query:
    """`wanted`: all of them are in what is found; `without`: none of them is."""

    wanted: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    refusal: Refusal | None = None


def parse(text: str) -> Query:
    """What is asked for. Every text is answered, none raises."""
    wanted: dict[Term, None] = {}
    without: dict[Term, None] = {}
    is_common = False
    for minus, quoted, bare in _PART.findall(plain(text[:LONGEST]).translate(_QUOTES)):
        words = WORD.findall(quoted or bare)
        if not words:
            continue
        if bare and len(words) == 1 and folded(words[0]) in COMMON:
            is_common = True
            continue
        term = Term(tuple(map(stem, words)), loose=bool(bare) and len(words) == 1)
        (without if minus else wanted)[term] = None
    return Query(tuple(wanted), tuple(without), _refusal(wanted, without, is_common))


def _refusal(wanted: dict[Term, None], without: dict[Term, None], is_common: bool) -> Refusal | None:
    if len(wanted) + len(without) > MOST:
        return Refusal.MANY
    if wanted:
        return None
    if without:
        return Refusal.ONLY_WITHOUT
    return Refusal.COMMON if is_common else Refusal.EMPTY
