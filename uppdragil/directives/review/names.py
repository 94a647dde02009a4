"""Names of people inside a text, and whether two spellings mean the same person.

What is alike is chosen so that two people are not taken for one: Anna and Hanna Berg, Erik and Erika Lund, Lindberg and
Lundberg stay apart, at the price of a slip of the pen that is passed by.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

# A capital and then a small letter: what stands in capitals throughout is no name here. No longer than a name is.
_WORD = r"[^\W\d_a-zåäöéü][^\W\d_A-ZÅÄÖ][^\W\d_]{0,30}(?:-[^\W\d_]{1,30}){0,2}"
_SMALL = r"(?:(?:af|von|van|de|der|la|al|el) )?"  # belongs to the word that follows
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?: {_SMALL}{_WORD}){{1,3}}(?![\w-])")
_WORDS = re.compile(rf"{_SMALL}\S+")
REMEMBERED = 5_000  # words


def _with_endings(words: str) -> tuple[str, ...]:
    """Each in the genitive and in the definite form, too."""
    return tuple(word + ending for word in words.split() for ending in ("", "s", "n", "en", "ns", "ens"))


# What a word ends in that says what somebody is, or what an organisation is: it is no part of a person's name.
_TITLES = _with_endings(
    """
    chef direktör ledare samordnare utvecklare strateg sekreterare controller ansvarig ordförande ägare sköterska
    läkare utredare handläggare rektor mottagare sponsor rådgivare manager director owner lead
    """
)
_PLACES = _with_endings(
    """
    stab enhet förvaltning nämnd grupp avdelning region kommun sjukhus sjukhuset stödet klinik kliniker vård kontor
    kontoret ledning central råd rådet styrelse mottagning service utveckling organisation organisationer hälsan program
    """
)
# Given names of different people that differ by one letter, which is no vowel at the end.
_APART = """
andrea andreas jona jonas luka lukas elia elias matia matias tobia tobias inge inger ingar ingvar ingmar ingemar marin
martin malin marlin alva alvar ragna ragnar guna gunar maria mariam marian nikola nikolas bengt bent berti bertil edvar
edvard elvi elvir elvis elin elen evelin helen karin katrin kristin kirstin birgit brigit brit birt bernt berndt
"""
_GIVEN_APART = frozenset(_APART.split())
_VOWELS = "aeioy"
_SHORTEST_GIVEN, _SHORTEST_FAMILY = 5, 7  # letters of a name in which a slip can be told from another name
_SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ch", "k"), ("qv", "kv"), ("qu", "kv"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"),
    ("é", "e"), ("è", "e"), ("á", "a"), ("ü", "y"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


class Name(NamedTuple):
    """A name as it stands in a text, from `start` to `end`, with its first and its last word."""

    text: str
    given: str
    family: str
    start: int
    end: int

    @property
    def spelled(self) -> tuple[str, str]:
        return self.given, self.family

    @property
    def sound(self) -> tuple[str, str]:
        return sound(self.given), sound(self.family)


def names_in(text: str) -> list[Name]:
    """The names of people in a text; a title before a name is no part of it."""
    found = []
    for match in _NAME.finditer(text):
        words: list[str] = _WORDS.findall(match[0])
        while len(words) > 1 and is_title(words[0]):
            words = words[1:]
        if len(words) > 1 and not any(is_title(word) or is_place(word) for word in words):
            name = " ".join(words)
            found.append(Name(name, words[0], words[-1], match.end() - len(name), match.end()))
    return found


@lru_cache(REMEMBERED)
def is_title(word: str) -> bool:
    """Whether a word is what somebody is: the chief of something, a strategist."""
    return word.casefold().endswith(_TITLES)


@lru_cache(REMEMBERED)
def is_place(word: str) -> bool:
    """Whether a word is of an organisation's name."""
    return word.casefold().endswith(_PLACES)


@lru_cache(REMEMBERED)
def sound(word: str) -> str:
    """One spelling for those that sound alike: Karin and Carin, Lindqvist and Lindkvist, Hallberg and Halberg."""
    said = word.casefold()
    for spelled, heard in _SOUNDS:
        said = said.replace(spelled, heard)
    return _DOUBLED.sub(r"\1", said).removesuffix("h")


def alike(one: Name, other: Name) -> bool:
    """Whether two names may be one person's: they sound the same, or one word of one has a slip of the pen."""
    (given, family), (other_given, other_family) = one.sound, other.sound
    if given == other_given:
        return _same_family(family, other_family) or _slipped(family, other_family, _SHORTEST_FAMILY)
    if not _same_family(family, other_family) or {given, other_given} <= _GIVEN_APART:
        return False
    return _slipped(given, other_given, _SHORTEST_GIVEN)


def spelled_alike(one: Name, other: Name) -> bool:
    """Whether two names are written in the same way: in the genitive they are."""
    return one.given == other.given and _same_family(one.family, other.family)


def _same_family(one: str, other: str) -> bool:
    """Alike, or one of them in the genitive."""
    return one == other or f"{one}s" == other or one == f"{other}s"


def _slipped(one: str, other: str, shortest: int) -> bool:
    """One letter too many, or two that changed places; not the first letter, and no vowel at the end."""
    short, long = sorted((one, other), key=len)
    if len(long) < shortest or short[:1] != long[:1] or OSA.distance(short, long, score_cutoff=1) > 1:
        return False
    if len(short) == len(long):
        return sorted(short) == sorted(long)  # changed places, not another letter
    return not (long.startswith(short) and long[-1] in _VOWELS)
