"""The columns that the overview can have: chosen and ordered by whoever looks, and kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.portfolio.listing import Line

from . import cells
from .cells import Told

BETWEEN = ","


@dataclass(frozen=True)
class Column:
    """`sort`: the key of `listing.SORTS` that its heading sorts by, "" where it does not."""

    key: str
    label: str | Promise
    cell: Callable[[Line, Told], str]
    sort: str = ""


# The mandate itself always stands first.
TITLE = Column("title", _("Mandate"), cells.title, "title")
COLUMNS = {
    column.key: column
    for column in (
        Column("priority", pgettext_lazy("column", "Priority"), cells.priority, "priority"),
        Column("phase", _("Phase"), cells.phase, "phase"),
        Column("lights", pgettext_lazy("column", "Lights"), cells.lights),
        Column("next", _("Next decision"), cells.following, "next"),
        Column("late", pgettext_lazy("column", "Late"), cells.late, "late"),
        Column("waits", pgettext_lazy("column", "Waits with"), cells.waits, "since"),
        Column("support", _("Support needs"), cells.needs),
        Column("frame", pgettext_lazy("column", "Frame"), cells.frame, "frame"),
        Column("money", pgettext_lazy("column", "Money"), cells.money),
        Column("owner", _("Mandate owner"), cells.owner, "owner"),
        Column("lead", _("Mandate lead"), cells.lead),
        Column("area", _("Focus area"), cells.area, "area"),
        Column("unit", _("Unit"), cells.unit, "unit"),
        Column("risk", _("Highest risk"), cells.risk, "risk"),
        Column("errors", pgettext_lazy("column", "Errors"), cells.errors),
    )
}
USUAL = ("priority", "phase", "lights", "next", "late", "waits", "support")


def chosen(said: str) -> list[Column]:
    """Those that the address names, in its order, each once; the usual ones where it names none that there is."""
    keys = [key for key in dict.fromkeys(said.split(BETWEEN)) if key in COLUMNS]
    return [COLUMNS[key] for key in keys or USUAL]


def arranged(shown: Iterable[str], places: Mapping[str, int]) -> str:
    """What is shown, by the places typed beside it, as the address names it; "" for the usual."""
    order = list(COLUMNS)
    known = [key for key in shown if key in COLUMNS]
    keys = sorted(known, key=lambda key: (places.get(key, len(order)), order.index(key)))
    return "" if tuple(keys) == USUAL else said(keys)


def offered(now: Iterable[Column]) -> list[tuple[Column, bool]]:
    """Every column, those of `now` first and in their order, with whether it is one of them."""
    shown = list(now)
    return [(c, True) for c in shown] + [(c, False) for c in COLUMNS.values() if c not in shown]


def said(keys: Iterable[str]) -> str:
    """As the address names them."""
    return BETWEEN.join(keys)
