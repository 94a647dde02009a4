"""R16: one person spelled in two ways."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from uppdragil.directives.content import DirectiveContent

from .finding import Finding, Fix, ReviewFacts, Severity
from .names import Name, alike, names_in, spelled_alike
from .texts import MOST_PLACES, Said, Span, Spots, texts

# Fields that say who. A name that stands in none of them may be anybody's, and is not held against another.
WHO = frozenset({"holder", "responsible", "owner", "lead", "measured_by"})
MOST_NAMES = 400  # that are held against each other
MOST_TEXT = 1_500_000  # characters that are read; a long directive has a twentieth of it

Spelled = tuple[str, str]


def spelled_in_two_ways(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R16: two names that differ by a letter or two, at least one of them where somebody is appointed."""
    names: dict[Spelled, Name] = {}
    spots: dict[Spelled, Spots] = {}
    appointed: set[Spelled] = set()
    for place, text in _within(texts(content)):
        for name in names_in(text):
            if name.spelled not in names and len(names) == MOST_NAMES:
                continue
            names.setdefault(name.spelled, name)
            spots.setdefault(name.spelled, Spots()).add(place, text, *_words_of(name))
            if place.field in WHO:
                appointed.add(name.spelled)
    for one, other in _pairs(list(names.values())):
        first, second = sorted((one, other), key=lambda name: name.spelled not in appointed)
        if first.spelled in appointed:
            yield _finding(first, second, spots[first.spelled], spots[second.spelled])


def _within(said: Iterable[Said]) -> Iterator[Said]:
    """As much of the texts as is read for names."""
    left = MOST_TEXT
    for place, text in said:
        left -= len(text)
        if left >= 0:
            yield place, text


def _words_of(name: Name) -> tuple[Span, Span]:
    """Where its first and its last word stand."""
    return (name.start, name.start + len(name.given)), (name.end - len(name.family), name.end)


def _pairs(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Those that may be one person's and are not written alike; only names that share a word are compared."""
    order = {name.spelled: place for place, name in enumerate(names)}
    near: dict[tuple[int, str], list[Name]] = defaultdict(list)
    for name in names:
        given, family = name.sound
        near[0, given].append(name)
        near[1, family.removesuffix("s")].append(name)
    found = {
        (one.spelled, other.spelled): (one, other)
        for group in near.values()
        for one, other in combinations(group, 2)
        if alike(one, other) and not spelled_alike(one, other)
    }
    return iter(sorted(found.values(), key=lambda pair: (order[pair[0].spelled], order[pair[1].spelled])))


def _finding(one: Name, other: Name, spots: Spots, other_spots: Spots) -> Finding:
    """Each spelling can be written in the other's places; names between the first and the last stay."""
    fixes = (*_spell(other, one, other_spots), *_spell(one, other, spots))
    places = dict.fromkeys((spots.places[0], other_spots.places[0], *spots.places, *other_spots.places))
    return Finding(
        "R16",
        Severity.HINT,
        tuple(places)[:MOST_PLACES],
        {"one": " ".join(one.spelled), "another": " ".join(other.spelled)},
        fixes,
        about=tuple(sorted((" ".join(one.spelled), " ".join(other.spelled)))),
    )


def _spell(wrong: Name, right: Name, spots: Spots) -> tuple[Fix, ...]:
    words = dict(zip(wrong.spelled, right.spelled, strict=True))
    return spots.mended("spell", " ".join(right.spelled), lambda old: words[old])
