"""A table of mandates that run already: its columns, its template, and from each row to a draft.

The headings are Swedish in every language, like the model's own documents. Columns are found by their headings, in
any order; one that is not known is refused, so that nothing is lost unseen.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from pydantic import ValidationError

from uppdragil.core.uid import new_uid
from uppdragil.core.values import clean_text
from uppdragil.directives.content import (
    DirectiveContent,
    GatePlan,
    HolderKind,
    Role,
    RoleAssignment,
    Visibility,
)
from uppdragil.editions.spec import EditionSpec
from uppdragil.gates.adoption import Outside

from .adoptionfile import SHEET, Cell, NotATable, place, read_cells
from .dates import read_date
from .matching import Candidate, Register

NUMBER, TITLE, UNIT, OWNER, LEAD, RECEIVER = "nummer", "titel", "verksamhet", "ägare", "ledare", "mottagare"
STAGE, REGISTRY, SECRECY = "skede", "diarienummer", "sekretess"
HEAD = (NUMBER, TITLE, UNIT, OWNER, LEAD, RECEIVER, STAGE, REGISTRY, SECRECY)
REQUIRED = (NUMBER, TITLE, OWNER, LEAD, STAGE)
PLANNED, DECIDED, BY, REFERENCE, LINK = "planerat", "beslutat", "beslutat av", "hänvisning", "länk"
PER_GATE = (PLANNED, DECIDED, BY, REFERENCE, LINK)
STAGES = {
    "förberedelse": "preparation",
    "genomförande": "execution",
    "överlämning": "handover",
    "realisering": "realisation",
}
SECRECIES = {
    "": Visibility.INTERNAL,
    "nej": Visibility.INTERNAL,
    "intern": Visibility.INTERNAL,
    "ja": Visibility.RESTRICTED,
    "begränsad": Visibility.RESTRICTED,
}
_HELP = (
    "Ett uppdrag per rad. Rubrikerna ska stå kvar, men kolumnerna får byta plats.",
    "Nummer, titel, ägare, ledare och skede behövs. Ägare och ledare ska finnas i registret.",
    "Skede: " + ", ".join(STAGES) + ".",
    "Sekretess: ja eller nej. Tomt betyder nej.",
    "Datum skrivs som 2026-03-31.",
    "För varje beslutspunkt som är passerad behövs dag, vem som beslutade och hänvisning eller länk.",
    "Inga formler och inga sammanfogade celler.",
)


@dataclass(frozen=True)
class Row:
    """One row as it stands: `number` in the file, values by heading."""

    number: int
    values: Mapping[str, Cell]


@dataclass(frozen=True)
class Read:
    """What a row says. `problems`: what cannot be read or found, as (code, parameters)."""

    row: int
    content: DirectiveContent
    phase: str
    decisions: tuple[Outside, ...]
    problems: tuple[tuple[str, dict[str, str]], ...] = ()


def columns(gates: Sequence[str]) -> tuple[str, ...]:
    """Every heading, in the template's order."""
    return (*HEAD, *(f"{gate} {part}" for gate in gates for part in PER_GATE))


def template(gates: Sequence[str]) -> bytes:
    """The empty table as .xlsx."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    for number, heading in enumerate(columns(gates), 1):
        cell = sheet.cell(1, number, heading[:1].upper() + heading[1:])
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = 34 if heading == TITLE else 18
        if heading.endswith((PLANNED, DECIDED)):
            sheet.column_dimensions[get_column_letter(number)].number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "C2"
    told = book.create_sheet("Så fyller du i")
    told.column_dimensions["A"].width = 110
    for number, sentence in enumerate(_HELP, 1):
        told.cell(number, 1, sentence).alignment = Alignment(wrap_text=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_rows(data: bytes, gates: Sequence[str]) -> list[Row]:
    """The table's rows by its headings. Raises NotATable."""
    (_number, head), *filled = read_cells(data)
    headings = _headings(head, columns(gates))
    rows = []
    for number, row in filled:
        for column, cell in enumerate(row, 1):
            if cell is not None and (column > len(headings) or not headings[column - 1]):
                raise NotATable("cell_without_heading", cell=place(number, column))
        rows.append(Row(number, dict(zip(headings, row, strict=False))))
    return rows


def _headings(row: Sequence[Cell], known: Sequence[str]) -> list[str]:
    found = [str(cell or "").casefold() for cell in row]
    by_name = {name.casefold(): name for name in known}
    unknown = [str(cell) for cell, name in zip(row, found, strict=True) if name and name not in by_name]
    if unknown:
        raise NotATable("unknown_columns", columns=", ".join(unknown)[:300])
    twice = next((name for name in found if name and found.count(name) > 1), None)
    if twice:
        raise NotATable("column_twice", column=by_name[twice])
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise NotATable("missing_columns", columns=", ".join(missing))
    return [by_name.get(name, "") for name in found]


@dataclass
class Reader:
    """From rows to what they say, with the people and units of `register`."""

    edition: EditionSpec
    register: Register
    _found: dict[str, Candidate | None] = field(default_factory=dict)

    def read(self, row: Row) -> Read:
        problems: list[tuple[str, dict[str, str]]] = []

        def trouble(code: str, **params: str) -> None:
            problems.append((code, params))

        says = _Says(row.values, trouble)
        content = self._content(says, trouble)
        phase = STAGES.get(says.text(STAGE).casefold(), "")
        if not phase:
            trouble("bad_stage", said=says.text(STAGE))
        decisions = tuple(d for gate in self.edition.gate_codes if (d := _decision(says, gate)))
        return Read(row.number, content, phase, decisions, tuple(problems))

    def _content(self, says: _Says, trouble: Callable[..., None]) -> DirectiveContent:
        if not says.text(NUMBER):
            trouble("no_number")
        unit = self._of(says.text(UNIT), (HolderKind.UNIT,))
        values: dict[str, Any] = {
            "number": says.text(NUMBER),
            "title": says.text(TITLE),
            "registry_number": says.text(REGISTRY),
            "unit": unit.name if unit else says.text(UNIT),
            "unit_id": unit.uid if unit else None,
            "visibility": says.visibility(),
            "roles": tuple(self._roles(says, trouble)),
            "gate_plans": tuple(self._plans(says)),
        }
        try:
            return DirectiveContent(**values)
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            trouble("too_long", column={"number": NUMBER, "registry_number": REGISTRY}.get(name, name))
            return DirectiveContent(title=says.text(TITLE)[:200], number=says.text(NUMBER)[:50])

    def _roles(self, says: _Says, trouble: Callable[..., None]) -> list[RoleAssignment]:
        found = []
        for heading, role in ((OWNER, Role.OWNER), (LEAD, Role.LEAD), (RECEIVER, Role.RECEIVER)):
            said = says.text(heading)
            if not said:
                continue
            kinds = (HolderKind.PERSON, HolderKind.POSITION)
            who = self._of(said, (*kinds, HolderKind.UNIT) if role is Role.RECEIVER else kinds)
            if who is None and role is not Role.RECEIVER:
                trouble("not_in_register", column=heading, said=said)
            link = {"holder_kind": who.kind, "holder_id": who.uid} if who else {}
            found.append(RoleAssignment(uid=new_uid(), role=role, holder=said, **link))
        return found

    def _plans(self, says: _Says) -> list[GatePlan]:
        days = {gate: says.day(f"{gate} {PLANNED}") for gate in self.edition.gate_codes}
        names = {gate.code: gate.name for gate in self.edition.gates}
        return [
            GatePlan(uid=new_uid(), gate=g, name=names[g], start=day, end=day)
            for g, day in days.items()
            if day
        ]

    def _of(self, said: str, kinds: tuple[HolderKind, ...]) -> Candidate | None:
        """The one record that the words are for certain."""
        if said not in self._found:
            sure = [s.candidate for s in self.register.matches(said) if s.certain] if said else []
            self._found[said] = sure[0] if len(sure) == 1 else None
        found = self._found[said]
        return found if found and found.kind in kinds else None


@dataclass
class _Says:
    """The values of one row, read."""

    values: Mapping[str, Cell]
    trouble: Callable[..., None]

    def text(self, heading: str) -> str:
        value = self.values.get(heading)
        text = value.isoformat() if isinstance(value, dt.date) else value or ""
        return str(clean_text(text)).strip()

    def day(self, heading: str) -> dt.date | None:
        value = self.values.get(heading)
        if value is None or isinstance(value, dt.date):
            return value
        found = read_date(value)
        if found is None:
            self.trouble("bad_date", column=heading, said=self.text(heading))
        return found

    def visibility(self) -> Visibility:
        """What cannot be read is kept from others rather than shown."""
        said = self.text(SECRECY).casefold()
        if said not in SECRECIES:
            self.trouble("bad_secrecy", said=self.text(SECRECY))
        return SECRECIES.get(said, Visibility.RESTRICTED)


def _decision(says: _Says, gate: str) -> Outside | None:
    told = {part: says.text(f"{gate} {part}") for part in (DECIDED, BY, REFERENCE, LINK)}
    if not any(told.values()):
        return None
    return Outside(
        gate,
        decided_on=says.day(f"{gate} {DECIDED}"),
        decided_by=told[BY],
        reference=told[REFERENCE],
        link=told[LINK],
    )
