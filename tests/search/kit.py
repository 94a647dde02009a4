"""Searching as somebody, in few words."""

from __future__ import annotations

from typing import Any

from tests import factories as f
from uppdragil.directives.models import Card
from uppdragil.organisation.models import Person
from uppdragil.search.finding import Search
from uppdragil.search.query import parse


def search(by: Person, words: str, *chapters: str, **on: str) -> Search:
    edition = on.pop("edition", "")
    return Search(by, f.TODAY, parse(words), on, chapters, edition)


def titles(by: Person, words: str, *chapters: str, **on: Any) -> list[str]:
    """The titles of what `by` finds, in order."""
    found = search(by, words, *chapters, **on).found()
    cards = Card.objects.in_bulk(found)
    return [cards[pk].title for pk in found]


def office() -> Person:
    return f.duty(f.person("Ove Kontor"))
