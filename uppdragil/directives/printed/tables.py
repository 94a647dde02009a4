"""The tables of the layout: each column's head, its share of the width, and what stands in a row's cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from uppdragil.core.kronor import kronor
from uppdragil.core.values import Row
from uppdragil.directives.content import ROW_TYPES, CostKind, DependencyKind, DirectiveContent, Role
from uppdragil.directives.labels import field_label
from uppdragil.directives.sentences import span_text
from uppdragil.editions.spec import EditionSpec

Cell = Callable[[Any, DirectiveContent], str]

ROLES = {
    Role.SPONSOR: "Uppdragssponsor",
    Role.OWNER: "Uppdragsägare",
    Role.LEAD: "Uppdragsledare",
    Role.MEMBER: "Uppdragsmedlem",
    Role.RESOURCE_OWNER: "Resursägare",
    Role.RECEIVER: "Mottagare av resultatet",
    Role.STAKEHOLDER: "Övrig intressent",
    Role.REFERENCE_GROUP: "Referensgrupp",
}
# What a row says beside its text, and its layout does not print; the file holds it.
_NOT_PRINTED = {"mandate_goals": ("impact_goals",), "dependencies": ("other_id",)}
DISTRIBUTION = "distribution"  # is printed as lists, one for each kind
KINDS = {
    DependencyKind.NEEDS: "Kräver",
    DependencyKind.AFFECTS: "Påverkar",
    DependencyKind.SHARES_RECEIVER: "Delar mottagare med",
}
COSTS = {
    CostKind.STAFF: "Personal",
    CostKind.SERVICES: "Köpta tjänster",
    CostKind.GOODS: "Varor och lokaler",
    CostKind.INVESTMENT: "Investering",
    CostKind.OTHER: "Övrigt",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width in percent, and the words of a row's cell."""

    head: str
    share: int
    cell: Cell


def day(value: dt.date | None) -> str:
    """2026-10-12, which every reader takes for the same day; nothing for None."""
    return value.isoformat() if value else ""


def number(value: Decimal | int | None) -> str:
    """With a comma, and never with an exponent."""
    return "" if value is None else format(Decimal(value), "f").replace(".", ",")


def money(ore: int | None) -> str:
    """1 250 000, in kronor."""
    if ore is None:
        return ""
    whole, _, rest = format(kronor(ore), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{grouped},{rest}" if rest else grouped


def _goals(row: Any, content: DirectiveContent) -> str:
    numbers = {goal.uid: str(n) for n, goal in enumerate(content.mandate_goals, 1)}
    return ", ".join(numbers[uid] for uid in row.mandate_goals)


def _gate(row: Any, content: DirectiveContent) -> str:
    return f"{row.gate} {row.name}".strip()


def _title(row: Any, content: DirectiveContent) -> str:
    return ", ".join(filter(None, (row.title, "sammankallande" if row.convener else "")))


_TABLES: dict[str, tuple[Column, ...]] = {
    "impact_goals": (
        Column("Effektmål", 28, lambda row, content: row.text),
        Column("Mätetal", 18, lambda row, content: row.indicator),
        Column("Enhet", 9, lambda row, content: row.unit),
        Column("Utgångsvärde", 12, lambda row, content: number(row.baseline)),
        Column("Målvärde", 10, lambda row, content: number(row.target)),
        Column("Mätdatum", 11, lambda row, content: day(row.due)),
        Column("Mäts av", 12, lambda row, content: row.measured_by),
    ),
    "strategy_links": (
        Column("Fokusområde", 22, lambda row, content: row.area),
        Column("Delmål", 24, lambda row, content: row.goal),
        Column("År", 8, lambda row, content: number(row.year)),
        Column("Aktivitet", 20, lambda row, content: row.activity),
        Column("Regionplanens mål", 13, lambda row, content: ", ".join(map(str, row.regional_goals))),
        Column("Strategi", 13, lambda row, content: row.edition),
    ),
    "gate_plans": (
        Column("Fas/beslutspunkt", 60, _gate),
        Column("Start", 20, lambda row, content: day(row.start)),
        Column("Slut", 20, lambda row, content: day(row.end)),
    ),
    "budget": (
        Column("Kostnadsslag", 20, lambda row, content: COSTS[row.cost_kind] if row.cost_kind else ""),
        Column("Avser", 28, lambda row, content: row.text),
        Column("År", 9, lambda row, content: number(row.year)),
        Column("Ram, kronor", 18, lambda row, content: money(row.frame)),
        Column("Finansiering", 25, lambda row, content: row.financing),
    ),
    "risks": (
        Column("Risk", 28, lambda row, content: row.text),
        Column("Sannolikhet", 13, lambda row, content: number(row.probability)),
        Column("Konsekvens", 13, lambda row, content: number(row.consequence)),
        Column("Åtgärd", 21, lambda row, content: row.measure),
        Column("Ansvarig", 12, lambda row, content: row.owner),
        Column("Följs upp", 13, lambda row, content: day(row.follow_up)),
    ),
    "dependencies": (
        Column("Koppling", 56, lambda row, content: row.text),
        Column("Slag", 20, lambda row, content: KINDS[row.kind] if row.kind else ""),
        Column("System", 24, lambda row, content: row.system),
    ),
    "timeline": (
        Column("Aktivitet", 62, lambda row, content: row.text),
        Column("Tidplan", 38, lambda row, content: span_text(row.first, row.last)),
    ),
    "milestones": (
        Column("Datum", 16, lambda row, content: day(content.milestone_date(row))),
        Column("Beslut", 37, lambda row, content: row.decision),
        Column("Beslutspunkt", 19, lambda row, content: row.gate),
        Column("Kommentar", 28, lambda row, content: row.comment),
    ),
    "activities": (
        Column("Aktivitet", 32, lambda row, content: row.name),
        Column("Startdatum", 16, lambda row, content: day(row.start)),
        Column("Slutdatum", 16, lambda row, content: day(row.end)),
        Column("Ansvarig", 20, lambda row, content: row.responsible),
        Column("Uppdragsmål", 16, _goals),
    ),
    "terms": (
        Column("Begrepp/förkortning", 30, lambda row, content: row.term),
        Column("Förklaring", 70, lambda row, content: row.explanation),
    ),
}


def _roles(edition: EditionSpec) -> tuple[Column, ...]:
    """With the words of the edition, and the titles that it may ask for."""

    def role(row: Any, content: DirectiveContent) -> str:
        return edition.roles.get(row.role) or ROLES[row.role]

    if edition.leaves_out("roles", ("title",)):
        return Column("Roll", 32, role), Column("Innehavare", 68, lambda row, content: row.holder)
    return (
        Column("Roll", 26, role),
        Column("Innehavare", 36, lambda row, content: row.holder),
        Column("Titel", 38, _title),
    )


def columns_of(key: str, edition: EditionSpec) -> tuple[Column, ...]:
    """The columns of a chapter. One without a table of its own in the layout has a column per field."""
    if key == "roles":
        return _roles(edition)
    if key in _TABLES:
        return _TABLES[key]
    fields = [name for name in ROW_TYPES[key].model_fields if name != "uid"]
    return tuple(Column(str(field_label(key, name)), 100 // len(fields), _plain(name)) for name in fields)


def _plain(name: str) -> Cell:
    def cell(row: Any, content: DirectiveContent) -> str:
        value = getattr(row, name)
        if isinstance(value, dt.date):
            return day(value)
        if isinstance(value, tuple):
            return ", ".join(map(str, value))
        return "" if value is None else str(value)

    return cell


def cells(key: str, row: Row, content: DirectiveContent, edition: EditionSpec) -> tuple[str, ...]:
    """The words of a row's cells."""
    return tuple(column.cell(row, content) for column in columns_of(key, edition))


def may_have_table(key: str) -> bool:
    """Whether the chapter's rows can say more than a text."""
    return key != DISTRIBUTION and (bool(_beside_text(key)) or "text" not in ROW_TYPES[key].model_fields)


def has_table(key: str, rows: Sequence[Row]) -> bool:
    """Whether the rows stand in a table: rows that say nothing but a text are a list."""
    if not may_have_table(key):
        return False
    if "text" not in ROW_TYPES[key].model_fields:
        return True
    empty = {name: ROW_TYPES[key].model_fields[name].default for name in _beside_text(key)}
    return any(getattr(row, name) != value for row in rows for name, value in empty.items())


def _beside_text(key: str) -> set[str]:
    return set(ROW_TYPES[key].model_fields) - {"uid", "text", *_NOT_PRINTED.get(key, ())}
