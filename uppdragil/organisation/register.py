"""The register as somebody is looked for in it: people, positions and units, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from uppdragil.core.swedish import folded, written

from .apart import in_sentence
from .models import Person, Position, Unit

MOST = 12  # that a search answers with
LONGEST = 100  # characters that are searched for
MOST_WORDS = 6
MAX_LABEL = 700  # characters: three names and what stands between them
FIELDS = {
    "person": ("name", "title", "unit__name"),
    "position": ("title", "unit__name"),
    "unit": ("name",),
}  # the name first


@dataclass(frozen=True)
class Entry:
    """Somebody, or something, that can hold a role. `kind`: "person", "position" or "unit"."""

    kind: str
    uid: str
    name: str
    title: str = ""
    unit: str = ""
    active: bool = True

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.uid}"

    @property
    def about(self) -> str:
        """What is said beside the name: title and unit."""
        return ", ".join(filter(None, (in_sentence(self.title), self.unit)))

    @property
    def label(self) -> str:
        """Karin Berg, direktör, Ledningsstaben (person)."""
        kind = {"person": Person, "position": Position, "unit": Unit}[self.kind]._meta.verbose_name
        return f"{', '.join(filter(None, (self.name, self.about)))} ({kind})"

    def is_called(self, words: str) -> bool:
        """Whether `words` are its name, or begin with it as a label does: what comes after may have changed."""
        said, name = folded(words.strip()), folded(self.name)
        return said == name or said.startswith((f"{name}, ", f"{name} ("))


def entries(values: Iterable[str]) -> dict[str, Entry]:
    """Those of "kind:uid" that are in the register, also what is no longer active; three queries at most."""
    wanted: dict[str, list[str]] = {}
    for value in values:
        kind, _colon, uid = value.partition(":")
        wanted.setdefault(kind, []).append(uid)
    found = (
        entry
        for kind, rows in _rows().items()
        if kind in wanted
        for entry in _entries(kind, rows.filter(uid__in=wanted[kind]))
    )
    return {entry.value: entry for entry in found}


def search(words: str, kinds: Iterable[str] = tuple(FIELDS)) -> list[Entry]:
    """The active ones of these kinds in whose name, title or unit each word is found; a query per kind.

    Those whose name begins with the first word come first, then by name.
    """
    asked = words[:LONGEST].split()[:MOST_WORDS]
    if not asked:
        return []
    found: list[Entry] = []
    for kind in kinds:
        rows = _rows()[kind]
        name = FIELDS[kind][0]
        hits = rows.filter(reduce(and_, (written(FIELDS[kind], word) for word in asked)), active=True)
        later = Case(When(written((name,), asked[0], "istartswith"), then=Value(0)), default=Value(1))
        found += _entries(kind, hits.order_by(later, name)[:MOST])
    begins = folded(asked[0])
    return sorted(found, key=lambda one: (not folded(one.name).startswith(begins), folded(one.name)))[:MOST]


def called(words: str, kinds: Iterable[str] = tuple(FIELDS)) -> list[Entry]:
    """The active ones that are called so: by the whole label, or else by the name before a comma; a query per kind."""
    said = words.strip()[:MAX_LABEL]
    ends = [at for at, sign in enumerate(said) if sign in ",("]
    names = dict.fromkeys(name for end in (len(said), *ends) if (name := said[:end].strip()))
    if not names:
        return []
    found: list[Entry] = []
    for kind in kinds:
        rows = _rows()[kind]
        so = reduce(or_, (written(FIELDS[kind][:1], name, "iexact") for name in names))
        found += _entries(kind, rows.filter(so, active=True).order_by(FIELDS[kind][0], "pk")[:MOST])
    whole = [one for one in found if folded(one.label) == folded(said)]
    return whole or [one for one in found if folded(one.name) == folded(said)]


def _rows() -> dict[str, QuerySet[Any]]:
    return {
        "person": Person.objects.select_related("unit"),
        "position": Position.objects.select_related("unit"),
        "unit": Unit.objects.all(),
    }


def _entries(kind: str, rows: Iterable[Any]) -> Iterator[Entry]:
    for row in rows:
        unit = getattr(row, "unit", None)
        title = row.title if kind == "person" else ""
        yield Entry(kind, row.uid, str(row), title, unit.name if unit else "", row.active)
