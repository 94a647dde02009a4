"""Mandates as somebody looks for one among those that they see: a few at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Case, Q, QuerySet, Value, When

from uppdragil.core.swedish import folded, written
from uppdragil.organisation.models import Person

from . import policies
from .content import Visibility
from .models import Directive

MOST = 12  # that a search answers with
LONGEST = 100  # characters that are searched for
MOST_WORDS = 6
MAX_LABEL = 700  # characters


@dataclass(frozen=True)
class Mandate:
    """A mandate that can be linked to. `restricted`: its name must not be written into a text that others read."""

    uid: str
    number: str
    title: str
    restricted: bool

    @property
    def name(self) -> str:
        """U 2026-004 Rätt väg in."""
        return f"{self.number} {self.title}".strip()

    label = name

    def is_called(self, words: str) -> bool:
        """Whether `words` are its name, or begin with its number: the title may have changed."""
        said, number = folded(words.strip()), folded(self.number)
        return said in (folded(self.name), number) or (bool(number) and said.startswith(f"{number} "))


def mandates(person: Person, day: dt.date, uids: Iterable[str]) -> dict[str, Mandate]:
    """Those of `uids` that `person` sees on `day`; one query."""
    wanted = list(uids)
    return {one.uid: one for one in _read(_seen(person, day).filter(uid__in=wanted))} if wanted else {}


def search(person: Person, day: dt.date, words: str, without: str = "") -> list[Mandate]:
    """Those in whose number or title each word is found, beside `without`; one query.

    Those whose number or title begins with the first word come first.
    """
    asked = words[:LONGEST].split()[:MOST_WORDS]
    if not asked:
        return []
    hits = _seen(person, day).filter(reduce(and_, (written(("number", "title"), word) for word in asked)))
    begins = written(("number", "title"), asked[0], "istartswith")
    first = Case(When(begins, then=Value(0)), default=Value(1))
    return _read(hits.exclude(uid=without).order_by(first, "number", "pk")[:MOST])


def called(person: Person, day: dt.date, words: str, without: str = "") -> list[Mandate]:
    """Those that are called so: number and title, or one of them; one query."""
    said = words.strip()[:MAX_LABEL]
    if not said:
        return []
    parts = said.split(" ")[:MOST_WORDS]
    numbers = [" ".join(parts[:n]) for n in range(1, len(parts) + 1)]
    so = reduce(lambda one, other: one | other, (written(("number",), n, "iexact") for n in numbers), Q())
    found = _seen(person, day).filter(so | written(("title",), said, "iexact")).exclude(uid=without)
    rows = _read(found.order_by("number", "pk")[:MOST])
    whole = [one for one in rows if folded(said) in (folded(one.name), folded(one.number))]
    return whole or [one for one in rows if folded(one.title) == folded(said)]


def _seen(person: Person, day: dt.date) -> QuerySet[Directive]:
    return policies.readable(person, day)


def _read(rows: QuerySet[Directive]) -> list[Mandate]:
    values = rows.values_list("uid", "number", "title", "visibility")
    return [Mandate(uid, number, title, seen == Visibility.RESTRICTED) for uid, number, title, seen in values]
