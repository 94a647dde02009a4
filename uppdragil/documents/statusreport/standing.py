"""Where each mandate stands, and its gates, as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import GateRow, OverviewRow
from uppdragil.editions.spec import GateSpec, Outcome
from uppdragil.portfolio import returning
from uppdragil.portfolio.listing import Line
from uppdragil.portfolio.models import MoneyState
from uppdragil.portfolio.money.sentences import AMOUNTS, STANDINGS
from uppdragil.portfolio.money.verdict import Standing as Stands
from uppdragil.portfolio.money.verdict import judge
from uppdragil.portfolio.overview import days_late
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.sentences import LIGHTS

from .slices import Decided, Slice

TONES = {Light.GREEN: Tone.OK, Light.YELLOW: Tone.WARN, Light.RED: Tone.BAD}
_MONEY = {
    Stands.UNKNOWN: Tone.SOFT,
    Stands.WITHIN: Tone.OK,
    Stands.NEARLY: Tone.WARN,
    Stands.PROMISED: Tone.WARN,
    Stands.OVER: Tone.BAD,
}
_OUTCOMES = {Outcome.YES: Tone.OK, Outcome.CONDITIONAL: Tone.OK, Outcome.NO: Tone.BAD}


def overview(part: Slice, *, errors: bool) -> Iterator[OverviewRow]:
    """A row per mandate. `errors`: whether contradictions are counted, for which whole texts are read."""
    for line in part.lines:
        yield _overview(line, part, errors)


def _overview(line: Line, part: Slice, errors: bool) -> OverviewRow:
    s, d = line.standing, line.standing.directive
    report = part.reports[d.pk][-1] if d.pk in part.reports else None
    waits, place = part.facts.waits.get(d.pk), part.facts.places.get(d.pk)
    since = waits.since.date() if waits and waits.since else None
    open_ = [need for need in part.needs.get(d.pk, ()) if need.is_open]
    return OverviewRow(
        number=s.card.number,
        title=s.title,
        registry_number=d.registry_number if line.working else "",
        restricted=Status(gettext("Restricted"), Tone.HINT) if d.restricted else None,
        unit=s.card.unit,
        area=s.card.area,
        owner=s.card.owner,
        lead=s.lead,
        phase=d.get_phase_display(),
        paused=_paused(line),
        priority=place.place if place else None,
        light=light(report.overall) if report else None,
        by_figures=light(report.computed_overall) if report else None,
        reported=report.ends if report else None,
        next_gate=s.next_gate,
        next_gate_name=s.next_gate_name,
        next_gate_date=s.next_gate_date,
        days_late=s.days_late,
        waits=", ".join(waits.names) if waits else "",
        waits_since=since,
        waits_days=(part.day - since).days if since else None,
        needs=len(open_) if line.working else None,
        open_errors=part.facts.errors.get(d.pk) if errors else None,
        highest_risk=s.card.risk,
        frame=s.card.frame,
        **_money(s.card.frame, part.facts.money.get(d.pk)),
        live=d.phase not in ENDED_PHASES,
        key=d.uid,
    )


def _money(frame: int | None, state: MoneyState | None) -> dict[str, Any]:
    """What was told of the money, and how it stands."""
    if state is None:
        return {}
    amounts = {name: getattr(state, name) for name in AMOUNTS}
    stands = judge(frame, **amounts)
    return amounts | {"money": Status(str(STANDINGS[stands]), _MONEY[stands])}


def light(value: Light | None) -> Status | None:
    """A light as its word and colour."""
    return _lights(get_language())[value] if value else None


@cache
def _lights(language: str | None) -> Mapping[Light, Status]:
    """In the active language; a report says them ten thousand times."""
    return {light: Status(str(LIGHTS[light]), TONES[light]) for light in Light}


def _paused(line: Line) -> str:
    directive = line.standing.directive
    if not directive.paused:
        return ""
    if not line.working:
        return gettext("Until %(date)s") % {"date": directive.wake_on}
    return gettext("Until %(date)s: %(reason)s") % {
        "date": directive.wake_on,
        "reason": directive.paused_reason,
    }


def gates(part: Slice) -> Iterator[GateRow]:
    """A row per gate of each mandate."""
    for line in part.lines:
        for gate in line.standing.directive.edition.spec.gates:
            yield _gate(line, gate, part)


def _gate(line: Line, gate: GateSpec, part: Slice) -> GateRow:
    s, directive = line.standing, line.standing.directive
    decided = part.decisions.get((directive.pk, gate.code))
    if decided and not line.working and not decided.outcome.passes:
        decided = None  # a refusal is not told to readers of decided versions
    passed = decided.day if decided and decided.outcome.passes else None
    planned = s.next_gate_date if gate.code == s.next_gate else s.card.day(gate.code)
    first = part.first_day(directive, gate.code)
    still_open = passed or directive.phase not in ENDED_PHASES
    return GateRow(
        number=s.card.number,
        title=s.title,
        gate=gate.code,
        name=gate.name,
        first=first,
        baseline=part.decided_day(directive, gate.code),
        planned=planned,
        decided=decided.day if decided else None,
        outcome=_outcome(gate, decided) if decided else None,
        days_late=_days_late(first, passed, planned, part.day) if still_open else None,
        key=returning.key(directive.uid, gate.code),
        version=returning.version([planned]),
    )


def _days_late(
    first: dt.date | None, passed: dt.date | None, planned: dt.date | None, today: dt.date
) -> int | None:
    return days_late(first, passed or planned, passed or today)


def _outcome(gate: GateSpec, decided: Decided) -> Status:
    word = gate.outcomes[decided.outcome]
    if decided.outside:
        word = pgettext("workbook", "%(outcome)s (outside the system)") % {"outcome": word}
    return Status(word, _OUTCOMES.get(decided.outcome, Tone.WARN))
