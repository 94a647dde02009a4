"""Who is meant by the words of chapter 8, and by the words that name somebody elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from uppdragil.directives.content import DirectiveContent, HolderKind, RoleAssignment

from .finding import ReviewFacts
from .names import Name, alike, is_title, names_in
from .words import stems

LONGEST = 120  # characters of a name; what is longer is a text
_WITH = re.compile(
    r"\s(?:med (?:stöd|hjälp|bistånd) (?:av|från)|i samarbete med|i samverkan med|tillsammans med|med|with)\s"
)
_APART = re.compile(r"[\n,;/&+•]")
_A_WORD = re.compile(r"[^\W\d_]{2}")
_AND = re.compile(r"(?<!-) (?:och|samt|and) ")
_SHORTEST = 5  # letters that two words begin with, which makes them the same
# Words for a role, and for all of them: whoever holds it is in chapter 8, or is missed there by another rule.
_ROLES = re.compile(
    r"(?:uppdrags|projekt|mandate )(?:led|äg|medlem|spons|givar|tagar|owner|lead|member)|ledare|ägare|mottagar|resursäg"
    r"|referensgrupp|styrgrupp|arbetsgrupp|projektgrupp|intressent|deltagar|medlemmar|sponsor|samtliga\b|alla\b|respektive\b"
)
_COMMON = """
ledning enhet stab grupp chef region för vid på av i till från en ett den det de och samt som varje hela respektive
utsed utsedd utsedda utse resurs resurser person personer representant representanter central centrala
"""

_COMMON_WORDS = frozenset(_COMMON.split())


def parts(text: str) -> list[str]:
    """The names that a text consists of, each as it is written."""
    found = (one.strip(" .•–-*") for one in _APART.split(text))
    return [part for part in found if _A_WORD.search(part) and len(part) <= LONGEST]


def responsible(text: str) -> list[str]:
    """Who answers, without those who only help."""
    return parts(_WITH.split(f"{text} ")[0])


def pieces(part: str) -> list[str]:
    """A part without its and."""
    return [piece.strip() for piece in _AND.split(part) if piece.strip()]


class Organisation:
    """Chapter 8 as it answers whether somebody is in it."""

    def __init__(self, content: DirectiveContent, facts: ReviewFacts) -> None:
        self.content, self.facts = content, facts

    @cached_property
    def parts(self) -> list[str]:
        """The names in chapter 8, and the mandate's own unit."""
        held = [part for row in self.content.roles for part in parts(row.holder)]
        return list(dict.fromkeys((*held, *parts(self.content.unit))))

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(part.casefold() for part in self.parts)

    def behind(self, row: RoleAssignment) -> list[Name]:
        """Those who hold the position that a row is linked to."""
        linked = row.holder_kind is HolderKind.POSITION and row.holder_id
        return [name for text in self.facts.behind.get(linked or "", ()) for name in names_in(text)]

    def has(self, part: str) -> bool:
        """Whether a part, or one piece of it, is in chapter 8; a slip of the pen in a person's name is let be."""
        if _ROLES.match(part.casefold()) or part.casefold() in self._said:
            return True
        if people := names_in(part):
            return any(self._has_person(name) for name in people)
        return self._has_words(part)

    def _has_person(self, name: Name) -> bool:
        given, family = name.sound
        near = (*self._near[0, given], *self._near[1, family.removesuffix("s")])
        return any(alike(name, other) for other in near)

    @cached_property
    def _near(self) -> dict[tuple[int, str], list[Name]]:
        found: dict[tuple[int, str], list[Name]] = defaultdict(list)
        for row in self.content.roles:
            for name in (*names_in(row.holder), *self.behind(row)):
                given, family = name.sound
                found[0, given].append(name)
                found[1, family.removesuffix("s")].append(name)
        return found

    def _has_words(self, part: str) -> bool:
        words = list(stems(part))
        own = [word for word in words if word not in _COMMON_WORDS and not is_title(word)]
        if not own:  # a title alone, as "the head of the unit"
            return any(word in self._stems for word in words)
        return any(self._knows(word) for word in own)

    def _knows(self, word: str) -> bool:
        """Whether chapter 8 has the word, or one that begins with it, or one that it begins with."""
        if word in self._stems or (len(word) >= _SHORTEST and word in self._beginnings):
            return True
        return any(word[:n] in self._stems for n in range(_SHORTEST, len(word)))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for part in self.parts for stem in stems(part) if stem not in _COMMON_WORDS)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(stem[:n] for stem in self._stems for n in range(_SHORTEST, len(stem) + 1))
