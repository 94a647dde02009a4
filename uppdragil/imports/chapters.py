"""One reader per kind of chapter: running text, a list, a table, the organisation's roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile
from typing import Any

from uppdragil.directives.content import ROW_TYPES, TEXT_CHAPTERS, ChapterNote
from uppdragil.editions.spec import EditionSpec

from . import flat, roles
from .blocks import Block, read_blocks, say_block, say_text
from .grids import Cells, Table, find_layout, read_grid
from .ledger import Kind, Ledger, Line
from .tables import GOALS, SAY, TABLES, Values
from .wraps import Wrapping, ends_sentence

_NOT_APPLICABLE = re.compile(
    r"(?:N/A|ej tillämpligt?)(?: ?[:.,–—] ?| - | (?=eftersom|då))(?P<reason>\w.*)", re.IGNORECASE | re.DOTALL
)
_NAMELESS = re.compile(r"(?:N/A|ej tillämpligt?)\.?", re.IGNORECASE)

LISTS = (
    "includes",
    "shall",
    "impact_goals",
    "mandate_goals",
    "prerequisites",
    "delimitations",
    "dependencies",
    "risks",
)
Uids = Callable[[str], str]


@dataclass(slots=True)
class Draft:
    """What has been read so far: fields of the content, and notes by chapter. `uids` names a chapter's next row.

    `held`: rows of the organisation that the head has already said.
    """

    ledger: Ledger
    wrapping: Wrapping
    uids: Uids
    edition: EditionSpec
    fields: Values = field(default_factory=dict)
    notes: dict[str, ChapterNote] = field(default_factory=dict)
    held: list[Values] = field(default_factory=list)

    def note(self, chapter: str, **said: str) -> None:
        if any(said.values()):
            self.notes[chapter] = ChapterNote(chapter=chapter, **said)

    def rows(self, chapter: str, rows: Iterable[Mapping[str, Any]]) -> None:
        row_type = ROW_TYPES[chapter]
        self.fields[chapter] = tuple(
            row_type.model_validate({"uid": self.uids(chapter), **row}) for row in rows
        )

    def lead_in(self, chapter: str, blocks: Sequence[Block]) -> str:
        """Note and give what is said beside the chapter's rows."""
        self.note(chapter, lead_in=(said := say_text(self.ledger, blocks)))
        return said

    def blocks(self, lines: Iterable[Line]) -> list[Block]:
        return read_blocks(lines, self.wrapping)


def read_chapter(draft: Draft, key: str, lines: Sequence[Line]) -> None:
    """Read the chapter's lines into the draft. What fits nowhere stays untaken, and so unplaced."""
    if not lines or read_not_applicable(draft, key, lines):
        return
    if key in TEXT_CHAPTERS:
        draft.fields[key] = say_text(draft.ledger, draft.blocks(lines))
    elif key == "roles":
        draft.note(key, lead_in=_lead_in(draft, roles.before_labels(lines)))
        draft.rows(key, roles.read_roles(draft.ledger, lines, draft.wrapping))
    elif key in TABLES and not (key in LISTS and _has_no_table(lines, key)):
        _read_table(draft, key, lines)
    elif key in LISTS:
        _read_list(draft, key, lines)


def read_not_applicable(draft: Draft, key: str, lines: Sequence[Line]) -> bool:
    """ "N/A: reason" empties the chapter; a bare "N/A" stays as the text that it is."""
    text = "\n".join(line.text for line in lines)
    bare = bool(_NAMELESS.fullmatch(text)) and key not in TEXT_CHAPTERS and key not in LISTS
    match = _NOT_APPLICABLE.fullmatch(text)
    if not bare and not match:
        return False
    said = say_text(draft.ledger, draft.blocks(lines))
    reason = _NOT_APPLICABLE.fullmatch(said)
    draft.note(key, **({"not_applicable": reason["reason"]} if reason else {"lead_in": said}))
    return True


def _lead_in(draft: Draft, lines: Iterable[Line]) -> str:
    return say_text(draft.ledger, draft.blocks(lines))


def _read_list(draft: Draft, key: str, lines: Sequence[Line]) -> None:
    """Items are rows, what stands before them the lead-in. Without items each paragraph is a row."""
    blocks = draft.blocks(lines)
    first = next((i for i, block in enumerate(blocks) if block.bullet), None)
    if first is None:
        leads = len(blocks) > 1 and blocks[0].last.text.endswith((":", ";"))
        first = 1 if leads else 0
        items = blocks[first:]
    else:
        items = [block for block in blocks[first:] if block.bullet]
    draft.note(key, lead_in=say_text(draft.ledger, blocks[:first]))
    texts = (say_block(draft.ledger, block) for block in items)
    draft.rows(key, ({"text": text} for text in texts if text))


def _has_no_table(lines: Sequence[Line], key: str) -> bool:
    return find_layout(lines, TABLES[key]) is None


def _read_table(draft: Draft, key: str, lines: Sequence[Line]) -> None:
    table = TABLES[key]
    layout = find_layout(lines, table)
    if layout:
        start = lines.index(layout.head) if layout.head else 0
        rows = read_grid(draft.ledger, lines[start:], table, layout, draft.wrapping.whole)
    else:
        heads = _ignore_heads(draft.ledger, lines, table)
        start = _start_of_rows(key, lines, heads)
        loose = [line for line in lines[start:] if line not in heads]
        rows = _FLAT[key](loose, heads) if key in _FLAT else []
    before = [line for line in lines[:start] if not table.is_head(line)]
    draft.note(key, lead_in=_lead_in(draft, before))
    said = filter(None, (SAY[key](draft.ledger, row) for row in rows))
    draft.rows(key, (_with_goals(draft, row) if GOALS in row else row for row in said))


def _with_goals(draft: Draft, row: Values) -> Values:
    """An activity with the mandate goals that its numbers mean, in the order of chapter 2.2."""
    goals = draft.fields.get("mandate_goals", ())
    numbers = (int(n) for cell in row.pop(GOALS) for n in re.findall(r"\d{1,4}", cell.text))
    served = (goals[n - 1].uid for n in numbers if 0 < n <= len(goals))
    return row | {"mandate_goals": tuple(dict.fromkeys(served))}


def _ignore_heads(ledger: Ledger, lines: Sequence[Line], table: Table) -> list[Line]:
    """The lines of the head: whole ones anywhere (a head comes again on a new page), single words at the top."""
    top = list(takewhile(table.is_head, dropwhile(lambda line: not table.is_head(line), lines)))
    heads = [line for line in lines if line in top or (" " in line.text and table.is_head(line))]
    for line in heads:
        ledger.ignore(line, Kind.TABLE_HEAD)
    return heads


def _start_of_rows(key: str, lines: Sequence[Line], heads: Sequence[Line]) -> int:
    """Rows begin after the head; without a head, after a sentence that leads in, or at the first anchor."""
    if heads:
        return lines.index(heads[0])
    if key in ("gate_plans", "milestones"):
        anchored = (i for i, line in enumerate(lines) if _is_anchor(key, line))
        return next(anchored, len(lines))
    leads = (
        i for i, line in enumerate(lines[:5]) if line.text.endswith((":", ";")) or ends_sentence(line.text)
    )
    return next((i + 1 for i in leads), 0)


def _is_anchor(key: str, line: Line) -> bool:
    if key == "gate_plans":
        return flat.begins_with_code(line.text)
    first = next(flat.pieces(line), None)
    return first is not None and first.sort is flat.Sort.DATE


_FLAT: dict[str, Callable[[Sequence[Line], Sequence[Line]], list[Cells]]] = {
    "gate_plans": lambda lines, heads: flat.read_gates(
        lines,
        one_date=sum("datum" in h.text.casefold() for h in heads) == 1 and len(heads[0].text.split()) < 4,
    ),
    "milestones": lambda lines, heads: flat.read_milestones(lines),
    "activities": lambda lines, heads: flat.read_activities(lines),
    "terms": lambda lines, heads: flat.read_terms(lines),
}
