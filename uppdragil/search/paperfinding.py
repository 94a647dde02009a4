"""Who searches finds the paragraphs of minutes that they may read, and the points of every board's plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from uppdragil.meetings import policies
from uppdragil.organisation.models import Person

from . import engine
from .finding import matching
from .models import Paper
from .papers import Kind
from .query import Query
from .snippets import Part, excerpt, spots

_SHOWN = ("item__paragraph", "item__meeting__body", "point__plan__body")


@dataclass(frozen=True)
class PaperPlace:
    """A hit: the paper, with what it is a part of, and a piece of its text."""

    paper: Paper
    parts: Sequence[Part]


def found_papers(person: Person, day: dt.date, query: Query) -> dict[Kind, list[int]]:
    """The papers that have every word, by kind and primary key, the newest first; one query."""
    may = Q(item=None) | Q(item__in=policies.paragraphs(person, day).values("pk"))
    seen = Paper.objects.filter(may).annotate(text=F("pk")).values_list("pk", "text", "day")
    found: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for pk in matching(seen, query, engine.paper_hits):
        found[Kind(pk & 1)].append(pk)
    return found


def places(query: Query, pks: Sequence[int]) -> list[PaperPlace]:
    """What is shown of these papers, in their order; one query."""
    known = Paper.objects.select_related(*_SHOWN).defer("words").in_bulk(pks)
    shown = (known[pk] for pk in pks if pk in known)
    return [PaperPlace(paper, excerpt(paper.said, spots(paper.said, query))) for paper in shown]
