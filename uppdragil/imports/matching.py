"""Which record of the organisation a role's words mean: suggestions for the step "Koppla roller".

Pure: no database. A suggestion is certain only where the words are exactly one record's: a position's
title, a unit's name, a person's name, alone or with that person's own title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from uppdragil.directives.content import HolderKind, Role, RoleAssignment
from uppdragil.editions.spec import EditionSpec

from .ledger import Fragment, Line
from .roles import role_of

MAX_ROWS = 30  # role rows that are linked at import; a directive has about six
MAX_WORDS = 300  # characters of a holder in which a name is looked for
MAX_ALIKE = 60  # characters of a holder that may be a misspelt name
MAX_SUGGESTIONS = 5
ALIKE = 80.0  # of 100: two names that differ by a letter or two
INSIDE = 90.0  # of 100: a misspelt name inside a longer text
SHORTEST_INSIDE = 6  # characters: shorter names stand inside too much


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that can hold a role. `note` is a person's title, or who holds a position; `apart` names the
    record as no other is named.
    """

    kind: HolderKind
    uid: str
    name: str
    note: str = ""
    apart: str = ""

    @property
    def label(self) -> str:
        return self.apart or (f"{self.name} ({self.note})" if self.note else self.name)

    @property
    def key(self) -> str:
        """Kind and uid as one word, for a form's option."""
        return f"{self.kind}:{self.uid}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who a text may mean. `certain`: it means them and nobody else."""

    candidate: Candidate
    certain: bool


class Register:
    """The candidates, made ready for comparing with many texts."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = tuple(candidates)

    def suggest(
        self, rows: Sequence[RoleAssignment], edition: EditionSpec
    ) -> dict[str, tuple[Suggestion, ...]]:
        """By row uid, the likeliest first. A holder that names a role ("Uppdragsägaren") has what that role has."""
        rows, own = rows[:MAX_ROWS], {_words(name): Role(role) for role, name in edition.roles.items()}
        names = {row.uid: _named_role(row, own) for row in rows}
        found = {row.uid: self.matches(row.holder) for row in rows if not names[row.uid]}
        for row in rows:
            named = [r for r in rows if r.role is names[row.uid]]
            if row.uid not in found and len(named) == 1:
                found[row.uid] = found.get(named[0].uid, ())
        return found

    def matches(self, holder: str) -> tuple[Suggestion, ...]:
        """What `holder` may mean."""
        words = _words(holder[: MAX_WORDS * 2])[:MAX_WORDS]
        if not words:
            return ()
        same = [c for name, c in self._named if name == words]
        inside = [c for name, c in self._named if f" {name} " in f" {words} "]
        titled = [c for c in inside if c.kind is HolderKind.PERSON and _is_titled(words, c)]
        alone = {_words(c.name) for c in inside} == {_words(c.name) for c in titled}
        certain = same if len(same) == 1 else titled if alone and len(titled) == 1 else []
        ranked = [*same, *titled, *sorted(inside, key=_person_first), *self._alike(words)]
        return tuple(Suggestion(c, c in certain) for c in dict.fromkeys(ranked))[:MAX_SUGGESTIONS]

    def _alike(self, words: str) -> list[Candidate]:
        if len(words) > MAX_ALIKE:
            return []
        found = process.extract(
            words, self._names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MAX_SUGGESTIONS
        )
        if len(words) >= SHORTEST_INSIDE:
            found += process.extract(
                words, self._long_names, scorer=fuzz.partial_ratio, score_cutoff=INSIDE, limit=MAX_SUGGESTIONS
            )
        return [self._named[index][1] for _, _, index in found]

    @cached_property
    def _names(self) -> dict[int, str]:
        return {i: name for i, (name, _) in enumerate(self._named)}

    @cached_property
    def _long_names(self) -> dict[int, str]:
        return {i: name for i, name in self._names.items() if len(name) >= SHORTEST_INSIDE}

    @cached_property
    def _named(self) -> list[tuple[str, Candidate]]:
        """Longest name first; records without a name mean nothing."""
        named = [(_words(c.name), c) for c in self.candidates]
        return sorted(((name, c) for name, c in named if name), key=lambda pair: -len(pair[0]))


def certain(suggestions: Mapping[str, Sequence[Suggestion]]) -> dict[str, Candidate]:
    """The links that need no question, by row uid."""
    return {row: found[0].candidate for row, found in suggestions.items() if found and found[0].certain}


def _words(text: str) -> str:
    """Lower case, single spaces, no punctuation: what makes two spellings the same."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def _is_titled(words: str, person: Candidate) -> bool:
    name, title = _words(person.name), _words(person.note)
    return bool(title) and words in (f"{title} {name}", f"{name} {title}")


def _person_first(candidate: Candidate) -> bool:
    return candidate.kind is not HolderKind.PERSON


def _named_role(row: RoleAssignment, own: Mapping[str, Role]) -> Role | None:
    """The role that the holder's words name, in the indefinite or the definite form; never the row's own.

    `own`: the names that the model has for roles.
    """
    words = _words(row.holder)
    forms = (words, words.removesuffix("n"))
    named = (own.get(w) or role_of(Fragment(Line(0, w, gap=False, page=False), w)) for w in forms)
    return next((role for role in named if role and role is not row.role), None)
