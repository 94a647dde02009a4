"""Small readings of words: names of people, what is tentative, what breaks off. Pure."""

from __future__ import annotations

import re

_TENTATIVE = re.compile(r"ev(?:\.|entuellt?|entuella)? ", re.IGNORECASE)
_OPEN_WORDS = re.compile(
    r"en|ett|och|eller|samt|att|av|för|i|till|med|som|på|den|det|de|vid|om|från|inom|mellan|genom|under",
    re.IGNORECASE,
)
_LONGEST = 300  # characters of a text that may hold names
_DOES = re.compile(r"(.+?) (?:formulerar|tar fram|ansvarar|återkommer|skriver|arbetar)\b")
_AND = re.compile(r" ?(?:[,;&]| och | samt ) ?")
_NAME = re.compile(r"[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?(?: [^\W\d_]{2,20})?")


def is_tentative(text: str) -> bool:
    """A question mark at the end, or "Ev " before it: the source has not made up its mind."""
    return text.endswith("?") or bool(_TENTATIVE.match(text))


def settled(text: str) -> str:
    """What a tentative text says once it holds: "Ev fler team?" is "Fler team"."""
    lead = _TENTATIVE.match(text)
    plain = text[lead.end() if lead else 0 :].rstrip("? ")
    return plain[:1].upper() + plain[1:] or text


def breaks_off(text: str) -> bool:
    """Whether a text ends in a word or sign that no sentence ends in: "för att åstadkomma en"."""
    words = text[-100:].split()
    return len(words) > 2 and bool(_OPEN_WORDS.fullmatch(words[-1]) or words[-1][-1] in ",(–-")


def names_people(text: str) -> bool:
    """Whether a text is a list of people's names, or of people who are to do something: no sub-goal."""
    if len(text) > _LONGEST:
        return False
    doing = _DOES.match(text)
    names = [n for n in _AND.split(doing[1].replace(" och ", ",") if doing else text) if n]
    if doing:
        names = [word for name in names for word in name.split()]
    capitals = sum(name[0].isupper() for name in names)
    return (
        len(names) > 1
        and text[0].isupper()
        and capitals * 3 >= len(names) * 2
        and all(map(_NAME.fullmatch, names))
    )
