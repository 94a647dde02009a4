"""How it goes, as rows: what is asked for and answered, and what the leads have reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import pgettext

from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import NeedRow, ReportRow
from uppdragil.portfolio.models import Report, SupportNeed
from uppdragil.portfolio.overview import Standing
from uppdragil.portfolio.reporting.content import Aspect, Light
from uppdragil.portfolio.reporting.sentences import ASPECTS

from .slices import Slice
from .standing import light


def needs(part: Slice) -> Iterator[NeedRow]:
    """Each support need, the first due first."""
    for s in (line.standing for line in part.lines):
        for need in part.needs.get(s.directive.pk, ()):
            yield NeedRow(
                number=s.card.number,
                title=s.title,
                kind=need.get_kind_display(),
                text=need.text,
                asked_of=need.asked_of,
                due=need.due,
                status=_need_status(need, part.day),
                answer=need.answer,
                reference=need.reference,
                raised=timezone.localdate(need.raised_at),
                answered=timezone.localdate(need.answered_at) if need.answered_at else None,
            )


def _need_status(need: SupportNeed, today: dt.date) -> Status:
    if not need.is_open:
        return Status(pgettext("a support need", "Answered"), Tone.OK)
    if need.due < today:
        return Status(pgettext("a support need", "The answer is late"), Tone.BAD)
    return Status(pgettext("a support need", "Waits for an answer"), Tone.WARN)


def reports(part: Slice) -> Iterator[ReportRow]:
    """The reports of each mandate, the oldest first."""
    for s in (line.standing for line in part.lines):
        before: Light | None = None
        for report in part.reports.get(s.directive.pk, ()):
            now = report.overall
            yield _report(s, report, now, before)
            before = now


def _report(standing: Standing, report: Report, now: Light | None, before: Light | None) -> ReportRow:
    said = report.content
    return ReportRow(
        number=standing.card.number,
        title=standing.title,
        starts=report.starts,
        ends=report.ends,
        lights=tuple(light(said.judged(aspect).light) for aspect in Aspect),
        overall=light(now),
        by_figures=light(report.computed_overall),
        trend=_trend(now, before),
        words="\n".join(
            f"{ASPECTS[aspect]}: {word}" for aspect in Aspect if (word := said.judged(aspect).word.strip())
        ),
        reported=timezone.localdate(report.at),
        by=report.name,
    )


def _trend(now: Light | None, before: Light | None) -> Status | None:
    if now is None or before is None:
        return None
    step = now.severity - before.severity
    if step > 0:
        return Status(pgettext("a light against the one before", "Worse"), Tone.BAD)
    if step < 0:
        return Status(pgettext("a light against the one before", "Better"), Tone.OK)
    return Status(pgettext("a light against the one before", "Unchanged"), Tone.SOFT)
