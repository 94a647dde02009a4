"""The head of a document that is set as a letter: its date, its number, whose it is, and who asks whom to do what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from uppdragil.imports.chapters import Draft
from uppdragil.imports.dates import find_dates
from uppdragil.imports.grids import split_pipes
from uppdragil.imports.head import FIELDS, named_kind, take_fact, without_names
from uppdragil.imports.ledger import Fragment, Kind, Line, join

from .group import held, role_named

_TITLES = ("uppdrag", "titel", "uppdragets namn", "benämning")
_DATES = ("datum", "daterad", "daterat")
_UNITS = ("organisation", "enhet", "avdelning")
_PLACES = {
    **FIELDS,
    **dict.fromkeys(_TITLES, "title"),
    **dict.fromkeys(_UNITS, "unit"),
    **dict.fromkeys(_DATES, "dated"),
}
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?", re.IGNORECASE)
_START = re.compile(r"(?P<label>[^\W\d][\w /]{1,30}?)(?: ?: ?|\t| {2,})")
_BARE = re.compile(r"(?P<label>datum|diarienummer|dnr)\.? (?=\S*\d|[A-ZÅÄÖ]{2,6}[ -])", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=\s)(?P<label>Datum|Diarienummer|Dnr)\.?(?: ?: ?| (?=\d|[A-ZÅÄÖ]{2,6} ))")
_SUPERSEDES = re.compile(
    r"(?:observera(?: att)? ?[:,]? ?)?(?:(?:denna|detta|den här|det här) )?"
    r"(?:uppdragshandling|handling|uppdrag|dokument)(?:en|et)? ersätter (?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_NAMING = re.compile(
    r"(?:(?:den|det|en|ett) )?(?:(?:tidigare|gamla|förra) )?"
    r"(?:(?:uppdragshandling|handling|uppdrag|dokument)(?:en|et)? )?"
    r"(?:(?:benämnd|benämnt|kallad|kallat|med namnet|med titeln|med rubriken) )?",
    re.IGNORECASE,
)
_DATED = re.compile(r"[ ,(]*(?:daterad|daterat|från|av|fastställd|beslutad)?(?: den)? ?$", re.IGNORECASE)
_QUOTES = "\"”“»«'’‘"
_LONGEST = 1_000  # characters of a paragraph of the head


@dataclass(slots=True)
class Part:
    """A labelled fact, or a paragraph without a label, with its lines. `strange`: begins with a label nobody knows."""

    label: Fragment | None
    words: list[Fragment] = field(default_factory=list)
    strange: bool = False

    @property
    def key(self) -> str:
        return " ".join(self.label.text.casefold().split()).rstrip(" :.") if self.label else ""

    @property
    def text(self) -> str:
        return join(f.text for f in self.words)


def read(draft: Draft, lines: Sequence[Line]) -> None:
    """Fill the head's fields and hold its roles. What has another label than the head knows stays unplaced."""
    free: list[Part] = []
    for part in _parts(draft, lines):
        role = role_named(part.key, draft.edition) if part.key else None
        if role:
            draft.ledger.spend(part.label or part.words[0])
            draft.held.extend(held(draft.ledger.take(part.words), role))
        elif part.label:
            _take(draft, part)
        elif not _supersedes(draft, part) and not part.strange:
            free.append(part)
    _read_free(draft, free)


def _parts(draft: Draft, lines: Sequence[Line]) -> Iterator[Part]:
    kind = named_kind(draft.edition)
    last: Part | None = None
    for line in lines:
        if _CONTENTS.fullmatch(line.text):
            draft.ledger.ignore(line, Kind.HEADING)
            continue
        found = list(_labelled(draft, line))
        if not found:
            words, _ = without_names(draft.ledger, draft.fields, line, kind)
            goes_on = last and last.words and draft.wrapping.continues(last.words[-1].line, line)
            if last and words and goes_on and sum(len(f.text) for f in last.words) < _LONGEST:
                last.words.extend(words)
                continue
            strange = ":" in ((_START.match(line.text.strip("# ")) or [""])[0])
            found = [Part(None, words, strange)] if words else []
        if last and found:
            yield last
        last = found[-1] if found else last
        yield from found[:-1]
    if last:
        yield last


def _labelled(draft: Draft, line: Line) -> list[Part]:
    """The facts of a line, each with its label; none for a line that begins with no known label."""
    cells = [cell for cell in split_pipes(line) if cell.text]
    if len(cells) == 2:
        return [Part(cells[0], [cells[1]])]
    text = line.text.strip("# ")
    spaced = line.raw.replace("**", "").strip("# \t")
    first = _BARE.match(text) or _START.match(text) or _START.match(spaced)
    if not first or not _is_known(draft, first["label"]):
        return []
    text = first.string
    marks = [first, *_inside(draft, text, first.end())]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [_part(line, text, mark, end) for mark, end in zip(marks, ends, strict=True)]


def _inside(draft: Draft, text: str, start: int) -> Iterator[re.Match[str]]:
    """Labels that another column, or a lost line's end, has put into the same line."""
    roles = "|".join(re.escape(name) for name in draft.edition.roles.values())
    both = [*_INSIDE.finditer(text, start)]
    if roles:
        both += re.compile(rf"(?<=\s)(?P<label>{roles}) ?: ?").finditer(text, start)
    yield from sorted(both, key=lambda m: m.start())


def _part(line: Line, text: str, mark: re.Match[str], end: int) -> Part:
    value = " ".join(text[mark.end() : end].split())
    return Part(Fragment(line, mark["label"]), [Fragment(line, value)] if value else [])


def _is_known(draft: Draft, label: str) -> bool:
    words = " ".join(label.casefold().split()).rstrip(" :.")
    return words in _PLACES or role_named(words, draft.edition) is not None


def _take(draft: Draft, part: Part) -> None:
    ledger, fields = draft.ledger, draft.fields
    name = _PLACES.get(part.key)
    if not part.label or not part.words or not name or fields.get(name):
        return
    if name == "dated":
        ledger.spend(part.label)
        fields["dated"] = ledger.take_date(part.words)
    elif name == "supersedes":
        if _take_superseded(draft, part, part.text):
            ledger.spend(part.label)
    elif name == "visibility":
        take_fact(ledger, fields, part.label, part.words[0])
    else:
        ledger.spend(part.label)
        fields[name] = ledger.take(part.words)


def _supersedes(draft: Draft, part: Part) -> bool:
    """A sentence that says what the document supersedes."""
    said = _SUPERSEDES.fullmatch(part.text[:_LONGEST]) if not draft.fields.get("supersedes") else None
    return bool(said) and _take_superseded(draft, part, said["what"] if said else "")


def _take_superseded(draft: Draft, part: Part, what: str) -> bool:
    """A title, perhaps in quotes, and its date after it; False for anything else, which stays unplaced."""
    text = what.strip().rstrip(".")
    days = find_dates(text)
    day = days[-1] if days and days[-1].value and not text[days[-1].end :].strip(" )") else None
    title = text[: day.start] if day else text
    dated = _DATED.search(title)
    title = title[: dated.start()] if day and dated else title
    naming = _NAMING.match(title)
    title = title[naming.end() if naming else 0 :].strip().rstrip(",").strip()
    if title[:1] in _QUOTES and title[:1]:
        title = title.strip(_QUOTES) if not any(q in title.strip(_QUOTES) for q in '"”“»«') else ""
    if not title:
        return False
    draft.ledger.take(part.words)
    draft.fields["supersedes"] = title
    draft.fields["supersedes_dated"] = day.value if day else None
    return True


def _read_free(draft: Draft, free: Sequence[Part]) -> None:
    """What has no label: above a labelled title whose document it is; else that, and the title below it."""
    ledger, fields = draft.ledger, draft.fields
    parts = list(free)
    if not fields.get("title") and parts:
        title = parts.pop(0 if draft.wrapping.whole else -1)
        fields["title"] = ledger.take(title.words)
        if draft.wrapping.whole and parts:
            fields["subtitle"] = ledger.take(parts.pop(0).words)
    if parts and not fields.get("unit") and len(parts[0].text) <= _LONGEST // 5:
        fields["unit"] = ledger.take(parts[0].words)
