"""The timeline in months: what is done, and when; before it what is said about it, and the last day of the work."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from uppdragil.imports.blocks import split_bullet
from uppdragil.imports.chapters import Draft, read_not_applicable
from uppdragil.imports.dates import find_dates
from uppdragil.imports.grids import split_pipes, split_tabs, split_wide
from uppdragil.imports.ledger import Fragment, Kind, Ledger, Line, whole
from uppdragil.imports.wraps import ends_sentence, joins

from .lines import says_only
from .months import Span, find_span

_HEAD_WORDS = """
aktivitet aktiviteter vad arbetsmoment moment tidplan tid tidpunkt period när månad månader från till första sista
månaden text
"""
_HEADS = frozenset(_HEAD_WORDS.split())
_ENDING = re.compile(r"\b(?:slut(?:leverans|rapport|redovis|för|datum)|avslut)", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:senast|före|den)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


@dataclass(slots=True)
class Row:
    """A row as it is being read: its words and its spans of months."""

    words: list[Fragment] = field(default_factory=list)
    spans: list[tuple[Fragment, Span]] = field(default_factory=list)

    @property
    def last(self) -> str:
        return self.words[-1].text if self.words else ""


@dataclass(slots=True)
class Rows:
    """The rows so far, the words that wait for their months, and those of paragraphs beside the table."""

    rows: list[Row] = field(default_factory=list)
    waiting: list[Fragment] = field(default_factory=list)
    beside: list[Fragment] = field(default_factory=list)

    def add(self, line: Line) -> None:
        words, spans = _split(line)
        if spans and not _is_row(line):
            self._wait(line, [whole(line)])
        elif spans or len(words) > 1:
            self.rows.append(Row([*self.waiting, *(words if spans else words[:1])], spans))
            self.waiting = []
        else:
            self._wait(line, words)

    def _wait(self, line: Line, words: Sequence[Fragment]) -> None:
        goes_on = self.rows and not self.waiting and not line.gap
        if goes_on and joins(self.rows[-1].last, line.text):
            self.rows[-1].words.extend(words)
            return
        if line.gap:
            self._let_sentences_go()
        self.waiting.extend(words)

    def _let_sentences_go(self) -> None:
        if self.waiting and ends_sentence(self.waiting[-1].text):
            self.beside.extend(self.waiting)
            self.waiting = []

    def end(self) -> None:
        """What still waits is a paragraph, or a row that says no months."""
        self._let_sentences_go()
        if self.waiting:
            self.rows.append(Row(self.waiting))
            self.waiting = []


def read(draft: Draft, lines: Sequence[Line]) -> None:
    """Rows with their months; what leads in and the paragraphs around them are the lead-in."""
    if not lines or read_not_applicable(draft, "timeline", lines):
        return
    ledger = draft.ledger
    heads = [line for line in lines if says_only(line, _HEADS)]
    for line in heads:
        ledger.ignore(line, Kind.TABLE_HEAD)
    named = [line for line in heads if any(map(str.isalnum, line.text))]
    first = lines.index(named[0]) if named else _first_row(lines)
    known = {line.number for line in heads}
    body = [line for line in lines[first:] if line.number not in known]
    found = Rows()
    for line in body:
        found.add(line)
    found.end()
    inside = {line.number for line in body} - {fragment.line.number for fragment in found.beside} | known
    prose = [line for line in lines if line.number not in inside]
    said = draft.lead_in("timeline", draft.blocks(prose))
    draft.rows("timeline", [_say(ledger, row) for row in found.rows])
    _plan_the_end(draft, said)


def _first_row(lines: Sequence[Line]) -> int:
    """Where the rows begin without a head: at the first one, or at the words right above its months."""
    found = next((i for i, line in enumerate(lines) if _is_row(line)), len(lines))
    alone = found < len(lines) and not _split(lines[found])[0]
    while alone and found and not ends_sentence(lines[found - 1].text):
        found -= 1
        alone = not lines[found].gap
    return found


def _is_row(line: Line) -> bool:
    cells = _cells(line)
    span = next(((c, s) for c in cells if (s := find_span(c.text))), None)
    if not span:
        return False
    cell, at = span
    before = split_bullet(Fragment(line, cell.text[: at.start].strip()), 0)[1]
    edge = not before or not before.text or not cell.text[at.end :].strip(" .)")
    return edge and (len(cells) > 1 or _has_bullet(line) or not ends_sentence(line.text) or at.start == 0)


def _has_bullet(line: Line) -> bool:
    return split_bullet(Fragment(line, line.text), 0)[0] is not None


def _cells(line: Line) -> list[Fragment]:
    if cells := split_pipes(line):
        return [cell for cell in cells if cell.text]
    cells = split_tabs(line) if "\t" in line.raw else split_wide(line)
    plain = [Fragment(line, cell.text.replace("**", ""), cell.column) for cell in cells if cell.text]
    return plain if len(plain) > 1 else [Fragment(line, line.text)]


def _split(line: Line) -> tuple[list[Fragment], list[tuple[Fragment, Span]]]:
    """The line's words, and the spans of months between them."""
    words, spans = [], []
    for cell in _cells(line):
        span = find_span(cell.text)
        if not span:
            words.append(cell)
            continue
        spans.append((Fragment(line, cell.text[span.start : span.end]), span))
        rest = (cell.text[: span.start], cell.text[span.end :])
        words.extend(Fragment(line, said) for part in rest if (said := part.strip(" :–—-()|,")))
    return words, spans


def _say(ledger: Ledger, row: Row) -> dict[str, str | None]:
    words = list(_unbulleted(ledger, row.words))
    for fragment, _ in row.spans:
        ledger.spend(fragment)
    spans = [span for _, span in row.spans]
    return {
        "text": ledger.take(words),
        "first": min(s.first for s in spans) if spans else None,
        "last": max(s.last for s in spans) if spans else None,
    }


def _unbulleted(ledger: Ledger, words: Sequence[Fragment]) -> Iterator[Fragment]:
    for place, fragment in enumerate(words):
        bullet, rest = split_bullet(fragment, 0) if place == 0 else (None, fragment)
        if bullet:
            ledger.spend(bullet)
        if rest:
            yield rest


def _plan_the_end(draft: Draft, said: str) -> None:
    """The last day of the work, where a sentence says it and the chapter of days does not."""
    gate = draft.edition.activities_done
    plans = draft.fields.get("gate_plans", ())
    day = _last_day(said)
    if day and all(plan.gate != gate for plan in plans):
        draft.rows("gate_plans", [{"gate": gate, "start": day, "end": day}])
        draft.fields["gate_plans"] = (*plans, *draft.fields["gate_plans"])


def _last_day(text: str) -> dt.date | None:
    for sentence in _SENTENCE.split(text):
        days = [found for found in find_dates(sentence) if found.value]
        ending = _ENDING.search(sentence)
        if ending and len(days) == 1 and _LATEST.search(sentence, ending.start(), days[0].start):
            return days[0].value
    return None
