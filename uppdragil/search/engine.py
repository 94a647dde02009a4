"""Words as each database keeps and finds them: SQLite in an FTS5 table, PostgreSQL in a tsvector. No stemming here.

Both are given the same tokens (`words.tokens`) and compare them as they are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from uppdragil.directives.content import TEXT_CHAPTERS
from uppdragil.directives.models import Card

from .query import Term
from .said import HEAD, Said
from .words import backwards_of, tokens

# The parts of a place: a text, how much a hit there weighs, a chapter.
CHAPTER_BITS, LEVEL_BITS = 22, 2
TEXT_AT = CHAPTER_BITS + LEVEL_BITS
IN_HEAD, IN_ROW, IN_TEXT = 3, 2, 1  # a hit in the head weighs most, then one in a row, in a text least
AT_ONCE = 200  # passages in one statement
COLUMNS = ("id", "directive_id", "decided", "chapter", "said")
LATER_POSITION = 16_383  # PostgreSQL counts no further


class Row(NamedTuple):
    """A passage to be stored: of the working text of a directive, or of what was `decided` last of it."""

    directive: int
    decided: bool
    chapter: str
    said: Sequence[Said]

    @property
    def values(self) -> tuple[int, int, bool, str, str]:
        """The columns of its passage, in order."""
        at = place(self.directive, self.decided, self.chapter)
        return at, self.directive, self.decided, self.chapter, as_json(self.said)


def level(chapter: str) -> int:
    """How much a hit in a chapter weighs."""
    if chapter == HEAD:
        return IN_HEAD
    return IN_TEXT if chapter in TEXT_CHAPTERS else IN_ROW


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


def store(rows: Sequence[Row]) -> None:
    """Store passages over those of the same place, with their words; one statement for AT_ONCE of them."""
    words, kind = (tsvector, "::tsvector") if connection.vendor == "postgresql" else (fts5, "")
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        values = ", ".join([f"(%s, %s, %s, %s, %s, %s{kind})"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_passage ({', '.join(COLUMNS)}, words) VALUES {values}"
                " ON CONFLICT (id) DO UPDATE SET said = excluded.said, words = excluded.words",
                [value for row in some for value in (*row.values, words(row.said))],
            )


def fts5(said: Sequence[Said]) -> str:
    """What SQLite keeps: the tokens, parted by spaces."""
    forwards, backwards = tokens(text for _uid, text in said)
    return " ".join([*forwards, *backwards])


def tsvector(said: Sequence[Said]) -> str:
    """What PostgreSQL keeps: each token with its places; those backwards stand nowhere."""
    forwards, backwards = tokens(text for _uid, text in said)
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
    postgres = connection.vendor == "postgresql"
    id_, table = ("id", "search_passage") if postgres else ("rowid", "search_words")
    fits = "words @@ %s::tsquery" if postgres else "search_words MATCH %s"
    params: list[Any] = [asked_tsquery(term) if postgres else asked_fts5(term)]
    if chapters:
        fits += f" AND ({id_} & {(1 << TEXT_AT) - 1}) IN ({', '.join(['%s'] * len(chapters))})"
        params += [spot(chapter) for chapter in chapters]
    weight = f"MAX(({id_} >> {CHAPTER_BITS}) & {(1 << LEVEL_BITS) - 1})"
    return (
        f"SELECT {id_} >> {TEXT_AT} AS text, {weight} AS level FROM {table} WHERE {fits} GROUP BY 1",
        params,
    )


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
