"""Submitting a report, and acknowledging it. Each is one transaction under the lock of the directive.

Each raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.timezone import localdate

from uppdragil.core import audit, events
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import services as directives
from uppdragil.directives import storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.organisation.models import Person

from . import computed, drafts, facts, policies, selectors
from .content import ReportContent, missing, tidy
from .events import ReportAcknowledged, ReportSubmitted
from .models import Acknowledgement, Expected, Report, ReportRound
from .refusals import Refused, Seen


def submit(
    *,
    directive: Directive,
    content: ReportContent,
    before: Seen,
    corrects: Report | None = None,
    ticked: Iterable[str] = (),
    by: Person,
    now: dt.datetime,
) -> Report:
    """The mandate's new last report, with what the figures say at this moment frozen beside it.

    It belongs to the round that takes reports, if the mandate is to report there and has not; else it stands
    outside a round. A correction has the round and the period of the report that it `corrects`. Raises Conflict too.
    """
    content = tidy(content)
    with writing():
        directive, last, draft = drafts.opened(directive, before, corrects, by, now)
        if missing(content):
            raise Refused("incomplete")
        drafts.tick(directive, ticked, by=by, now=now)
        report = _report(directive, content, last, now)
        report.replaces, report.by, report.name = corrects, by, by.name
        _place(report, corrects, last)
        if draft:
            draft.delete()
        report.save()
        audit.append_all([submitted(report)], now=now)
        events.publish(ReportSubmitted(report))
        return report


def acknowledge(*, report: Report, comment: str = "", by: Person, now: dt.datetime) -> Acknowledgement:
    """An owner, or who stands in for one, has read the mandate's last report."""
    with writing():
        directive = directives.lock(report.directive)
        instead_of = _may_acknowledge(report, directive, by, localdate(now))
        made = Acknowledgement(
            report=report, comment=clean_text(comment).strip(), by=by, name=by.name, title=by.title, at=now
        )
        made.instead_of = instead_of
        made.save()
        audit.append_all([acknowledged(made, directive)], now=now)
        events.publish(ReportAcknowledged(made))
        return made


def why_not_acknowledged(report: Report, directive: Directive, by: Person, day: dt.date) -> str:
    """The refusal that `acknowledge` would give, as its code; "" where there is none."""
    last = selectors.last_of(directive)
    if last is None or last.pk != report.pk:
        return "replaced" if Report.objects.filter(replaces=report).exists() else "superseded"
    if hasattr(last, "acknowledgement"):
        return "acknowledged"
    if policies.acknowledging(by, directive, day) is None:
        return "not_owner"
    own = report.by_id == by.pk or policies.leads(by, directive, day)
    return "own_report" if own else ""


def _may_acknowledge(report: Report, directive: Directive, by: Person, day: dt.date) -> str:
    """In whose place. Raises Refused."""
    if code := why_not_acknowledged(report, directive, by, day):
        raise Refused(code)
    return policies.acknowledging(by, directive, day) or ""


def _report(directive: Directive, content: ReportContent, last: Report | None, now: dt.datetime) -> Report:
    """What is said and what is known, at this moment."""
    text = storage.load(directive)
    states = dict(Progress.objects.filter(directive=directive).values_list("row", "state"))
    known = facts.situation(directive, text, localdate(now))
    return report_of(directive, content, last.number + 1 if last else 1, text, states, known, now)


def report_of(
    directive: Directive,
    content: ReportContent,
    number: int,
    text: DirectiveContent,
    states: Mapping[str, str],
    known: computed.Situation,
    now: dt.datetime,
) -> Report:
    """The report as it is stored, but for who, its round and its period; nothing is stored here.

    `states`: of the rows of `text`, by uid; `known`: what the figures are computed of.
    """
    figures = computed.compute(known)
    return Report(
        directive=directive,
        number=number,
        data=content.model_dump(mode="json"),
        figures={aspect: one.model_dump(mode="json") for aspect, one in figures.items()},
        activities=_activities(text, states),
        deviations=len(content.open_deviations),
        at=now,
    )


def _activities(text: DirectiveContent, states: Mapping[str, str]) -> list[dict[str, str | None]]:
    return [
        {
            "uid": a.uid,
            "name": a.name,
            "end": a.end.isoformat() if a.end else None,
            "state": states.get(a.uid, Progress.State.PLANNED.value),
        }
        for a in text.activities
    ]


def _place(report: Report, corrects: Report | None, last: Report | None) -> None:
    """The round and the period of `report`."""
    if corrects:
        report.round, report.starts, report.ends = corrects.round, corrects.starts, corrects.ends
        return
    day = localdate(report.at)
    report.round = asked_in(report.directive, day)
    if report.round:
        report.starts, report.ends = report.round.starts, report.round.ends
        return
    since = report.directive.phase_since
    begins = last.ends + dt.timedelta(days=1) if last else localdate(since) if since else day
    report.starts, report.ends = min(begins, day), day


def asked_in(directive: Directive, day: dt.date) -> ReportRound | None:
    """The round in which the mandate is to report and has not."""
    round_ = selectors.current_round(day)
    asked = round_ and Expected.objects.filter(round=round_, directive=directive).exists()
    return round_ if asked and not Report.objects.filter(round=round_, directive=directive).exists() else None


def submitted(report: Report) -> audit.Entry:
    """What the chain is told of a report, or of a correction."""
    said: dict[str, audit.JSON] = {"from": str(report.starts), "to": str(report.ends)}
    if report.replaces:
        said["replaces"] = report.replaces.uid
    verb = "report.corrected" if report.replaces else "report.submitted"
    return _entry(verb, report, report.directive, [report], said, report.by)


def acknowledged(made: Acknowledgement, directive: Directive) -> audit.Entry:
    """What the chain is told of an acknowledgement."""
    said: dict[str, audit.JSON] = {"comment": made.comment} if made.comment else {}
    said |= {"instead_of": made.instead_of} if made.instead_of else {}
    return _entry("report.acknowledged", made.report, directive, [made], said, made.by)


def _entry(
    verb: str,
    report: Report,
    directive: Directive,
    rows: list[Report] | list[Acknowledgement],
    said: dict[str, audit.JSON],
    by: Person,
) -> audit.Entry:
    payload: dict[str, audit.JSON] = {"number": directive.number, "report": report.uid, **said}
    return audit.Entry(verb, directives.actor(by), directive.uid, payload, rows)
