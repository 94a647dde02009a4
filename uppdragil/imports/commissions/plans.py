"""The days of the gates, where these have words for codes: "Beslut om uppdrag 2026-03-02", "SL senast den …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from uppdragil.editions.spec import GateSpec
from uppdragil.imports.blocks import split_bullet
from uppdragil.imports.chapters import Draft, read_not_applicable
from uppdragil.imports.dates import find_dates
from uppdragil.imports.grids import split_pipes
from uppdragil.imports.ledger import Fragment, Kind, Line

from .lines import says_only

_HEAD_WORDS = "fas beslutspunkt beslut datum start slut från till namn"
_HEADS = frozenset(_HEAD_WORDS.split())
_ALIKE = 85  # of 100: "Slutleverans senast" names "Godkänd slutleverans"
_LONGEST = 120  # characters of a label
_SIGNS = " :–—-|.,"


def read(draft: Draft, lines: Sequence[Line]) -> None:
    """A row per line that names a gate and says its day or its days; a line without a day leads in."""
    if not lines or read_not_applicable(draft, "gate_plans", lines):
        return
    rows, prose = [], []
    for line in lines:
        row = _row(draft, line)
        if says_only(line, _HEADS):
            draft.ledger.ignore(line, Kind.TABLE_HEAD)
        elif row:
            rows.append(row)
        elif not find_dates(line.text):
            prose.append(line)
    draft.lead_in("gate_plans", draft.blocks(prose))
    draft.rows("gate_plans", rows)


def _row(draft: Draft, line: Line) -> dict[str, Any] | None:
    _bullet, words = split_bullet(Fragment(line, line.text), 0)
    cells = [cell.text for cell in split_pipes(line)] or [words.text if words else ""]
    text = " ".join(filter(None, cells))
    days = find_dates(text)
    label = text[: days[0].start if days else len(text)].strip(_SIGNS)
    gate = _gate(label, draft.edition.gates) if len(label) <= _LONGEST else None
    known = [day for day in days if day.value]
    if (
        not gate
        or len(days) > 2
        or len(known) < len(days)
        or text[days[-1].end if days else len(text) :].strip(_SIGNS)
    ):
        return None
    if not days and len(cells) < 2:
        return None
    draft.ledger.spend(Fragment(line, line.text))
    name = label.removeprefix(gate.code).strip(_SIGNS)
    values = [day.value for day in known] or [None]
    return {"gate": gate.code, "name": name, "start": values[0], "end": values[-1]}


def _gate(label: str, gates: Sequence[GateSpec]) -> GateSpec | None:
    """The gate whose code begins the label, or whose name it is, or nearly."""
    word = label.split(" ", 1)[0].strip(_SIGNS)
    by_code = next((gate for gate in gates if gate.code == word), None)
    if by_code or not label:
        return by_code
    alike = {gate.code: fuzz.token_set_ratio(label.casefold(), gate.name.casefold()) for gate in gates}
    best = max(gates, key=lambda gate: alike[gate.code])
    return best if alike[best.code] >= _ALIKE and list(alike.values()).count(alike[best.code]) == 1 else None
