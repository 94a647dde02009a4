"""R13: the mandate and the others: one registry number on two of them, one that is superseded and goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.content import DirectiveContent

from .finding import HEAD, Change, Finding, Fix, Place, ReviewFacts, Severity

NUMBER = Place(HEAD, None, "registry_number")
SUPERSEDES = Place(HEAD, None, "supersedes")


def clashing_mandates(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R13. Of another mandate nothing is told but what everybody may read."""
    number = content.registry_number.strip()
    for other in facts.same_number:
        kind = "named" if other.name else "unnamed"
        params = {"kind": kind, "number": number, "other": other.name}
        yield Finding("R13", Severity.WARNING, (NUMBER,), params, about=("number", number, other.uid))
    for row in content.dependencies:
        if len(number) > 3 and number in row.text:
            params = {"kind": "mentioned", "number": number, "label": row.text}
            places = (Place("dependencies", row.uid, "text"), NUMBER)
            yield Finding("R13", Severity.WARNING, places, params)
    yield from _goes_on(content, facts)


def _goes_on(content: DirectiveContent, facts: ReviewFacts) -> Iterator[Finding]:
    """A mandate ends when the one that supersedes it passes its first gate, if that is linked to it by then."""
    old, begun = facts.replaced, bool(facts.gates) and facts.gates[0] in facts.decided
    if old is None:
        return
    if content.supersedes_id and begun:
        params = {"kind": "goes_on", "other": old.name or content.supersedes}
        yield Finding("R13", Severity.WARNING, (SUPERSEDES,), params, about=("goes_on", old.uid))
    elif not content.supersedes_id:
        link = Fix("link", {"word": old.name}, (Change(Place(HEAD, None, "supersedes_id"), old.uid),))
        params = {"kind": "unlinked", "other": old.name}
        fixes = () if begun else (link,)
        yield Finding("R13", Severity.WARNING, (SUPERSEDES,), params, fixes, about=("unlinked", old.uid))
