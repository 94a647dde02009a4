"""R17: references to a heading that does not exist."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator

from rapidfuzz import fuzz, process

from uppdragil.directives.content import DirectiveContent

from .finding import Finding, Heading, ReviewFacts, Severity
from .texts import Spots, texts

LIKE = 60.0  # of 100: how much a heading looks like the one that is named
MOST = 50  # references that are told of
LONGEST = 150  # characters of a heading
_NUMBER = re.compile(
    r"(?<!\d )(?<!\w)(?P<word>(?:kapitel|kapitlet|kap\.|avsnitt|avsnittet|chapter|section) )"
    r"(?P<target>\d{1,3}(?:\.\d{1,3}){0,3})(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?<!\w)(?P<word>(?:rubrik|rubriken|avsnittet|kapitlet|heading|section):? [”“\"»])"
    r"(?P<target>[^”“\"»«\n]{3,150})(?=[”“\"«»])",
    re.IGNORECASE,
)
# The chapter of another text: kommunallagens kapitel 7, kapitel 7 § 5, kapitel 3 i rapporten.
_OTHERS_BEFORE = re.compile(r"(?:\w{3}s|lagen|balken|ordningen|rapporten|planen|strategin|handboken)\s*$")
_OTHERS_AFTER = re.compile(
    r"\s*(?:\d+ )?§"
    r"|\s+(?:i|ur|av|of|in) (?!detta |det här |this |uppdragsdirektiv|uppdragshandling|dokumentet|direktivet)"
)


def broken_references(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R17: "chapter 12", or a heading in quotes, that the model does not have. Those of other texts are let be."""
    numbers = frozenset(heading.number for heading in facts.headings if heading.number)
    if numbers:
        for target, spots in _found(content, _NUMBER, numbers).items():
            yield _finding("number", target, spots, _upward(target, numbers))
    if facts.headings:
        titles = {_folded(heading.title) for heading in facts.headings}
        named = _found(content, _TITLE, titles)
        own = _lines(content) if named else set()
        for target, spots in named.items():
            if _folded(target) not in own:
                yield _finding("title", target, spots, _alike(target, facts.headings))


def _found(content: DirectiveContent, pattern: re.Pattern[str], there: Container[str]) -> dict[str, Spots]:
    """What is referred to and not there, each with the spots that name it."""
    found: dict[str, Spots] = {}
    for place, text in texts(content):
        for match in pattern.finditer(text):
            target = match["target"]
            if target in there or _folded(target) in there or _is_of_another(match):
                continue
            if target in found or len(found) < MOST:
                found.setdefault(target, Spots()).add(place, text, match.span("target"))
    return found


def _is_of_another(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    closed = match.end() + (match.re is _TITLE)
    return bool(_OTHERS_BEFORE.search(text[max(0, start - 30) : start]) or _OTHERS_AFTER.match(text, closed))


def _finding(kind: str, target: str, spots: Spots, nearest: str) -> Finding:
    fixes = spots.mended(f"refer_to_{kind}", nearest, lambda _old: nearest) if nearest else ()
    params = {"kind": kind, "target": target, "nearest": nearest}
    return Finding("R17", Severity.WARNING, spots.places, params, fixes, about=(kind, target))


def _upward(number: str, numbers: Container[str]) -> str:
    """The chapter that 4.7 would stand in; "" where there is none."""
    while "." in number:
        number = number.rpartition(".")[0]
        if number in numbers:
            return number
    return ""


def _alike(target: str, headings: tuple[Heading, ...]) -> str:
    titles = {heading.title: _folded(heading.title) for heading in headings}
    best = process.extractOne(_folded(target), titles, scorer=fuzz.WRatio, score_cutoff=LIKE)
    return str(best[2]) if best else ""


def _folded(title: str) -> str:
    """Without regard to case, spaces and signs."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def _lines(content: DirectiveContent) -> set[str]:
    """The short lines of the texts: a chapter may have headings of its own."""
    return {
        _folded(line)
        for _place, text in texts(content)
        for line in text.splitlines()
        if len(line) <= LONGEST and not _TITLE.search(line)
    }
