"""What a line of the text is by its form: a heading, a label, furniture of the page, an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from uppdragil.imports.ledger import Kind, Line

_LONGEST = 300  # characters of a heading, and of what may be furniture
_SPAN = re.compile(r"\b(20\d\d) ?[-–—] ?(20\d\d)\b")
_MOST_YEARS = 10  # of an edition
_OF_AN_EDITION = re.compile(r"fokusområd|delmål|strategi", re.IGNORECASE)
_BULLET = re.compile(r"([-–•*·])\s+(?=\S)")
_FURNITURE = (
    (Kind.NAVIGATION, re.compile(r"(?:.{1,60} )?(?:tillbaka|till toppen|startsida|skriv ut)", re.IGNORECASE)),
    (
        Kind.DATED,
        re.compile(
            r"(?:framtag|uppdatera|revidera|beslut)(?:en|et|na|d|t|de|ade|ad|at) .{0,12}\d{4}[-\d ]{0,8}",
            re.I,
        ),
    ),
    (
        Kind.INSTRUCTION,
        re.compile(r"(?:(?:målen|delmålen|dessa) )?(?:bör|ska|skall) återfinnas .*", re.IGNORECASE),
    ),
)


class Slot(StrEnum):
    """What the lines after a label say."""

    CURRENT = "current"
    TARGET = "target"
    GOAL = "goal"
    ACTIVITIES = "activities"
    REGIONAL = "regional"
    STRATEGIES = "strategies"
    FOUNDATIONS = "foundations"
    RESPONSIBLE = "responsible"


_LABELS = tuple(
    (slot, re.compile(rf"(?:{words})(?: (?P<year>20\d\d))?(?: ?: ?(?P<rest>.*))?", re.IGNORECASE | re.DOTALL))
    for slot, words in {
        Slot.CURRENT: "nuläget?|nuvarande tillstånd",
        Slot.TARGET: "tillstånd(?:et)?",
        Slot.GOAL: "delmål",
        Slot.ACTIVITIES: "delaktivitet(?:er)?",
        Slot.REGIONAL: "regionplanens mål",
        Slot.STRATEGIES: "strategier(?: och överenskommelser)?",
        Slot.FOUNDATIONS: "(?:berör )?fundament(?:/medel)?",
        Slot.RESPONSIBLE: "ansvariga?",
    }.items()
)
_DATED = (Slot.GOAL, Slot.ACTIVITIES)  # labels that say nothing without a year


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the year that it names, and what follows it on its line."""

    slot: Slot
    year: int | None
    rest: str


def bare(line: Line) -> str:
    """A line's words without the signs of a heading."""
    return line.text.lstrip("#").strip()


def level(line: Line) -> int:
    """1 for #, 2 for ## …; 0 for what is no heading."""
    text = line.text
    return len(text) - len(text.lstrip("#")) if len(text) <= _LONGEST else 0


def label(line: Line) -> Label | None:
    """The label that the line begins with."""
    words = bare(line)
    for slot, pattern in _LABELS:
        match = pattern.fullmatch(words)
        if match and (match["year"] or slot not in _DATED):
            return Label(slot, int(match["year"]) if match["year"] else None, match["rest"] or "")
    return None


def edition_years(line: Line) -> tuple[int, int] | None:
    """The years of the edition that a heading (# or ##) opens."""
    match = _SPAN.search(line.text) if 1 <= level(line) <= 2 and _OF_AN_EDITION.search(line.text) else None
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    return (first, last) if 0 <= last - first < _MOST_YEARS else None


def is_bold(line: Line) -> bool:
    """Whether all of a line stands in bold, as a title does."""
    raw = line.raw.strip()
    return 4 < len(raw) <= _LONGEST and raw.startswith("**") and raw.endswith("**")


def furniture(line: Line) -> Kind | None:
    """Why a line says nothing of the strategy; None where it may."""
    words = bare(line)
    if len(words) > _LONGEST or _BULLET.match(words):
        return None
    return next((kind for kind, pattern in _FURNITURE if pattern.fullmatch(words)), None)


def item(line: Line) -> tuple[bool, str]:
    """Whether the line begins with the sign of a list, and its words without it."""
    match = _BULLET.match(line.text)
    return bool(match), line.text[match.end() :] if match else line.text
