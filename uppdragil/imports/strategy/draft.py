"""What has been read of an edition so far: areas by name, and each sub-goal once per place that words it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from uppdragil.imports.ledger import Line
from uppdragil.strategy import naming

from .refusals import NotAStrategy

MAX_NAMES = 150  # of areas of an edition; each new one is compared with the others
MAX_EDITIONS = 4  # in a file; pages have two. With four at every other limit, keeping them takes 0.7 s


class Source(StrEnum):
    """Where in the text something stands, the one that holds first."""

    CARD = "card"
    TABLE = "table"
    LIST = "list"


@dataclass(slots=True)
class Said:
    """One place's wording of the sub-goal of a year."""

    source: Source
    year: int
    text: str = ""
    activities: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Target:
    """One place's wording of the target state."""

    source: Source
    text: str
    year: int | None


@dataclass(slots=True)
class Area:
    """A focus area. `titles`: lines that only name it; `people`: names that stand in a year's column."""

    names: list[str]
    titles: list[Line] = field(default_factory=list)
    sources: set[Source] = field(default_factory=set)
    current: str = ""
    targets: list[Target] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    responsible: dict[int, list[str]] = field(default_factory=dict)
    people: list[tuple[int, str]] = field(default_factory=list)
    regional: set[int] = field(default_factory=set)
    strategies: list[str] = field(default_factory=list)
    foundations: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(self.sources)

    def wording(self, source: Source, year: int) -> Said:
        """The wording of a year that `source` is at; a new one where it has none."""
        own = [said for said in self.said if (said.source, said.year) == (source, year)]
        return own[-1] if own else self.word(source, year)

    def word(self, source: Source, year: int) -> Said:
        """A new wording of a year."""
        said = Said(source, year)
        self.said.append(said)
        return said

    def years(self) -> list[int]:
        """Years of which anything is said."""
        worded = {said.year for said in self.said if said.text or said.activities}
        return sorted(worded | set(self.responsible))


@dataclass(slots=True)
class Edition:
    """An edition: the years of its heading and the areas, in the order in which they were named."""

    heading: Line
    name: str
    first_year: int
    last_year: int
    areas: list[Area] = field(default_factory=list)

    @property
    def key(self) -> str:
        """How the file tells it from the others: its years."""
        return f"{self.first_year}-{self.last_year}"

    def area(self, name: str, source: Source) -> Area:
        """The area that goes by `name`, or by a name that means the same elsewhere; a new one where none does.

        Two names in one place are two areas. Raises NotAStrategy for more names than a strategy has.
        """
        same = next((area for area in self.areas if name in area.names), None)
        return same or self._by_likeness(name, source)

    def _by_likeness(self, name: str, source: Source) -> Area:
        if sum(len(area.names) for area in self.areas) >= MAX_NAMES:
            raise NotAStrategy("too_many_rows", limit=MAX_NAMES)
        elsewhere = [area for area in self.areas if source not in area.sources]
        found = naming.best(name, (area.names for area in elsewhere))
        if found is None:
            self.areas.append(Area([name]))
            return self.areas[-1]
        elsewhere[found].names.append(name)
        return elsewhere[found]

    def told(self) -> Iterator[Area]:
        """The areas that the text says anything of."""
        return (area for area in self.areas if area.says_something)
