"""Tables of a strategy: a row per focus area, a column per year, and the target state in a column of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from uppdragil.imports.ledger import Fragment, Ledger, Line
from uppdragil.strategy.reading import is_tentative, names_people

from .cells import Block, Cell, read_cell, unbulleted
from .draft import Area, Edition, Source, Target
from .marks import Slot

_MOST_COLUMNS = 30
_GOAL = re.compile(r"(?:(20\d\d) )?delmål(?: (20\d\d))?", re.IGNORECASE)
_AREA = re.compile(r"fokus ?områden?", re.IGNORECASE)
_TARGET = re.compile(r"(?:vad är )?tillstånd(?:et)?(?: (20\d\d))?\??", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: None is the area's name; GOAL has a year."""

    slot: Slot | None
    year: int | None = None


def head(line: Line) -> list[Column | None]:
    """The columns of a table's head, None for one of another kind; empty where the line is no such head."""
    cells = line.raw.split("\t")
    if not 1 < len(cells) <= _MOST_COLUMNS or len(line.raw) > 1_000:
        return []
    columns = [_column(unbulleted(cell)) for cell in cells]
    return columns if any(column and column.slot is Slot.GOAL for column in columns) else []


def _column(words: str) -> Column | None:
    if _AREA.fullmatch(words):
        return Column(None)
    if (goal := _GOAL.fullmatch(words)) and (year := goal[1] or goal[2]):
        return Column(Slot.GOAL, int(year))
    if target := _TARGET.fullmatch(words):
        return Column(Slot.TARGET, int(target[1]) if target[1] else None)
    return None


def read_row(ledger: Ledger, edition: Edition, line: Line, columns: Sequence[Column | None]) -> None:
    """One row into its area. A cell that is not understood wholly leaves the line unplaced."""
    sources = line.raw.split("\t")[:_MOST_COLUMNS]
    cells = [(column, source, read_cell(source)) for column, source in zip(columns, sources, strict=False)]
    name = _name(cells)
    if not name:
        return
    area = edition.area(name, Source.TABLE)
    area.sources.add(Source.TABLE)
    own_column = any(column and column.slot is None and cell.text for column, _, cell in cells)
    for column, source, cell in cells:
        if column:
            _place(area, column, cell, named=own_column)
            if not cell.foreign:
                ledger.spend(Fragment(line, source))


def _name(cells: Sequence[tuple[Column | None, str, Cell]]) -> str:
    """The area's name: a column of its own, or the bold beginning of the target state."""
    own = next((cell.text for column, _, cell in cells if column and column.slot is None), "")
    led = (cell.blocks[0].lead for column, _, cell in cells if _is_target(column) and cell.blocks)
    return own or next(led, "")


def _is_target(column: Column | None) -> bool:
    return bool(column and column.slot is Slot.TARGET)


def _place(area: Area, column: Column, cell: Cell, *, named: bool) -> None:
    if column.slot is Slot.TARGET:
        text = cell.text if named else _without_name(cell.blocks)
        if text:
            area.targets.append(Target(Source.TABLE, text, column.year))
    elif column.slot is Slot.GOAL and column.year and cell.blocks:
        _goal(area, column.year, cell)


def _without_name(blocks: Sequence[Block]) -> str:
    texts = [blocks[0].rest, *(block.text for block in blocks[1:])] if blocks else []
    return "\n".join(filter(None, texts))


def _goal(area: Area, year: int, cell: Cell) -> None:
    """A cell of a year: the first text is the sub-goal, items and what wide gaps divide are its activities.

    Further paragraphs belong to the sub-goal; one with a question mark is an activity that is tentative.
    """
    if len(cell.blocks) == 1 and not cell.blocks[0].lead and names_people(cell.text):
        area.responsible.setdefault(year, []).append(cell.text)
        area.people.append((year, cell.text))
        return
    said = area.word(Source.TABLE, year)
    for block in cell.blocks:
        first, *more = block.parts
        if block.item or (said.text and is_tentative(first)):
            said.activities.append(block.text)
        else:
            said.text = f"{said.text}\n{first}" if said.text else first
            said.activities += more
