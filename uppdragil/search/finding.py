"""Who searches finds the mandates whose text, as this person sees it, has every word: one query, however many.

Which card a person sees of each mandate is `directives.policies.cards`' to say, and nothing else is asked of the
index: of a restricted mandate there is neither hit nor count for those who may not read it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from uppdragil.directives import cards
from uppdragil.directives.models import Card
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person
from uppdragil.portfolio.listing import MOST_POSITIONS, Listing

from . import engine
from .query import Query, Term
from .words import stems

ROLES = "roles"  # the chapter in which people and positions stand


@dataclass(frozen=True)
class Search:
    """What `person` asks for on `day`. `on`: the set filters of the list of mandates, by name.

    `chapters`: where the hits must stand; none is anywhere. `edition`: the key of the mandates' model, or "".
    """

    person: Person
    day: dt.date
    query: Query
    on: Mapping[str, str]
    chapters: Collection[str] = ()
    edition: str = ""

    def found(self) -> list[int]:
        """The cards, by primary key: first those with every word in the head, then in rows; of these the newest."""
        return matching(self._seen(), self.query, self._of)

    @cached_property
    def holding(self) -> list[tuple[Term, str, str]]:
        """The terms that are in names of people in positions: the term, the name, the position's uid; one query."""
        if self.chapters and ROLES not in self.chapters:
            return []
        single = [term for term in (*self.query.wanted, *self.query.without) if len(term.stems) == 1]
        held = roles.positions_by_name(self.day) if single else []
        return [(t, name, uid) for name, uid in held for t in single if any(map(t.fits, stems(name)))]

    def _seen(self) -> QuerySet[Card, Any]:
        found = Listing(self.person, self.day, self.on).found()
        if self.edition:
            found = found.filter(directive__edition__key=self.edition)
        since = Coalesce(F("directive__phase_since"), F("directive__created_at"))
        text = F("directive_id") * 2 + Case(When(version=None, then=0), default=1)
        return found.order_by().annotate(text=text, since=since).values_list("pk", "text", "since")

    def _of(self, term: Term) -> tuple[str, list[Any]]:
        """A SELECT of the cards that have a term: in their text, or by somebody in a position that stands there."""
        sql, params = engine.hits(term, self.chapters)
        positions = dict.fromkeys(uid for one, _name, uid in self.holding if one == term)
        if not positions:
            return sql, params
        named = [f"%{cards.held('position', uid)}%" for uid in islice(positions, MOST_POSITIONS)]
        fits = " OR ".join(["held_by LIKE %s"] * len(named))
        by_name = (
            f"SELECT text, {engine.IN_ROW} FROM seen JOIN {Card._meta.db_table} ON id = seen_key WHERE {fits}"
        )
        both = f"SELECT text, MAX(level) AS level FROM ({sql} UNION ALL {by_name}) AS either GROUP BY text"
        return both, [*params, *named]


# What is seen beside what fits, a text at most once in each, put together by sorting. A join of the two is a loop in
# a loop to SQLite: a second, for ten thousand mandates.
_BOTH = "SELECT text, seen_key, since, NULL AS level FROM seen UNION ALL SELECT text, NULL, NULL, level FROM fitting"


def matching(
    seen: QuerySet[Any, Any], query: Query, hits: Callable[[Term], tuple[str, list[Any]]]
) -> list[int]:
    """The keys of `seen` (rows of a key, a text and since when) whose text is as the query asks; one query.

    First those of most weight, of these the newest. `hits`: a SELECT of `text` and `level` of what has a term.
    """
    if query.refusal:
        return []
    try:
        first = Cte("seen (seen_key, text, since)", *seen.query.sql_with_params())
    except EmptyResultSet:  # a filter that nothing can fit
        return []
    wanted = [Cte(f"wanted{n}", *hits(term)) for n, term in enumerate(query.wanted)]
    without = [Cte(f"without{n}", *hits(term)) for n, term in enumerate(query.without)]
    parts = [first, _fitting(wanted), *without]
    named = ", ".join(f"{one.name} AS MATERIALIZED ({one.sql})" for one in parts)
    nowhere = "".join(f" AND text NOT IN (SELECT text FROM {one.name})" for one in without)
    sql = (
        f"WITH {named} SELECT MAX(seen_key) AS found FROM ({_BOTH}) AS either WHERE TRUE{nowhere}"
        " GROUP BY text HAVING COUNT(*) = 2 ORDER BY MAX(level) DESC, MAX(since) DESC, found DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for one in parts for value in one.params])
        return [row[0] for row in cursor.fetchall()]


class Cte(NamedTuple):
    """A named part of the statement."""

    name: str
    sql: str
    params: Sequence[Any]


def _fitting(wanted: Sequence[Cte]) -> Cte:
    """The texts that have every term, each with the weight of the one that weighs least there.

    One table for all terms, so that one join is left: of several, SQLite chose an order that took seconds.
    """
    every = " UNION ALL ".join(f"SELECT text, level FROM ({one.sql}) AS {one.name}" for one in wanted)
    sql = f"SELECT text, MIN(level) AS level FROM ({every}) AS hits GROUP BY text HAVING COUNT(*) = {len(wanted)}"
    return Cte("fitting", sql, [value for one in wanted for value in one.params])
