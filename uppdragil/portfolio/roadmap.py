"""Färdplanen: when each mandate passes its gates and milestones, as first decided and as it is planned now.

Read for the lines of one page (`listing`), each in as many queries as all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from uppdragil.decisions.selectors import decided_days, first_versions
from uppdragil.directives import content, services
from uppdragil.directives.models import Card, Directive, DirectiveVersion, Milestone, Progress
from uppdragil.directives.phases import ENDED_PHASES

from .listing import Line


@dataclass(frozen=True)
class GateMark:
    """A gate. `day`: on which it was passed, else for which it is planned; `first`: in the first decided plan.

    `late`: it is the one to be decided next, and its day has gone by.
    """

    code: str
    name: str
    day: dt.date | None
    first: dt.date | None
    passed: bool
    next: bool
    late: bool


@dataclass(frozen=True)
class MilestoneMark:
    """A milestone that is no gate; `done` is known to those who see the working text."""

    label: str
    words: str
    day: dt.date
    done: bool


@dataclass(frozen=True)
class Row:
    """A mandate on the roadmap. `ended`: on which day, where it has; `until`: the last day of an impact goal."""

    line: Line
    begun: dt.date
    ended: dt.date | None
    until: dt.date | None
    gates: tuple[GateMark, ...]
    milestones: tuple[MilestoneMark, ...]

    @property
    def directive(self) -> Directive:
        return self.line.standing.directive

    @property
    def delivery(self) -> GateMark:
        """The last gate."""
        return self.gates[-1]


def rows(lines: Sequence[Line], today: dt.date) -> list[Row]:
    """A row per line, in their order; ten queries however many."""
    directives = [line.standing.directive for line in lines]
    decided, first = decided_days(directives), _first_plans(directives)
    milestones = _milestones(lines)
    return [
        _row(line, decided.get(d.pk, {}), first.get(d.pk), milestones.get(d.pk, ()), today)
        for line, d in zip(lines, directives, strict=True)
    ]


def _row(
    line: Line,
    decided: Mapping[str, dt.date],
    first: Card | None,
    milestones: Sequence[MilestoneMark],
    today: dt.date,
) -> Row:
    standing, directive = line.standing, line.standing.directive
    ended = directive.phase in ENDED_PHASES

    def mark(code: str, name: str) -> GateMark:
        next_ = code == standing.next_gate
        planned = standing.next_gate_date if next_ else standing.card.day(code)
        day = decided.get(code) or planned
        late = next_ and not ended and planned is not None and planned < today
        return GateMark(code, name, day, first.day(code) if first else None, code in decided, next_, late)

    return Row(
        line,
        localdate(directive.created_at),
        localdate(directive.phase_since) if ended and directive.phase_since else None,
        None if ended else standing.card.measured_until,
        tuple(mark(gate.code, gate.name) for gate in directive.edition.spec.gates),
        tuple(milestones),
    )


def _first_plans(directives: Sequence[Directive]) -> dict[int, Card]:
    """The card of the version on which each was first decided."""
    found = Card.objects.filter(version__in=first_versions(directives).values())
    return {card.directive_id: card for card in found.only("directive", "days")}


def _milestones(lines: Sequence[Line]) -> dict[int, list[MilestoneMark]]:
    """By directive; those that have a day of their own and are no gate's, in their order."""
    gates = {line.standing.directive.pk: line.standing.directive.edition.spec.gate_codes for line in lines}
    done = set(
        Progress.objects.filter(
            directive__in=[line.standing.directive for line in lines if line.working],
            state=Progress.State.DONE,
        ).values_list("directive_id", "row")
    )
    found: dict[int, list[MilestoneMark]] = {pk: [] for pk in gates}
    for pk, row in _rows_of(lines):
        if row.date and row.gate not in gates[pk]:
            mark = MilestoneMark(row.gate, row.decision, row.date, (pk, row.uid) in done)
            found[pk].append(mark)
    return {pk: sorted(marks, key=lambda mark: mark.day) for pk, marks in found.items()}


def _rows_of(lines: Sequence[Line]) -> list[tuple[int, Milestone | content.Milestone]]:
    """The milestones of the text that is shown: the working one, or the last decided one."""
    working = [line.standing.directive for line in lines if line.working]
    found: list[tuple[int, Milestone | content.Milestone]] = [
        (row.directive_id, row) for row in Milestone.objects.filter(directive__in=working)
    ]
    decided = [line.standing.directive.baseline_id for line in lines if not line.working]
    for version in DirectiveVersion.objects.filter(pk__in=[pk for pk in decided if pk]):
        found += ((version.directive_id, row) for row in services.content_of(version).milestones)
    return found
