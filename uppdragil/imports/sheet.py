"""The decision sheet of a gate: whose, which questions, which decision; and its empty form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from uppdragil.editions.spec import EditionSpec

from .blocks import split_bullet
from .grids import split_pipes, split_tabs
from .ledger import Fragment, Kind, Ledger, Line, join, whole
from .roles import split_label
from .wraps import Cells, Wrapping, joins

_CODE = re.compile(r"\b(?:BP|DP) ?\d{1,2}\b")
_LABELS = {"uppdragets namn": "name", "uppdragsägare": "owner", "uppdragsledare": "lead"}
_CHECKLIST = re.compile(r"(?:\d{1,2}\.? )?(?:beslutsblad|checklista)\b", re.IGNORECASE)
_DECISION_HEAD = re.compile(r"\W*beslut\W+ja\W+nej\b", re.IGNORECASE)
_TICK = re.compile(r"(?:kryssa i|sätt (?:ett )?kryss|markera)\b", re.IGNORECASE)
_DECISION = re.compile(r"beslut (?:att|om)\b", re.IGNORECASE)
_SIGNING = re.compile(
    r"(?:underskrift|namnförtydligande|datum|ort|ort och datum|namn|befattning)\b", re.IGNORECASE
)
# The printed words of the form: what stands beside them was written into it.
_PRINTED_WORDS = """
beslut ja nej ej tillämpligt kommentar underskrift uppdragsägare uppdragsledare mottagare uppdragssponsor datum ort och
namn namnförtydligande befattning fråga frågor
"""
_PRINTED = frozenset(_PRINTED_WORDS.split())
_BOXES = " ☐□▢◻[]|\t"


class Part(Enum):
    """The parts of a decision sheet, in their order."""

    NAMES = 1
    QUESTIONS = 2
    DECISION = 3
    SIGNING = 4


@dataclass(slots=True)
class Form:
    """One sheet's lines by part, and the code of its gate once it is known."""

    gate: str = ""
    has_checklist: bool = False
    names: dict[str, list[Fragment]] = field(default_factory=dict)
    questions: list[Fragment] = field(default_factory=list)
    decision: list[Fragment] = field(default_factory=list)


def read_sheets(
    ledger: Ledger, lines: Sequence[Line], wrapping: Wrapping, edition: EditionSpec
) -> Iterator[dict[str, Any]]:
    """Rows of `decision_sheets`. A sheet that names no gate stays unplaced."""
    known = [item.text for gate in edition.gates for item in gate.checklist]
    for form in _forms(ledger, lines, wrapping):
        if form.gate:
            questions = _questions(ledger, form.questions, known)
            yield {
                "gate": form.gate,
                **{key: _say_name(ledger, words) for key, words in form.names.items()},
                "questions": tuple(ledger.take(words) for words in questions),
                "decision": ledger.take(form.decision),
            }


def _say_name(ledger: Ledger, words: Sequence[Fragment]) -> str:
    ledger.spend(words[0])
    return ledger.take(words[1:])


def _forms(ledger: Ledger, lines: Sequence[Line], wrapping: Wrapping) -> list[Form]:
    forms: list[Form] = []
    part = Part.SIGNING
    for line in lines:
        if _begins_form(line, forms, part):
            forms.append(Form())
            part = Part.NAMES
        if forms:
            part = _read_line(ledger, forms[-1], part, line, wrapping)
    return forms


def _begins_form(line: Line, forms: Sequence[Form], part: Part) -> bool:
    """A new sheet: the mandate's name again, or a second checklist."""
    if not forms:
        return True
    if _CHECKLIST.match(line.text):
        return forms[-1].has_checklist and part is not Part.NAMES
    label = _label(line)
    return label == "name" and (part is not Part.NAMES or "name" in forms[-1].names)


def _label(line: Line) -> str | None:
    labelled = split_label(line)
    return _LABELS.get(labelled[0].text.casefold().rstrip(":")) if labelled else None


def _read_line(ledger: Ledger, form: Form, part: Part, line: Line, wrapping: Wrapping) -> Part:
    """Put the line where it belongs in the form; gives the part of the form in which the next line stands."""
    if _CHECKLIST.match(line.text):
        return _read_heading(ledger, form, line)
    if (printed := _printed(line, part)) is not None:
        ledger.ignore(line, Kind.FORM)
        return _part_after(line, part) if printed else part
    if _DECISION_HEAD.match(line.text):  # with something written beside it, which stays unplaced
        return Part.DECISION
    if _SIGNING.match(line.text) and part in (Part.DECISION, Part.SIGNING):
        return Part.SIGNING
    if part is not Part.SIGNING and _DECISION.match(_first_cell(line).text):
        part = Part.DECISION
    _add_words(form, part, line, wrapping)
    return part


def _read_heading(ledger: Ledger, form: Form, line: Line) -> Part:
    code = _CODE.search(line.text)
    form.gate = code[0].replace(" ", "") if code else form.gate
    form.has_checklist = form.has_checklist or line.text.casefold().startswith("checklista")
    ledger.ignore(line, Kind.HEADING)
    return Part.QUESTIONS if form.has_checklist else Part.NAMES


def _printed(line: Line, part: Part) -> bool | None:
    """True for a line of nothing but the form's printed words, False for boxes and rules, None for any other."""
    if _TICK.match(line.text):
        return True
    words = re.findall(r"[^\W_]+", _CODE.sub("", line.text).casefold())
    if not any(map(str.isalnum, line.text)):
        return False
    only_printed = set(words) <= _PRINTED and (words[:1] != ["uppdragsägare"] or ":" not in line.text)
    return True if only_printed and part is not Part.NAMES else None


def _part_after(line: Line, part: Part) -> Part:
    text = line.text.casefold().strip(_BOXES)
    if _TICK.match(text) or text.startswith("beslut"):
        return Part.DECISION
    return Part.SIGNING if _SIGNING.match(text) else part


def _first_cell(line: Line) -> Fragment:
    """The line's words without the boxes and answers printed beside them."""
    cells = [cell for cell in (split_pipes(line) or split_tabs(line)) if cell.text.strip(_BOXES)]
    fragment = cells[0] if cells else whole(line)
    text = fragment.text.strip(_BOXES)
    return Fragment(line, text, fragment.column)


def _add_words(form: Form, part: Part, line: Line, wrapping: Wrapping) -> None:
    if part is Part.QUESTIONS:
        form.questions.append(_first_cell(line))
    elif part is Part.DECISION and (
        not form.decision or joins(form.decision[-1].text, line.text) or not line.gap
    ):
        words = _first_cell(line)
        form.decision.append(words)
        code = _CODE.search(words.text)
        form.gate = form.gate or (code[0].replace(" ", "") if code else "")
    elif part is Part.NAMES:
        _add_name(form, line, wrapping)


def _add_name(form: Form, line: Line, wrapping: Wrapping) -> None:
    labelled, label = split_label(line), _label(line)
    if labelled and label and label not in form.names:
        form.names[label] = [fragment for fragment in labelled if fragment]
    elif form.names and not labelled:
        words = list(form.names.values())[-1]
        if wrapping.continues(words[-1].line, line):
            words.append(whole(line))


def _questions(ledger: Ledger, words: Sequence[Fragment], known: Sequence[str]) -> list[list[Fragment]]:
    """The questions' lines rejoined; a question that the edition knows is joined by its own words."""
    tell = Cells.of([fragment.line for fragment in words])
    questions: list[list[Fragment]] = []
    for fragment in words:
        bullet, rest = split_bullet(fragment, len(questions) + 1)
        if bullet:
            ledger.spend(bullet)
        if questions and not bullet and _is_same(questions[-1], fragment, known, tell):
            questions[-1].append(fragment)
        elif rest:
            questions.append([rest])
    return questions


def _is_same(question: Sequence[Fragment], fragment: Fragment, known: Sequence[str], tell: Cells) -> bool:
    said = join(f.text for f in question)
    longer = f"{said} {fragment.text}".casefold()
    if any(text.casefold().startswith(longer) for text in known):
        return True
    if any(text.casefold() == said.casefold() for text in known):
        return False
    return tell.continues(question[-1].text, fragment.text, fragment.line.gap)
