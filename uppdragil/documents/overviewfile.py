"""The overview as CSV, for other programs: every mandate that the filters let through, with the same columns always."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from uppdragil.portfolio.listing import Line, Listing, lines_of
from uppdragil.portfolio.models import Report
from uppdragil.portfolio.overview import Standing
from uppdragil.portfolio.reporting.content import Aspect, Light
from uppdragil.portfolio.reporting.sentences import ASPECTS, LIGHTS
from workflows.linefacts import LineFacts
from workflows.waiting import Waits

from .csvfile import csv_of

BATCH = 500  # lines that are read at a time


@dataclass(frozen=True)
class Row:
    """A line with what is told of it."""

    line: Line
    facts: LineFacts

    @property
    def standing(self) -> Standing:
        return self.line.standing

    @property
    def report(self) -> Report | None:
        return self.facts.reports.get(self.standing.directive.pk)

    @property
    def waits(self) -> Waits | None:
        return self.facts.waits.get(self.standing.directive.pk)


def overview_csv(listing: Listing) -> Iterator[str]:
    """Line by line; some queries for each BATCH of them."""
    return csv_of(_columns(), _rows(listing))


def _rows(listing: Listing) -> Iterator[Row]:
    cards = listing.sorted().iterator(chunk_size=BATCH)
    while some := list(islice(cards, BATCH)):
        lines = lines_of(some, listing.day)
        facts = LineFacts(lines, listing.day)
        yield from (Row(line, facts) for line in lines)


def _columns() -> dict[str, Callable[[Row], str]]:
    return (
        {
            _("Number"): lambda row: row.standing.card.number,
            _("Mandate"): lambda row: row.standing.title,
            _("Unit"): lambda row: row.standing.card.unit,
            _("Mandate owner"): lambda row: row.standing.card.owner,
            _("Mandate lead"): lambda row: row.standing.lead,
            _("Restricted"): lambda row: _("Yes") if row.standing.directive.restricted else _("No"),
            pgettext("column", "Priority"): _place,
            _("Phase"): lambda row: row.standing.directive.get_phase_display(),
            _("Paused until"): lambda row: _day(row.standing.directive.wake_on),
            _("Next gate"): lambda row: row.standing.next_gate,
            _("Next decision"): lambda row: row.standing.next_gate_name,
            _("Planned"): lambda row: _day(row.standing.next_gate_date),
            _("Days late"): lambda row: _number(row.standing.days_late),
            pgettext("column", "Waits with"): lambda row: ", ".join(row.waits.names) if row.waits else "",
            pgettext("column", "Since"): lambda row: _since(row.waits),
            _("Support needs without an answer"): _needs,
            _("Highest risk"): lambda row: _number(row.standing.card.risk),
            _("Reported on"): lambda row: _day(row.report.ends) if row.report else "",
            pgettext("column", "Lights"): lambda row: _light(row.report.overall) if row.report else "",
        }
        | {str(ASPECTS[aspect]): _of(aspect) for aspect in Aspect}
        | {_("By the figures"): lambda row: _light(row.report.computed_overall) if row.report else ""}
    )


def _of(aspect: Aspect) -> Callable[[Row], str]:
    return lambda row: _light(row.report.lights[aspect]) if row.report else ""


def _light(light: Light | None) -> str:
    return str(LIGHTS[light]) if light else ""


def _place(row: Row) -> str:
    found = row.facts.places.get(row.standing.directive.pk)
    return str(found.place) if found else ""


def _needs(row: Row) -> str:
    return str(len(row.facts.needs.get(row.standing.directive.pk, ()))) if row.line.working else ""


def _since(waits: Waits | None) -> str:
    return _day(waits.since.date()) if waits and waits.since else ""


def _day(day: object) -> str:
    """As in all files: 2026-12-01."""
    return str(day) if day else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
