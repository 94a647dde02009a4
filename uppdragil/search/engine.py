"""Words as each database keeps and finds them: SQLite in an FTS5 table, PostgreSQL in a tsvector. No stemming here.

Both are given the same tokens (`words.tokens`) and compare them as they are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connection
from django.db.models import Q, QuerySet

from uppdragil.directives.content import TEXT_CHAPTERS
from uppdragil.directives.models import Card

from .query import Term
from .said import HEAD, REPORTS, Said
from .tables import PAPERS, PASSAGES, Table
from .words import backwards_of, tokens

# The parts of a place: a text, how much a hit there weighs, a chapter.
CHAPTER_BITS, LEVEL_BITS = 22, 2
TEXT_AT = CHAPTER_BITS + LEVEL_BITS
IN_HEAD, IN_ROW, IN_TEXT = 3, 2, 1  # a hit in the head weighs most, then one in a row, in a text least
_TEXTS = {*TEXT_CHAPTERS, REPORTS}
AT_ONCE = 200  # rows in one statement
BATCH = 100  # what is read at a time, when much is
LATER_POSITION = 16_383  # PostgreSQL counts no further


class Row(NamedTuple):
    """A passage to be stored: of the working text of a directive, or of what was `decided` last of it."""

    directive: int
    decided: bool
    chapter: str
    said: Sequence[Said]

    @property
    def values(self) -> tuple[int, int, bool, str, str]:
        """The columns of its passage, in the order of PASSAGES."""
        at = place(self.directive, self.decided, self.chapter)
        return at, self.directive, self.decided, self.chapter, as_json(self.said)

    @property
    def texts(self) -> list[str]:
        """What it is found by."""
        return [text for _uid, text in self.said]


def level(chapter: str) -> int:
    """How much a hit in a chapter weighs."""
    if chapter == HEAD:
        return IN_HEAD
    return IN_TEXT if chapter in _TEXTS else IN_ROW


def spot(chapter: str) -> int:
    """The last bits of a place: a chapter, by its name, with its level."""
    return level(chapter) << CHAPTER_BITS | zlib.crc32(chapter.encode()) & (1 << CHAPTER_BITS) - 1


def place(directive: int, decided: bool, chapter: str) -> int:
    """The id of a passage, by which a hit tells its text and its weight without being read."""
    return (directive << 1 | decided) << TEXT_AT | spot(chapter)


def passages_of(cards: Iterable[Card]) -> Q:
    """The passages of the very texts that these are the cards of, and not of the other text of the same mandate."""
    shown = [(card.directive_id, card.version_id is not None) for card in cards]
    working, decided = ([pk for pk, is_decided in shown if is_decided is wanted] for wanted in (False, True))
    return Q(directive__in=working, decided=False) | Q(directive__in=decided, decided=True)


def as_json(said: Sequence[Said]) -> str:
    """As a passage keeps it."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


class Kept(Protocol):
    """A row of a table: its columns, and the texts that it is found by."""

    @property
    def values(self) -> Sequence[Any]: ...
    @property
    def texts(self) -> Iterable[str]: ...


def store(rows: Sequence[Kept], table: Table = PASSAGES) -> None:
    """Store rows over those with the same id, with their words; one statement for AT_ONCE of them."""
    words, kind = (tsvector, "::tsvector") if connection.vendor == "postgresql" else (fts5, "")
    columns = ", ".join((*table.columns, "words"))
    marks = ", ".join(["%s"] * (len(table.columns) + 1))
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        values = ", ".join([f"({marks}{kind})"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table.name} ({columns}) VALUES {values}"
                " ON CONFLICT (id) DO UPDATE SET said = excluded.said, words = excluded.words",
                [value for row in some for value in (*row.values, words(row.texts))],
            )


def pages(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Their keys in order, so that what is stored in the meantime neither repeats nor skips any."""
    last = 0
    while pks := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield pks
        last = pks[-1]


def fts5(texts: Iterable[str]) -> str:
    """What SQLite keeps: the tokens, parted by spaces."""
    forwards, backwards = tokens(texts)
    return " ".join([*forwards, *backwards])


def tsvector(texts: Iterable[str]) -> str:
    """What PostgreSQL keeps: each token with its places; those backwards stand nowhere."""
    forwards, backwards = tokens(texts)
    places: dict[str, list[str]] = {}
    for number, token in enumerate(forwards, 1):
        if number <= LATER_POSITION:
            places.setdefault(token, []).append(str(number))
        else:
            places.setdefault(token, [])
    counted = (f"'{token}':{','.join(at)}" if at else f"'{token}'" for token, at in places.items())
    return " ".join([*counted, *(f"'{token}'" for token in backwards)])


def hits(term: Term, chapters: Collection[str] = ()) -> tuple[str, list[Any]]:
    """A SELECT of `text` and `level` (the highest) of every text that has the term, in one of `chapters` if given.

    `text` is twice the key of a directive, and one more for what was decided of it.
    """
    id_, found, params = _having(term, PASSAGES)
    if chapters:
        found += f" AND ({id_} & {(1 << TEXT_AT) - 1}) IN ({', '.join(['%s'] * len(chapters))})"
        params += [spot(chapter) for chapter in chapters]
    weight = f"MAX(({id_} >> {CHAPTER_BITS}) & {(1 << LEVEL_BITS) - 1})"
    return f"SELECT {id_} >> {TEXT_AT} AS text, {weight} AS level {found} GROUP BY 1", params


def paper_hits(term: Term) -> tuple[str, list[Any]]:
    """A SELECT of the papers that have the term, in the columns of `hits`."""
    id_, found, params = _having(term, PAPERS)
    return f"SELECT {id_} AS text, {IN_TEXT} AS level {found}", params


def _having(term: Term, table: Table) -> tuple[str, str, list[Any]]:
    """The column of the id, and from where rows with the term are selected, with its parameters."""
    if connection.vendor == "postgresql":
        return "id", f"FROM {table.name} WHERE words @@ %s::tsquery", [asked_tsquery(term)]
    return "rowid", f"FROM {table.words} WHERE {table.words} MATCH %s", [asked_fts5(term)]


def asked_fts5(term: Term) -> str:
    """The term as FTS5 reads it; a token holds letters and digits only."""
    run = " ".join(term.stems)
    wanted = [f'"{run}"{" *" if term.begins else ""}']
    if term.ends:
        wanted.append(f'"{backwards_of(run)}" *')
    return " OR ".join(wanted)


def asked_tsquery(term: Term) -> str:
    """The term as PostgreSQL reads it."""
    wanted = [" <-> ".join(f"'{one}'" for one in term.stems) + (":*" if term.begins else "")]
    if term.ends:
        wanted.append(f"'{backwards_of(term.stems[0])}':*")
    return " | ".join(f"({one})" for one in wanted)
