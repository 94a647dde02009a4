"""R5: somebody is responsible who is not in the organisation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from uppdragil.directives.content import DirectiveContent, Role

from .finding import Finding, Place, ReviewFacts, Severity
from .organisation import Organisation, pieces, responsible
from .texts import Said, Span, Spots, adding

ALIKE = 88.0  # of 100: a name that differs by a letter or two
MOST = 50  # names that are told of


def outsiders(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R5: who answers for an activity or a risk is not in chapter 8. Silent while that is empty."""
    organisation = Organisation(content, facts)
    if not any(row.holder.strip() for row in content.roles):
        return
    asked: dict[str, bool] = {}
    found: dict[str, tuple[str, Spots]] = {}  # by the name in small letters, as it was first spelled
    for place, text in _named(content):
        for name in _outside(text, organisation, asked):
            if name.casefold() in found or len(found) < MOST:
                _first, spots = found.setdefault(name.casefold(), (name, Spots()))
                spots.add(place, text, *_spans(name, text))
    for name, spots in found.values():
        yield _finding(content, organisation, name, spots)


def _named(content: DirectiveContent) -> Iterator[Said]:
    for activity in content.activities:
        yield Place("activities", activity.uid, "responsible"), activity.responsible
    for risk in content.risks:
        yield Place("risks", risk.uid, "owner"), risk.owner


def _outside(text: str, organisation: Organisation, asked: dict[str, bool]) -> Iterator[str]:
    """The parts of a text that nobody in chapter 8 answers to; where one piece of a part does, the part does."""
    for part in dict.fromkeys(responsible(text)):
        if part not in asked:
            asked[part] = any(organisation.has(piece) for piece in (part, *pieces(part)))
        if not asked[part]:
            yield part


def _spans(name: str, text: str) -> Iterator[Span]:
    return (match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _finding(content: DirectiveContent, organisation: Organisation, name: str, spots: Spots) -> Finding:
    active = any(place.chapter == "activities" for place in spots.places)
    severity = Severity.WARNING if active else Severity.HINT
    member = {"role": Role.MEMBER.value, "holder": name}
    fixes = adding("add_member", content, "roles", name, member)
    found = process.extractOne(name, organisation.parts, scorer=fuzz.ratio, score_cutoff=ALIKE)
    near = str(found[0]) if found else ""
    if near:
        fixes = (*spots.mended("spell", near, lambda _old: near), *fixes)
    params = {"kind": "spelled" if near else "outside", "name": name, "near": near}
    return Finding("R5", severity, spots.places, params, fixes, about=(name.casefold(),))
