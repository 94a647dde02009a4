"""What the consistency review says: findings, their places and their fixes. Pure values, no sentences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from uppdragil.core.severity import Severity
from uppdragil.directives.content import StrategyLink

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
    """A new value of one field, as JSON carries it (a date in ISO form); None empties the field."""

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
    `params["label"]` is a row's own words, shown but no part of what the finding is.
    """

    rule: str
    severity: Severity
    places: tuple[Place, ...]
    params: Mapping[str, Any] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()

    @property
    def key(self) -> str:
        """16 characters that stay the same until what the finding is about changes.

        A reworded or moved row keeps its findings' keys, so that a dismissal stays dismissed.
        """
        places = [[p.chapter, p.row, p.field] for p in self.places]
        params = {name: value for name, value in self.params.items() if name != "label"}
        data = json.dumps([self.rule, places, params], sort_keys=True)
        return hashlib.sha256(data.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ReviewFacts:
    """What the review must know from outside the content.

    `gates`: the edition's gate codes in order; `activities_done`: the gate before which every activity
    ends (R3); `decided`: gates that are decided; `imported`: the content comes from a document that is
    being imported, where gates may lie in the past (R19); `strategy`: what the latest published edition of the
    strategy says where chapter 4.1 links to an earlier one, by the uid of the link's row (R18).
    """

    gates: tuple[str, ...]
    activities_done: str
    decided: frozenset[str] = frozenset()
    imported: bool = False
    strategy: Mapping[str, StrategyLink | None] = field(default_factory=dict)
