"""The rows of the portfolio office's status report, from the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from uppdragil.decisions.models import Decision, OutsideDecision
from uppdragil.decisions.outside import by_gate
from uppdragil.decisions.selectors import first_baselines
from uppdragil.directives import selectors, storage
from uppdragil.directives.cards import last_day
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import GateSpec, Outcome
from uppdragil.organisation.models import Person
from uppdragil.portfolio.overview import Standing, days_late, standings

from .workbooks.looks import Status, Tone
from .workbooks.sheets import GateRow, MilestoneRow, OverviewRow, RiskRow, StatusReport


def status_report(*, by: Person | None, now: dt.datetime) -> StatusReport:
    """Every directive, for the office. The caller has asked `policies.may_export`."""
    today = timezone.localdate(now)
    directives = list(
        Directive.objects.select_related("baseline").prefetch_related("edition").order_by("number")
    )
    rows = _in_full(directives, today)
    decisions = _last_decisions(directives)
    told = by_gate(directives)
    first = _first_texts(rows)
    done = set(
        Progress.objects.filter(directive__in=directives, state=Progress.State.DONE).values_list(
            "directive_id", "row"
        )
    )
    return StatusReport(
        organisation=settings.ORGANISATION_NAME,
        made_at=timezone.localtime(now),
        made_by=by.name if by else "",
        overview=[_overview(s, today) for s in rows],
        gates=[row for s in rows for row in _gates(s, first.get(s.directive.pk), decisions, told, today)],
        milestones=[row for s in rows for row in _milestones(s, done, today)],
        risks=[row for s in rows for row in _risks(s)],
    )


@dataclass(frozen=True)
class Full:
    """A line with the texts behind it: the working one, and the last decided."""

    standing: Standing
    content: DirectiveContent
    baseline: DirectiveContent | None

    @property
    def directive(self) -> Directive:
        return self.standing.directive


def _in_full(directives: Sequence[Directive], today: dt.date) -> list[Full]:
    texts = storage.load_many(directives)
    return [
        Full(s, texts[s.directive.pk], content_of(s.directive.baseline) if s.directive.baseline else None)
        for s in standings(directives, today)
    ]


def _last_decisions(directives: Sequence[Directive]) -> dict[tuple[int, str], Decision]:
    """The latest decision per directive and gate."""
    rows = Decision.objects.filter(directive__in=directives).order_by("pk")
    return {(d.directive_id, d.gate): d for d in rows}


def _first_texts(rows: Sequence[Full]) -> dict[int, DirectiveContent]:
    """What each directive said when it was first decided, by primary key."""
    read = {s.directive.baseline_id: s.baseline for s in rows}
    versions = first_baselines([s.directive for s in rows])
    return {pk: read.get(version.pk) or content_of(version) for pk, version in versions.items()}


def _overview(full: Full, today: dt.date) -> OverviewRow:
    s, d, c = full.standing, full.directive, full.content
    return OverviewRow(
        number=c.number,
        registry_number=c.registry_number,
        title=c.title,
        unit=c.unit,
        owner=s.card.owner,
        lead=s.lead,
        phase=d.get_phase_display(),
        next_gate=s.next_gate,
        next_gate_name=s.next_gate_name,
        next_gate_date=s.next_gate_date,
        days_late=s.days_late,
        open_errors=len(selectors.errors(selectors.findings(d, c, today))),
        highest_risk=s.card.risk,
        paused=gettext("Until %(date)s: %(reason)s") % {"date": d.wake_on, "reason": d.paused_reason}
        if d.paused
        else "",
    )


def _gates(
    s: Full,
    first: DirectiveContent | None,
    decisions: dict[tuple[int, str], Decision],
    told: dict[tuple[int, str], OutsideDecision],
    today: dt.date,
) -> list[GateRow]:
    found = [(gate, (s.directive.pk, gate.code)) for gate in s.directive.edition.spec.gates]
    return [_gate(s, first, gate, decisions.get(key) or told.get(key), today) for gate, key in found]


def _decided_on(decided: Decision | OutsideDecision | None) -> dt.date | None:
    if isinstance(decided, OutsideDecision):
        return decided.decided_on
    return (decided.met_on or timezone.localdate(decided.decided_at)) if decided else None


def _gate(
    s: Full,
    first: DirectiveContent | None,
    gate: GateSpec,
    decided: Decision | OutsideDecision | None,
    today: dt.date,
) -> GateRow:
    on = _decided_on(decided)
    passed = on if decided and Outcome(decided.outcome).passes else None
    planned = (
        s.standing.next_gate_date
        if gate.code == s.standing.next_gate
        else last_day(s.content.gate_plan(gate.code))
    )
    planned_first = _planned(first, gate)
    still_open = passed or s.directive.phase not in ENDED_PHASES
    return GateRow(
        number=s.content.number,
        title=s.content.title,
        gate=gate.code,
        name=gate.name,
        first=planned_first,
        baseline=_planned(s.baseline, gate),
        planned=planned,
        decided=on,
        outcome=_outcome(gate, decided) if decided else None,
        days_late=days_late(planned_first, passed or planned, passed or today) if still_open else None,
    )


def _planned(text: DirectiveContent | None, gate: GateSpec) -> dt.date | None:
    return last_day(text.gate_plan(gate.code)) if text else None


def _outcome(gate: GateSpec, decided: Decision | OutsideDecision) -> Status:
    tones = {"yes": Tone.OK, "conditional": Tone.OK, "no": Tone.BAD}
    word = gate.outcomes[Outcome(decided.outcome)]
    if isinstance(decided, OutsideDecision):
        word = pgettext("workbook", "%(outcome)s (outside the system)") % {"outcome": word}
    return Status(word, tones.get(decided.outcome, Tone.WARN))


def _milestones(s: Full, done: set[tuple[int, str]], today: dt.date) -> list[MilestoneRow]:
    return [
        MilestoneRow(
            number=s.content.number,
            title=s.content.title,
            date=s.content.milestone_date(m),
            decision=m.decision,
            gate=m.gate,
            comment=m.comment,
            status=_milestone_status((s.directive.pk, m.uid) in done, s.content.milestone_date(m), today),
        )
        for m in s.content.milestones
        if m.gate not in s.directive.edition.spec.gate_codes
    ]


def _milestone_status(is_done: bool, date: dt.date | None, today: dt.date) -> Status | None:
    if is_done:
        return Status(pgettext("milestone", "Done"), Tone.OK)
    if date is None:
        return None
    if date < today:
        return Status(pgettext("milestone", "Passed, not marked as done"), Tone.WARN)
    return Status(pgettext("milestone", "Ahead"), Tone.SOFT)


def _risks(s: Full) -> list[RiskRow]:
    return [
        RiskRow(
            number=s.content.number,
            title=s.content.title,
            risk=r.text,
            probability=r.probability,
            consequence=r.consequence,
            score=r.score,
            measure=r.measure,
            owner=r.owner,
        )
        for r in s.content.risks
    ]
