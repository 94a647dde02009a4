"""Tables that a PDF gave up as a stream of lines: cells are told apart by codes, dates and blank lines.

Every function returns rows as `Cells`, and leaves what it cannot place with certainty untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from . import wraps
from .dates import find_dates
from .grids import Cells
from .ledger import Fragment, Line

_CODE = re.compile(r"(?<!\w)(?:BP|MS|DP) ?\d{1,2}\b")
_WORD = "Beslut"  # printed after a gate's code in the model's table: "BP1 Beslut"
_TERM = re.compile(r"(?P<term>[^\s:=]+(?: [^\s:=]+)*?)(?:\t| {2,}| ?[:=] | [-–—] )\s*(?P<rest>\S.*)")
_SIGNS = ("-", "–", "—", "=", ":")
_BULLETS = "•●·▪* \t-–—"
_LONGEST_TERM, _MOST_TERM_WORDS = 80, 4  # characters; words before the explanation's capital


class Sort(Enum):
    """What a piece of a flattened row is."""

    CODE = 1
    DATE = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a flattened row, and what it is."""

    sort: Sort
    fragment: Fragment

    @property
    def line(self) -> Line:
        return self.fragment.line


def split_code(fragment: Fragment) -> tuple[Fragment | None, list[Fragment]]:
    """A gate's code at the beginning ("BP1", "BP 1 Beslut"), and the rest."""
    text = fragment.text
    match = _CODE.match(text)
    if not match:
        return None, [fragment]
    rest = text[match.end() :].strip(" :–-")
    column = fragment.column + len(text) - len(rest)
    return Fragment(fragment.line, match[0], fragment.column), (
        [Fragment(fragment.line, rest, column)] if rest else []
    )


def split_code_word(fragment: Fragment) -> list[Fragment]:
    """The word that only says that the code is a decision point, and the name after it, if they stand there."""
    word, _, name = fragment.text.partition(" ")
    if word != _WORD or not (name[:1].isupper() or not name):
        return []
    parts = [(word, fragment.column), (name, fragment.column + len(word) + 1)]
    return [Fragment(fragment.line, text, column) for text, column in parts if text]


def begins_with_code(text: str) -> bool:
    """Whether a line begins with a point such as BP1 or MS2."""
    return bool(_CODE.match(text))


def pieces(line: Line, code: re.Pattern[str] | None = None) -> Iterator[Piece]:
    """The line cut at its dates, and at the codes in the words between."""
    text, at = line.text, 0
    for found in find_dates(text):
        yield from _texts(line, text, at, found.start, code)
        yield Piece(Sort.DATE, Fragment(line, text[found.start : found.end], found.start))
        at = found.end
    yield from _texts(line, text, at, len(text), code)


def _texts(line: Line, text: str, start: int, end: int, code: re.Pattern[str] | None) -> Iterator[Piece]:
    for match in code.finditer(text, start, end) if code else ():
        yield from _text(line, text, start, match.start())
        yield Piece(Sort.CODE, Fragment(line, match[0], match.start()))
        start = match.end()
    yield from _text(line, text, start, end)


def _text(line: Line, text: str, start: int, end: int) -> Iterator[Piece]:
    words = text[start:end].strip(" -–—|")
    if words:
        yield Piece(Sort.TEXT, Fragment(line, words, start))


def read_gates(lines: Sequence[Line], one_date: bool) -> list[Cells]:
    """Code, name over several lines, then first and last day. `one_date`: the head has one column for both."""
    rows: list[Cells] = []
    tell = wraps.Cells.of(lines)
    for line in lines:
        if begins_with_code(line.text):
            rows.append({})
        elif not rows:
            continue
        for piece in pieces(line):
            _add_to_gate(rows[-1], piece, tell)
    for row in rows:
        _settle_dates(row, one_date)
    return rows


def _add_to_gate(row: Cells, piece: Piece, tell: wraps.Cells) -> None:
    name = row.setdefault("label", [])
    if piece.sort is Sort.DATE:
        row.setdefault("dates", []).append(piece.fragment)
    elif "dates" not in row or (name and tell.continues(name[-1].text, piece.fragment.text, piece.line.gap)):
        name.append(piece.fragment)


def _settle_dates(row: Cells, one_date: bool) -> None:
    dates = row.pop("dates", [])
    if len(dates) > 1:
        row["start"], row["end"] = dates[:1], dates[1:2]
    elif dates and one_date:
        row["date"] = dates


def read_milestones(lines: Sequence[Line]) -> list[Cells]:
    """Date, decision, gate's code, comment."""
    rows: list[Cells] = []
    tell = wraps.Cells.of(lines)
    for piece in (piece for line in lines for piece in pieces(line, _CODE)):
        row = rows[-1] if rows else {}
        if piece.sort is Sort.DATE and not ("date" in row and row["date"][-1].line is piece.line):
            rows.append({"date": [piece.fragment]})
        elif piece.sort is Sort.DATE:
            row["date"].append(piece.fragment)
        elif piece.sort is Sort.CODE and rows and "gate" not in row:
            row["gate"] = [piece.fragment]
        elif rows:
            _add_to_milestone(row, piece, tell)
    return rows


def _add_to_milestone(row: Cells, piece: Piece, tell: wraps.Cells) -> None:
    field = "comment" if "gate" in row else "decision"
    words = row.setdefault(field, [])
    before = words[-1] if words else None
    near = before is None or piece.line in (before.line, row["date"][0].line)
    if near or (before and tell.continues(before.text, piece.fragment.text, piece.line.gap)):
        words.append(piece.fragment)


def read_activities(lines: Sequence[Line]) -> list[Cells]:
    """Name over several lines, first and last day, responsible over several lines."""
    rows: list[Cells] = []
    groups = _groups(lines)
    for index, (sort, words) in enumerate(groups):
        if sort is not Sort.DATE:
            continue
        row: Cells = {"start": words[:1], "end": words[1:]} if len(words) == 2 else {}
        before, after = _texts_around(groups, index)
        if name := before if not rows else _names(groups, index, before):
            row["name"] = [fragment for cell in name for fragment in cell]
        if after and (len(after) > 1 or after[0][0].line is words[-1].line or _is_last(groups, index)):
            row["responsible"] = after[0]
        rows.append(row)
    return rows


Group = tuple[Sort, list[Fragment]]


def _groups(lines: Sequence[Line]) -> list[Group]:
    """Runs of dates, and cells of words."""
    tell = wraps.Cells.of(lines)
    groups: list[Group] = []
    for line in lines:
        parts = list(pieces(line))
        last_date = max((i for i, piece in enumerate(parts) if piece.sort is Sort.DATE), default=-1)
        for number, piece in enumerate(parts):
            same_sort = bool(groups) and groups[-1][0] is piece.sort
            if same_sort and _same_cell(groups[-1], piece, number < last_date, tell):
                groups[-1][1].append(piece.fragment)
            else:
                groups.append((piece.sort, [piece.fragment]))
    return groups


def _same_cell(group: Group, piece: Piece, before_date: bool, tell: wraps.Cells) -> bool:
    sort, words = group
    if sort is Sort.DATE:
        return len(words) < 2
    if before_date:  # the words beside a row's dates are its name: only the sentence itself can join them
        return wraps.joins(words[-1].text, piece.fragment.text)
    return tell.continues(words[-1].text, piece.fragment.text, piece.line.gap)


def _texts_around(groups: Sequence[Group], index: int) -> tuple[list[list[Fragment]], list[list[Fragment]]]:
    before, after = index, index + 1
    while before and groups[before - 1][0] is Sort.TEXT:
        before -= 1
    while after < len(groups) and groups[after][0] is Sort.TEXT:
        after += 1
    return [words for _, words in groups[before:index]], [words for _, words in groups[index + 1 : after]]


def _names(groups: Sequence[Group], index: int, before: list[list[Fragment]]) -> list[list[Fragment]]:
    """The cells between two rows' dates without the first row's responsible."""
    if len(before) > 1:
        return before[1:]
    dates = groups[index - 2][1] if before else []
    return [] if before and before[0][0].line is dates[-1].line else before


def _is_last(groups: Sequence[Group], index: int) -> bool:
    return not any(sort is Sort.DATE for sort, _ in groups[index + 1 :])


def read_terms(lines: Sequence[Line]) -> list[Cells]:
    """A term, then its explanation: parted by a sign, by an abbreviation's form, or by the next capital."""
    rows: list[Cells] = []
    tell = wraps.Cells.of(lines)
    for line in lines:
        last = rows[-1] if rows else {}
        before = last.get("explanation") or last.get("term")
        words = before[-1] if before else None
        fragment = Fragment(line, line.text)
        split = split_term(line)
        if words and wraps.joins(words.text, line.text) and not _is_abbreviation(line.text.split(" ")[0]):
            last.setdefault("explanation", []).append(fragment)
        elif split:
            rows.append({"term": [split[0]], "explanation": [split[1]]})
        elif _is_abbreviation(line.text):
            rows.append({"term": [fragment]})
        elif words and ("explanation" not in last or tell.continues(words.text, line.text, line.gap)):
            last.setdefault("explanation", []).append(fragment)
    return rows


def split_term(line: Line) -> tuple[Fragment, Fragment] | None:
    """The line's term and explanation, or None where nothing shows where the one ends."""
    text = line.raw.strip().lstrip(_BULLETS)
    words = text.split()
    if (
        len(words) > 1
        and _is_abbreviation(words[0])
        and words[1] not in _SIGNS
        and not words[0].endswith(":")
    ):
        return _parted(line, words, 1)
    match = _TERM.match(text)
    if match and len(match["term"]) <= _LONGEST_TERM:
        return Fragment(line, match["term"]), Fragment(line, " ".join(match["rest"].split()))
    place = next((i for i, word in enumerate(words) if i and word[0].isupper()), None)
    if place is None or place > _MOST_TERM_WORDS or not words[0][0].isupper():
        return None
    return _parted(line, words, place)


def _parted(line: Line, words: Sequence[str], place: int) -> tuple[Fragment, Fragment]:
    return Fragment(line, " ".join(words[:place])), Fragment(line, " ".join(words[place:]))


def _is_abbreviation(word: str) -> bool:
    """N/A, CLG, HSF, BP1: no blanks, and more than one capital."""
    return " " not in word and sum(map(str.isupper, word)) > 1
