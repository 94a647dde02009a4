"""The text line by line into drafts of editions; one `Ledger` accounts for every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from uppdragil.imports.ledger import Kind, Ledger, Line, whole

from . import marks, table
from .draft import MAX_EDITIONS, Area, Edition, Said, Source, Target
from .marks import Label, Slot
from .refusals import NotAStrategy
from .regional import regional_goals

_LONGEST_NAME = 150  # characters of a strategy's or a foundation's name; a longer line is something else
_LISTED = "tillstånd"  # how a list of areas begins what it says of each


@dataclass(slots=True)
class Reader:
    """Where in the text the reading is: the edition, the area, and what the lines say just now."""

    ledger: Ledger
    editions: list[Edition] = field(default_factory=list)
    edition: Edition | None = None
    area: Area | None = None
    label: Label | None = None
    said: Said | None = None
    columns: list[table.Column | None] = field(default_factory=list)
    fresh: bool = False  # no line has followed the label yet

    def read(self) -> None:
        lines = self.ledger.lines
        for at, line in enumerate(lines):
            if "\t" in line.raw.strip():
                self._tabular(line)
                continue
            self.columns = []
            self._line(line, lines[at + 1] if at + 1 < len(lines) else None)
        self._name_what_is_told()

    def _line(self, line: Line, following: Line | None) -> None:
        if kind := marks.furniture(line):
            self.ledger.ignore(line, kind)
        elif label := marks.label(line):
            self._label(line, label)
        elif years := marks.edition_years(line):
            self._open_edition(line, *years)
        elif marks.level(line) or (marks.is_bold(line) and _labelled(following)):
            self._open_area(line, Source.CARD if _labelled(following) else Source.LIST)
        elif self.area and self.label:
            self._more(line, self.area, self.label)
        else:
            self._listed(line)

    def _tabular(self, line: Line) -> None:
        """A table's head or row. What follows the table belongs to no area."""
        self.area = self.label = self.said = None
        if columns := table.head(line):
            self.columns = columns
            self.ledger.ignore(line, Kind.TABLE_HEAD)
        elif self.edition and self.columns:
            table.read_row(self.ledger, self.edition, line, self.columns)

    def _open_edition(self, line: Line, first: int, last: int) -> None:
        self.area = self.label = self.said = None
        known = next((e for e in self.editions if (e.first_year, e.last_year) == (first, last)), None)
        if known:
            self.ledger.ignore(line, Kind.HEADING)
            self.edition = known
        elif len(self.editions) == MAX_EDITIONS:
            raise NotAStrategy("too_many_rows", limit=MAX_EDITIONS)
        else:
            self.edition = Edition(line, marks.bare(line), first, last)
            self.editions.append(self.edition)

    def _open_area(self, line: Line, source: Source) -> None:
        self.area = self.label = self.said = None
        name = marks.bare(line)
        if self.edition and name:
            self.area = self.edition.area(name, source)
            self.area.titles.append(line)

    def _listed(self, line: Line) -> None:
        """What a list of areas says under the name of one."""
        text = line.text
        if self.area and text.casefold().startswith(_LISTED):
            self.area.sources.add(Source.LIST)
            self.area.targets.append(Target(Source.LIST, text, None))
            self.ledger.spend(whole(line))

    def _label(self, line: Line, label: Label) -> None:
        self.label, self.said, self.fresh = (label if self.area else None), None, True
        if not self.area:
            return
        self.area.sources.add(Source.CARD)
        if label.year and label.slot in (Slot.GOAL, Slot.ACTIVITIES):
            self.said = self._wording(self.area, label.slot, label.year)
        if not label.rest:
            self.ledger.ignore(line, Kind.HEADING)
        elif self._take(self.area, label, label.rest, new=True):
            self.ledger.spend(whole(line))
            self.fresh = False

    def _wording(self, area: Area, slot: Slot, year: int) -> Said:
        """The card's wording of the year; a second one where the card words it twice."""
        said = area.wording(Source.CARD, year)
        return area.word(Source.CARD, year) if slot is Slot.GOAL and said.text else said

    def _more(self, line: Line, area: Area, label: Label) -> None:
        is_item, words = marks.item(line)
        if words and self._take(area, label, words, new=is_item or line.gap or self.fresh):
            self.ledger.spend(whole(line))
            self.fresh = False

    def _take(self, area: Area, label: Label, words: str, *, new: bool) -> bool:
        """Whether the words found their place. `new`: they begin a paragraph or an item."""
        match label.slot:
            case Slot.CURRENT:
                area.current = _join(area.current, words, new)
            case Slot.TARGET:
                self._target(area, label.year, words, new)
            case Slot.GOAL if self.said:
                self.said.text = _join(self.said.text, words, new)
            case Slot.ACTIVITIES if self.said:
                _add(self.said.activities, words, new)
            case _:
                return self._take_listed(area, label, words)
        return True

    def _take_listed(self, area: Area, label: Label, words: str) -> bool:
        """What stands as a list of names or numbers: whatever else is in it finds no place."""
        match label.slot:
            case Slot.REGIONAL:
                goals = regional_goals(words)
                area.regional |= goals or set()
                return bool(goals)
            case Slot.STRATEGIES:
                return _add_name(area.strategies, words)
            case Slot.FOUNDATIONS:
                return _add_name(area.foundations, words)
            case _:
                return self._responsible(area, label.year, words)

    def _target(self, area: Area, year: int | None, words: str, new: bool) -> None:
        own = [target for target in area.targets if target.source is Source.CARD]
        if own and not self.fresh:
            own[-1].text = _join(own[-1].text, words, new)
        else:
            area.targets.append(Target(Source.CARD, words, year))

    def _responsible(self, area: Area, year: int | None, words: str) -> bool:
        """Of the year that the label names, or of the sub-goal that the card spoke of last."""
        years = [said.year for said in area.said if said.source is Source.CARD]
        year = year or (years[-1] if years else None)
        if year:
            area.responsible.setdefault(year, []).append(words)
        return year is not None

    def _name_what_is_told(self) -> None:
        """Headings whose area or edition the text says something of are content; others stay unplaced."""
        for edition in self.editions:
            told = list(edition.told())
            if told:
                self.ledger.spend(whole(edition.heading))
            for line in (line for area in told for line in area.titles):
                self.ledger.spend(whole(line))


def _labelled(following: Line | None) -> bool:
    """Whether a label follows: then a line in bold is a card's title, and no sentence that somebody stressed."""
    return bool(following and marks.label(following))


def _join(before: str, words: str, new: bool) -> str:
    return f"{before}{(chr(10) if new else ' ') if before else ''}{words}"


def _add(items: list[str], words: str, new: bool) -> None:
    if items and not new:
        items[-1] = f"{items[-1]} {words}"
    else:
        items.append(words)


def _add_name(names: list[str], words: str) -> bool:
    """A name of the list, once; a long line or a sentence is none."""
    name = words.rstrip(" ,;")
    if not name or len(name) > _LONGEST_NAME or name.endswith("."):
        return False
    if name not in names:
        names.append(name)
    return True


def read(ledger: Ledger) -> Sequence[Edition]:
    """The editions that the text tells of, in its order."""
    reader = Reader(ledger)
    reader.read()
    return [edition for edition in reader.editions if any(edition.told())]
