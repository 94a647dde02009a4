"""What the consistency review says: findings, their places and their fixes. Pure values, no sentences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from uppdragil.core.severity import Severity
from uppdragil.directives.content import StrategyLink
from uppdragil.editions.spec import EditionSpec

HEAD = "head"  # the chapter of a Place that is in the directive's head


@dataclass(frozen=True)
class Place:
    """Where in a directive: a chapter key or HEAD, a row's uid, a field of that row or of the head.

    A chapter of plain text has neither row nor field. With a field but no row, the field is one of
    the chapter's note (`lead_in`, `not_applicable`).
    """

    chapter: str
    row: str | None = None
    field: str | None = None


@dataclass(frozen=True)
class Change:
    """A new value of one field, as JSON carries it (a date in ISO form); None empties the field.

    Of a whole row (a place without a field) the value is what the fields of a new one say, which comes last in its
    chapter; None takes the row away.
    """

    place: Place
    value: object


@dataclass(frozen=True)
class Fix:
    """Changes that together settle a finding. `code` and `params` make the words on the button."""

    code: str
    params: Mapping[str, Any]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Finding:
    """What clashes, and where.

    `params` is JSON-able, dates in ISO form. `params["kind"]` tells the sentences of one rule apart;
    `params["label"]` is a row's own words, shown but no part of what the finding is. `about`: what the finding is
    about, where that is a word or a name which may stand in many places; without it, the places and `params` are.
    """

    rule: str
    severity: Severity
    places: tuple[Place, ...]
    params: Mapping[str, Any] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """16 characters that stay the same until what the finding is about changes.

        A reworded or moved row keeps its findings' keys, so that a dismissal stays dismissed.
        """
        if self.about:
            return _hashed([self.rule, *self.about])
        places = [[p.chapter, p.row, p.field] for p in self.places]
        params = {name: value for name, value in self.params.items() if name != "label"}
        return _hashed([self.rule, places, params])


def _hashed(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


class Heading(NamedTuple):
    """A heading of the model: its chapter's key ("" for one without a text of its own), its number and its name."""

    key: str
    number: str
    title: str


class Other(NamedTuple):
    """Another mandate: its uid, and its number and title where everybody may read them ("" else)."""

    uid: str
    name: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """What the review must know from outside the content.

    `gates`: the edition's gate codes in order; `activities_done`: the gate before which every activity
    ends (R3); `decided`: gates that are decided; `imported`: the content comes from a document that is
    being imported, where gates may lie in the past (R19); `strategy`: what the latest published edition of the
    strategy says where chapter 4.1 links to an earlier one, by the uid of the link's row (R18). `headings`: the
    edition's, in order; without them nothing is held against them (R17). `behind`: the names of those who hold a
    position of chapter 8, by the position's uid (R5, R15). `same_number`: other mandates with the same registry
    number (R13). `replaced`: the mandate under way that the words of the head say is superseded, and whether they
    are linked to it (R13). `receives`: whether the model asks somebody to take the result over (R10).
    """

    gates: tuple[str, ...]
    activities_done: str
    decided: frozenset[str] = frozenset()
    imported: bool = False
    strategy: Mapping[str, StrategyLink | None] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_number: tuple[Other, ...] = ()
    replaced: Other | None = None
    receives: bool = True

    @classmethod
    def of(cls, spec: EditionSpec, **known: Any) -> Self:
        """The facts of an edition, and what else is known."""
        headings = tuple(Heading(c.key or "", c.number, c.title) for c in spec.chapters)
        receives = bool(spec.delivery)
        return cls(spec.gate_codes, spec.activities_done, headings=headings, receives=receives, **known)
