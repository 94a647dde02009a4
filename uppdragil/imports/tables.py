"""The tables of UPPDRAGiL's chapters: their columns, and how a row of cells becomes a row of the content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from uppdragil.core.kronor import ORE
from uppdragil.directives.content import MAX_ORE
from uppdragil.directives.printed.tables import COSTS, KINDS

from . import flat
from .grids import Cells, Column, Table
from .ledger import Fragment, Ledger, join

Values = dict[str, Any]
GOALS = "goal numbers"  # of an activity's row, until the mandate goals have their uids
_NUMBER = re.compile(r"[-\u2212]?\d{1,9}(?:[.,]\d{1,6})?|\d{10,13}")
_KINDS = {label.casefold(): kind for kind, label in KINDS.items()}
_COSTS = {label.casefold(): kind for kind, label in COSTS.items()}

_GATES = Table(
    columns=(
        Column("label", ("fas/beslutspunkt", "beslutspunkt", "fas", "bp", "fas / beslutspunkt")),
        Column("name", ("namn", "benämning", "beslut", "beskrivning")),
        Column("start", ("start", "startdatum", "från")),
        Column("end", ("slut", "slutdatum", "till")),
        Column("date", ("datum",)),
    ),
    usual=("label", "start", "end"),
    key="label",
    begins=flat.begins_with_code,
)
_MILESTONES = Table(
    columns=(
        Column("date", ("datum", "när")),
        Column("decision", ("beslut", "milstolpe", "händelse")),
        Column("gate", ("beslutspunkt", "bp", "bp/ms", "ms")),
        Column("comment", ("kommentar", "kommentarer")),
    ),
    usual=("date", "decision", "gate", "comment"),
    key="date",
    begins=lambda text: any(character.isdigit() for character in text) or text.isupper(),
)
_ACTIVITIES = Table(
    columns=(
        Column("name", ("aktivitet", "delaktivitet", "aktiviteter", "delaktiviteter")),
        Column("start", ("startdatum", "start", "från")),
        Column("end", ("slutdatum", "slut", "till")),
        Column("responsible", ("ansvarig", "ansvariga")),
        Column("mandate_goals", ("uppdragsmål",)),
    ),
    usual=("name", "start", "end", "responsible"),
    key="name",
    anchors=("start", "end"),
)
_TERMS = Table(
    columns=(
        Column("term", ("begrepp/förkortning", "begrepp", "förkortning", "term", "begrepp / förkortning")),
        Column("explanation", ("förklaring", "betydelse", "definition")),
    ),
    usual=("term", "explanation"),
    key="term",
)
_RISKS = Table(
    columns=(
        Column("text", ("risk", "risker", "beskrivning")),
        Column("probability", ("sannolikhet",)),
        Column("consequence", ("konsekvens",)),
        Column("measure", ("åtgärd", "åtgärder")),
        Column("owner", ("ansvarig", "ägare", "riskägare")),
        Column("follow_up", ("följs upp", "uppföljning")),
    ),
    usual=("text", "probability", "consequence", "measure", "owner"),
    key="text",
    anchors=("probability", "consequence"),
)
_IMPACT_GOALS = Table(
    columns=(
        Column("text", ("effektmål", "mål")),
        Column("indicator", ("mätetal", "indikator", "mått")),
        Column("unit", ("enhet",)),
        Column("baseline", ("utgångsvärde", "nuläge")),
        Column("target", ("målvärde",)),
        Column("due", ("mätdatum", "när")),
        Column("measured_by", ("mäts av", "vem mäter")),
    ),
    usual=("text", "indicator", "unit", "baseline", "target", "due", "measured_by"),
    key="text",
    anchors=("baseline", "target", "due"),
)
_DEPENDENCIES = Table(
    columns=(
        Column("text", ("koppling", "beroende", "kopplingar och beroenden")),
        Column("kind", ("slag",)),
        Column("system", ("system",)),
    ),
    usual=("text", "kind", "system"),
    key="text",
)
_BUDGET = Table(
    columns=(
        Column("cost_kind", ("kostnadsslag",)),
        Column("text", ("avser",)),
        Column("year", ("år",)),
        Column("frame", ("ram, kronor", "ram", "belopp")),
        Column("financing", ("finansiering", "finansieras av")),
    ),
    usual=("cost_kind", "text", "year", "frame", "financing"),
    key="cost_kind",
    anchors=("year", "frame"),
)
TABLES = {
    "impact_goals": _IMPACT_GOALS,
    "budget": _BUDGET,
    "gate_plans": _GATES,
    "milestones": _MILESTONES,
    "activities": _ACTIVITIES,
    "terms": _TERMS,
    "risks": _RISKS,
    "dependencies": _DEPENDENCIES,
}


def _gate_plan(ledger: Ledger, cells: Cells) -> Values | None:
    label = cells.get("label", [])
    code, rest = flat.split_code(label[0]) if label else (None, [])
    if not code:
        return None
    if rest and (word := flat.split_code_word(rest[0])):
        ledger.spend(word[0])
        rest[:1] = word[1:]
    both = ledger.take_date(cells.get("date", ()))
    return {
        "gate": ledger.take([code]).replace(" ", ""),
        "name": ledger.take([*rest, *label[1:], *cells.get("name", ())]),
        "start": both or ledger.take_date(cells.get("start", ())),
        "end": both or ledger.take_date(cells.get("end", ())),
    }


def _milestone(ledger: Ledger, cells: Cells) -> Values:
    said = {name: ledger.take(cells.get(name, ())) for name in ("decision", "gate", "comment")}
    said["gate"] = said["gate"].replace(" ", "") if flat.begins_with_code(said["gate"]) else said["gate"]
    return {"date": ledger.take_date(cells.get("date", ())), **said}


def _activity(ledger: Ledger, cells: Cells) -> Values:
    return {
        "name": ledger.take(cells.get("name", ())),
        "start": ledger.take_date(cells.get("start", ())),
        "end": ledger.take_date(cells.get("end", ())),
        "responsible": ledger.take(cells.get("responsible", ())),
        GOALS: [ledger.spend(cell) for cell in cells.get("mandate_goals", ())],
    }


def _term(ledger: Ledger, cells: Cells) -> Values:
    return {name: ledger.take(cells.get(name, ())) for name in ("term", "explanation")}


def _risk(ledger: Ledger, cells: Cells) -> Values:
    said: Values = {name: ledger.take(cells.get(name, ())) for name in ("text", "measure", "owner")}
    levels = {name: _level(ledger, cells.get(name, [])) for name in ("probability", "consequence")}
    return said | levels | {"follow_up": ledger.take_date(cells.get("follow_up", ()))}


def _dependency(ledger: Ledger, cells: Cells) -> Values:
    kind = _KINDS.get(join(c.text for c in cells.get("kind", ())).casefold())
    if kind:
        ledger.take(cells["kind"])
    return {name: ledger.take(cells.get(name, ())) for name in ("text", "system")} | {"kind": kind}


def _level(ledger: Ledger, cell: Sequence[Fragment]) -> int | None:
    """1 to 5; anything else is none and leaves its line unplaced."""
    if len(cell) == 1 and cell[0].text in ("1", "2", "3", "4", "5"):
        return int(ledger.take(cell))
    return None


def _impact_goal(ledger: Ledger, cells: Cells) -> Values:
    said: Values = {n: ledger.take(cells.get(n, ())) for n in ("text", "indicator", "unit", "measured_by")}
    values = {name: _number(ledger, cells.get(name, [])) for name in ("baseline", "target")}
    return said | values | {"due": ledger.take_date(cells.get("due", ()))}


def _budget(ledger: Ledger, cells: Cells) -> Values:
    kind = _COSTS.get(join(c.text for c in cells.get("cost_kind", ())).casefold())
    if kind:
        ledger.take(cells["cost_kind"])
    frame = _number(ledger, cells.get("frame", []))
    year = _number(ledger, cells.get("year", []))
    return {
        "cost_kind": kind,
        "text": ledger.take(cells.get("text", ())),
        "year": int(year) if year is not None and 2000 <= year <= 2100 else None,
        "frame": int(frame * ORE) if frame is not None and 0 <= frame * ORE <= MAX_ORE else None,
        "financing": ledger.take(cells.get("financing", ())),
    }


def _number(ledger: Ledger, cell: Sequence[Fragment]) -> Decimal | None:
    """12,5 or 1 250 000 kr; anything else is none and leaves its line unplaced."""
    text = join(c.text for c in cell).removesuffix("kr").replace(" ", "").replace("\u00a0", "")
    if not _NUMBER.fullmatch(text):
        return None
    ledger.take(cell)
    return Decimal(text.replace(",", ".").replace("\u2212", "-"))


SAY: dict[str, Callable[[Ledger, Cells], Values | None]] = {
    "impact_goals": _impact_goal,
    "budget": _budget,
    "gate_plans": _gate_plan,
    "milestones": _milestone,
    "activities": _activity,
    "terms": _term,
    "risks": _risk,
    "dependencies": _dependency,
}
