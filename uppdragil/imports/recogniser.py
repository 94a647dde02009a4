"""From a directive's text, as a PDF gave it up, to `DirectiveContent`.

The text is cut at the edition's headings, each chapter is read by its kind, and one `Ledger` accounts
for every line. The content says what the document says, contradictions included: judging them is the
review's work.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext
from pydantic import ValidationError

from uppdragil.core.values import MAX_ROWS, MAX_TEXT
from uppdragil.directives.content import CHAPTER_KEYS, ROW_TYPES, DirectiveContent
from uppdragil.editions.spec import EditionSpec

from .carried import Merge, held
from .chapters import Draft
from .commissions import read_part
from .following import MIN_CHAPTERS, choose
from .furniture import strip_furniture
from .head import split_title
from .headings import SHEETS, Outline, Section, has_sheets, sections
from .ledger import Ignored, Kind, Ledger, Line, Unplaced
from .readers import Source, checked
from .refusals import NotADirective
from .sheet import read_sheets
from .wraps import WHOLE, Wrapping

_QUOTED = 40  # characters of a text in a refusal
MAX_LINES = 10_000  # that are not blank; a directive has some hundreds, and at the limits is read in 0.8 s


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text read whole: each of its lines that is not blank is in exactly one of the three."""

    content: DirectiveContent
    unplaced: tuple[Unplaced, ...]
    ignored: tuple[Ignored, ...]
    places: Mapping[int, str] = field(default_factory=dict)  # the chapter of each other line, "" for the head
    edition: str = ""  # the key of the one that it was read as


def recognise(
    source: Source | str,
    editions: EditionSpec | Sequence[EditionSpec],
    new_uid: Callable[[], str] | None = None,
) -> Recognised:
    """Read a text as a directive of the edition, or of that of `editions` which it follows (`following.choose`).

    `new_uid` names the rows (`core.uid.new_uid`); without it a row is named by its chapter and its place
    there, so that the same text always gives the same content. Raises NotADirective.
    """
    if isinstance(source, str):
        source = Source(source)
    ledger = Ledger(checked(source.text), most=MAX_LINES + 1)
    lines = _checked(ledger.lines)
    among = [editions] if isinstance(editions, EditionSpec) else editions
    found = choose(lines, source, among)
    edition = found.edition
    if found.chapters < MIN_CHAPTERS:
        names = gettext(" or ").join(spec.name for spec in among)
        raise NotADirective("not_recognised", limit=MIN_CHAPTERS, edition=names)
    wrapping = WHOLE if source.whole else Wrapping.of(lines)
    draft = Draft(ledger, wrapping, _uids(edition, new_uid), edition)
    try:
        printed = lines if source.whole else strip_furniture(ledger, lines, found.first)
        said = _read(draft, printed, found)
        content = DirectiveContent(**draft.fields, notes=tuple(_notes(draft)))
        if found.sure and (kept := held(source.carried)):
            content = Merge(content, kept, edition, said, _fresh(new_uid)).content()
    except ValidationError as error:
        raise _refusal(error, edition) from error
    return Recognised(content, ledger.unplaced(), ledger.ignored(), ledger.places(), edition.key)


def _checked(lines: Sequence[Line]) -> Sequence[Line]:
    if not lines:
        raise NotADirective("empty")
    if len(lines) > MAX_LINES:
        raise NotADirective("too_many_lines", limit=MAX_LINES)
    for line in lines:
        if len(line.raw) > MAX_TEXT:
            raise NotADirective("too_long", place=line.text[:_QUOTED])
    return lines


def _refusal(error: ValidationError, edition: EditionSpec) -> NotADirective:
    """The content's own limits: a text that is too long, or more questions on a sheet than rows in a chapter."""
    said = error.errors()[0]["input"]
    if isinstance(said, str) or not has_sheets(edition):
        return NotADirective("too_long", place=" ".join(str(said).split())[:_QUOTED])
    return NotADirective("too_many_rows", chapter=edition.chapter(SHEETS).title, limit=MAX_ROWS)


def _uids(edition: EditionSpec, new_uid: Callable[[], str] | None) -> Callable[[str], str]:
    counts = dict.fromkeys(ROW_TYPES, 0)

    def name(chapter: str) -> str:
        counts[chapter] += 1
        if counts[chapter] > MAX_ROWS:
            raise NotADirective("too_many_rows", chapter=edition.chapter(chapter).title, limit=MAX_ROWS)
        return new_uid() if new_uid else f"{chapter.replace('_', '')}{counts[chapter]}"

    return name


def _fresh(new_uid: Callable[[], str] | None) -> Callable[[str], str]:
    """Names rows that stand beside the words and not in them."""
    count = itertools.count(1)
    return lambda chapter: new_uid() if new_uid else f"kept{next(count)}"


def _read(draft: Draft, lines: Sequence[Line], found: Outline) -> dict[str, list[str]]:
    """Read every part into the draft; gives the words of their lines by chapter, "" for the head."""
    for line in lines:
        if line.number in found.contents or found.headings.get(line.number):
            draft.ledger.ignore(line, Kind.HEADING)
    rest = [line for line in lines if line.number not in found.contents]
    head, *parts = sections(rest, found)
    chapters = _by_key(parts)
    read_part(draft, "", head.lines)
    for key in CHAPTER_KEYS:
        draft.ledger.reading = key
        if key != SHEETS:
            read_part(draft, key, chapters.get(key, []))
    sheets = list(read_sheets(draft.ledger, chapters.get(SHEETS, []), draft.wrapping, found.edition))
    draft.rows(SHEETS, sheets)
    split_title(draft.fields, (sheet["name"] for sheet in sheets if sheet.get("name")))
    said = {key: [line.text for line in of] for key, of in chapters.items()}
    return said | {"": [line.text for line in head.lines]}


def _by_key(parts: Sequence[Section]) -> dict[str, list[Line]]:
    """The lines of each chapter; one that the text opens twice has the lines of both."""
    chapters: dict[str, list[Line]] = {}
    for part in parts:
        if part.chapter and part.chapter.key:
            chapters.setdefault(part.chapter.key, []).extend(part.lines)
    return chapters


def _notes(draft: Draft) -> Iterator[object]:
    """Notes in the document's order."""
    return (draft.notes[key] for key in CHAPTER_KEYS if key in draft.notes)
