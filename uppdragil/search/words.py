"""Words as they are found: stemmed once, here, so that every database answers the same.

å, ä and ö are letters of their own. A compound is found by its first part and by its last: beside each long word
its letters stand backwards, so that what ends alike begins alike (vårdinformationssystem, informationssystem).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from uppdragil.core.swedish import folded

WORD = re.compile(r"[^\W_]+")
MOST = 80_000  # characters of one passage that are found: what PostgreSQL's tsvector holds, however odd the letters
LONGEST = 60  # letters of a word; what is longer is found by these
COMPOUND = 6  # letters from which on a word can be one
BREAK = "¶"  # between two texts: no run of words goes on from one to the next
BACKWARDS = "¤"  # before the letters of a word turned round
# Said so often that they find everything: not asked for, unless they stand in a run of words.
COMMON = frozenset(
    WORD.findall(
        "alla allt att av blir de dem den denna det detta du där eller en ett från får för ha hade han har hon i in"
        " inte jag kan man med men mot när och om oss på samt sig ska skall som så till under upp ut var vi vid är"
        " åt över"
    )
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word as it is written; of "uppdragens" it is "uppdrag"."""
    from snowballstemmer import (
        stemmer,  # every language of it, 3 MiB: only where something is searched for or kept
    )

    one = stemmer("swedish")  # of its own: none is safe in threads
    made: str = one.stemWord(folded(word)[:LONGEST])
    return made


def stems(text: str) -> list[str]:
    """The stem of each word, in order."""
    return [stem(word) for word in WORD.findall(text)]


def tokens(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is kept of some texts: the stems in order with BREAK between the texts, and the long ones backwards."""
    forwards = list(_forwards(texts))
    backwards = {backwards_of(one) for one in forwards if len(one) >= COMPOUND}
    return forwards, sorted(backwards)


def backwards_of(stemmed: str) -> str:
    """The token by which the end of a word is found."""
    return BACKWARDS + stemmed[::-1]


def plain(text: str) -> str:
    """One spelling for each letter; what nothing can carry is gone."""
    return unicodedata.normalize("NFC", text.replace("\0", " "))


def _forwards(texts: Iterable[str]) -> Iterator[str]:
    left = MOST
    for number, text in enumerate(texts):
        if number:
            yield BREAK
        yield from stems(text[: max(left, 0)])
        left -= len(text)
