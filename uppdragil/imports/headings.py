"""Where the chapters of an edition begin in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz

from uppdragil.editions.spec import ChapterSpec, EditionSpec

from .ledger import Line
from .wraps import ends_sentence

SHEETS = "decision_sheets"
_LONGEST = 120  # characters of a heading's line
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?:\.? |\.(?=[^\W\d]))(?P<title>.+)")
_SHEET = re.compile(r"(?:\d{1,2}\.? )?(?:beslutsblad|checklista inför beslut)\b", re.IGNORECASE)
_SHEET_NAME = re.compile(r"uppdragets namn\b", re.IGNORECASE)
_LEADERS = (" ", ".", "…", "·", "_")
_ENOUGH = 3  # chapters, for a document's own headings to be believed
_SIMILAR = 75  # of 100: "Samband och beroenden" is not "Kopplingar och beroenden", "Risk" is "Risker"
_MISSPELT = 90  # of 100, of a name that no number goes with: "Tidsplan" is "Tidplan", "Uppdraget skall" "Uppdraget ska"
_LONGER = re.compile(
    r" (?:och|för|till|mot|följande|enligt nedan)\b", re.IGNORECASE
)  # what a longer name goes on with


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that is built like a heading. `marked`: with the # of Markdown."""

    line: Line
    number: str
    title: str
    marked: bool


@dataclass(slots=True)
class Section:
    """A chapter's lines. `chapter` None: a heading that the edition does not have."""

    chapter: ChapterSpec | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """The headings found: line number to chapter; None for a heading of no chapter of the edition."""

    edition: EditionSpec
    headings: dict[int, ChapterSpec | None]
    contents: frozenset[int]
    sure: bool = False  # the document itself says which lines are headings

    @cached_property
    def first(self) -> int:
        """Number of the first heading's line; beyond every line where there is none."""
        return min((n for n, chapter in self.headings.items() if chapter), default=10**9)

    def first_sheet(self, sheet: ChapterSpec | None) -> int:
        """Number of the first line that may begin a decision sheet without a heading of its own."""
        if not self.sure:
            return 0
        return 10**9 if sheet in self.headings.values() else max(self.headings)

    @property
    def chapters(self) -> int:
        return len({c.title for c in self.headings.values() if c})


def outline(lines: Sequence[Line], edition: EditionSpec, said: Mapping[int, int] | None = None) -> Outline:
    """Read the headings in falling order of certainty: number and name, name with another number, name alone.

    `said`: the lines that the document itself calls headings, with their levels. Where they hold the
    edition's chapters no other line is one.
    """
    if said:
        own = [line for line in lines if line.number in said or (bare(edition) and line.text.endswith(":"))]
        styled = _outline(own, edition, styled=True)
        if styled.chapters >= _ENOUGH:
            return _with_others(styled, said)
    return _outline(lines, edition)


def _with_others(found: Outline, said: Mapping[int, int]) -> Outline:
    """A heading of no chapter ends the chapter before it, unless it stands below that one's level."""
    level: int | None = None
    headings = dict(found.headings)
    for number in sorted(said):
        if headings.get(number):
            level = said[number]
        elif level is not None and said[number] <= level and number not in found.contents:
            headings[number] = None
        else:
            headings.pop(number, None)
    return Outline(found.edition, headings, found.contents, sure=True)


def _outline(lines: Sequence[Line], edition: EditionSpec, styled: bool = False) -> Outline:
    candidates = [c for line in lines if (c := _candidate(line))]
    contents = frozenset(c.line.number for c in candidates if _is_contents(c, edition))
    rest = [c for c in candidates if c.line.number not in contents]
    if bare(edition):
        return Outline(edition, dict(_by_name(rest, edition, lines, styled)), contents)
    found: dict[int, ChapterSpec | None] = {
        c.line.number: chapter for c in rest if c.number and (chapter := _by_number(c, edition))
    }
    _add(found, (c for c in rest if c.number), edition)
    plain = len(found) < 3 or styled
    _add(found, (c for c in rest if not c.number and (plain or c.marked)), edition)
    _add(found, (c for c in rest if not c.number), edition, only_unnumbered=True)
    found.update(dict.fromkeys(_foreign(rest, found, edition)))
    return Outline(edition, found, contents)


def bare(edition: EditionSpec) -> bool:
    """Whether the edition's chapters have no numbers: its texts have names for headings, in any order."""
    return not any(chapter.number for chapter in edition.chapters)


def has_sheets(edition: EditionSpec) -> bool:
    """Whether the edition's documents end with decision sheets."""
    return any(chapter.key == SHEETS for chapter in edition.chapters)


def _by_name(
    candidates: Sequence[Candidate], edition: EditionSpec, lines: Sequence[Line], styled: bool
) -> Iterator[tuple[int, ChapterSpec]]:
    """Chapters found by name alone. A number before the name counts where the document numbers its headings."""
    alone = {one.number for one, other in pairwise(lines) if one.gap and other.gap}
    named = [
        (c, chapter) for c in candidates if (chapter := _named(c, edition, styled or c.line.number in alone))
    ]
    numbered = sum(bool(c.number) for c, _ in named) >= _ENOUGH
    return ((c.line.number, chapter) for c, chapter in named if numbered or not c.number)


def _named(candidate: Candidate, edition: EditionSpec, alone: bool) -> ChapterSpec | None:
    """The chapter that is called so, or nearly; a heading that stands alone may go on after the name."""
    said = candidate.title.casefold()
    if ends_sentence(said):
        return None
    surely = alone or candidate.marked or candidate.line.text.endswith(":")
    for chapter in edition.chapters:
        own = chapter.title.casefold()
        longer = surely and said.startswith(own) and _LONGER.match(said, len(own))
        if longer or fuzz.ratio(said, own, score_cutoff=_MISSPELT):
            return chapter
    return None


def sections(lines: Iterable[Line], found: Outline) -> Iterator[Section]:
    """The text in sections, the title block first (with no chapter). Headings themselves are in none."""
    sheet = next((c for c in found.edition.chapters if c.key == SHEETS), None)
    first = found.first_sheet(sheet)
    current = Section(None)
    for line in lines:
        if line.number in found.headings:
            yield current
            current = Section(found.headings[line.number])
            continue
        if (
            sheet
            and line.number >= first
            and current.chapter is not sheet
            and _begins_sheet(line, found.first)
        ):
            yield current
            current = Section(sheet)
        current.lines.append(line)
    yield current


def _begins_sheet(line: Line, first_heading: int) -> bool:
    """The sheet has no heading of its own in the model: it begins at the mandate's name or the checklist."""
    if len(line.raw) > _LONGEST * 10:
        return False
    return bool(_SHEET.match(line.text) or (line.number > first_heading and _SHEET_NAME.match(line.text)))


def _candidate(line: Line) -> Candidate | None:
    if len(line.raw) > _LONGEST or "|" in line.raw:
        return None
    bare = line.text.lstrip("# ").strip("_ ")
    match = _NUMBERED.fullmatch(bare)
    number, title = (match["number"], match["title"]) if match else ("", bare)
    return Candidate(line, number, title.rstrip(": "), line.text.startswith("#")) if title else None


def _is_contents(candidate: Candidate, edition: EditionSpec) -> bool:
    """A line of a table of contents: a chapter's name and a page number."""
    bare = candidate.title.rstrip("0123456789")
    if not 1 <= len(candidate.title) - len(bare) <= 3 or not bare.endswith(_LEADERS):
        return False
    name = bare.rstrip("".join(_LEADERS)).casefold()
    return any(chapter.title.casefold() == name for chapter in edition.chapters)


def _by_number(candidate: Candidate, edition: EditionSpec) -> ChapterSpec | None:
    """The chapter with this number whose name is this one, or nearly."""
    for chapter in edition.chapters:
        if chapter.number == candidate.number:
            title, own = candidate.title.casefold(), chapter.title.casefold()
            alike = title.startswith(own) or fuzz.ratio(title, own) >= _SIMILAR
            return chapter if alike and not ends_sentence(title) else None
    return None


def _add(
    found: dict[int, ChapterSpec | None],
    candidates: Iterable[Candidate],
    edition: EditionSpec,
    only_unnumbered: bool = False,
) -> None:
    """Chapters found by name alone, where they stand in the edition's order among those found before."""
    place = {c.title: i for i, c in enumerate(edition.chapters)}
    by_name = {c.title.casefold(): c for c in edition.chapters if not c.number or not only_unnumbered}
    by_name |= {c.title.casefold().split()[0]: c for c in edition.chapters if not c.number}
    at: dict[str, int] = {c.title: number for number, c in reversed(found.items()) if c}
    for candidate in candidates:
        chapter = by_name.get(candidate.title.casefold())
        number = candidate.line.number
        if chapter and chapter.title not in at and number not in found:
            mine = place[chapter.title]
            if all((place[title] < mine) == (line < number) for title, line in at.items()):
                at[chapter.title] = number
                found[number] = chapter


def _foreign(
    candidates: Iterable[Candidate], found: dict[int, ChapterSpec | None], edition: EditionSpec
) -> Iterator[int]:
    """Numbered headings that the edition does not have: they end the chapter before them.

    Such a one goes on with the numbering of the last heading (7 to 7.1, 11 to 12), and is no item of
    a numbered list.
    """
    known = {c.number for c in edition.chapters if c.number}
    last, item = "", 0
    for candidate in candidates:
        chapter = found.get(candidate.line.number)
        if chapter:
            last, item = chapter.number, 0
        elif candidate.number and _goes_on(candidate, last, known) and str(item + 1) != candidate.number:
            last, item = candidate.number, 0
            yield candidate.line.number
        elif candidate.number.isdigit() and int(candidate.number) == item + 1:
            item += 1


def _goes_on(candidate: Candidate, last: str, known: set[str]) -> bool:
    title, number = candidate.title, candidate.number
    if not last or number in known or not title[0].isupper() or ends_sentence(title):
        return False
    if "." in number:
        return number.split(".")[0] == last.split(".")[0]
    return int(number) == int(last.split(".")[0]) + 1
