"""What is shown of what was found: of each mandate of a page its title and the places of the hits; three queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from uppdragil.directives import cards
from uppdragil.directives.content import CHAPTER_KEYS
from uppdragil.directives.models import Card

from . import engine
from .finding import Search
from .models import Passage
from .said import DECISIONS, HEAD, REPORTS, Said
from .snippets import Part, Spot, excerpt, marked, spots

MOST_PLACES = 3  # shown of a mandate; the others are counted
_ORDER = {key: at for at, key in enumerate((HEAD, *CHAPTER_KEYS, DECISIONS, REPORTS))}


@dataclass(frozen=True)
class Place:
    """A hit: the chapter, the row's uid or "", and a piece of its text."""

    chapter: str
    row: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Result:
    """A mandate as the person sees it. `more`: places that are not shown; `people` are in its organisation."""

    card: Card
    title: Sequence[Part]
    places: Sequence[Place]
    more: int
    people: Sequence[str]


def results(search: Search, found: Sequence[int]) -> list[Result]:
    """A result for each of these cards, in their order."""
    known = Card.objects.select_related("directive").prefetch_related("directive__edition").in_bulk(found)
    shown = [known[pk] for pk in found if pk in known]
    passages: dict[int, list[Passage]] = defaultdict(list)
    wanted = Passage.objects.filter(engine.passages_of(shown)).defer("words")
    for passage in wanted.filter(chapter__in=search.chapters) if search.chapters else wanted:
        passages[passage.directive_id].append(passage)
    return [_result(search, card, passages[card.directive_id]) for card in shown]


def _result(search: Search, card: Card, passages: Iterable[Passage]) -> Result:
    hits = [hit for passage in passages for hit in _hits(search, passage) if not _is_title(card, hit)]
    hits.sort(key=_weight)
    title = card.title or card.number
    people = {name for _t, name, uid in search.holding if cards.held("position", uid) in card.held_by}
    return Result(
        card,
        marked(title, spots(title, search.query)),
        [Place(chapter, said.uid, excerpt(said.text, found)) for chapter, said, found in hits[:MOST_PLACES]],
        max(0, len(hits) - MOST_PLACES),
        sorted(people),
    )


Hit = tuple[str, Said, Sequence[Spot]]


def _hits(search: Search, passage: Passage) -> Iterable[Hit]:
    for said in (Said(*pair) for pair in json.loads(passage.said)):
        if found := spots(said.text, search.query):
            yield passage.chapter, said, found


def _weight(hit: Hit) -> tuple[int, int, int]:
    """Those of most words first, then by their weight, then as the chapters stand."""
    chapter, _said, found = hit
    return -len({spot.term for spot in found}), -engine.level(chapter), _ORDER.get(chapter, len(_ORDER))


def _is_title(card: Card, hit: Hit) -> bool:
    """Whether it is shown as the result's head already."""
    return hit[0] == HEAD and hit[1].text in (card.title, card.number)
