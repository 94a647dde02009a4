"""Swedish words as they are found and sorted, alike on every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Func, Q

_LAST = str.maketrans("åäö", "{|}")  # what comes after z


def folded(text: str) -> str:
    """As it is searched: one spelling for capitals and small letters, and for letters made of two signs."""
    return unicodedata.normalize("NFC", text).casefold()


def written(fields: Iterable[str], word: str, how: str = "icontains") -> Q:
    """`word` in one of the fields, however it is written: SQLite knows no capitals beyond the English ones."""
    spelled = {word, word.lower(), word.upper(), word.capitalize(), word.title()}
    return reduce(or_, (Q(**{f"{field}__{how}": one}) for field in fields for one in sorted(spelled)))


def sort_key(text: str) -> str:
    """Sorts å, ä and ö last, and other letters as those that they are made of."""
    plain = "".join(c if c in "åäö" else unicodedata.normalize("NFD", c)[0] for c in folded(text))
    return plain.translate(_LAST)


class Bytewise(Func):
    """Ordered by the signs' own numbers, whatever the database's language is: what `sort_key` is made for."""

    arity = 1
    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='(%(expressions)s COLLATE "C")', **context)
