"""Submitting a report, and acknowledging it. Each is one transaction under the lock of the directive.

Each raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

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
        _tell("report.corrected" if corrects else "report.submitted", report, by, now)
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
        said: dict[str, audit.JSON] = {"comment": made.comment} if made.comment else {}
        said |= {"instead_of": instead_of} if instead_of else {}
        _append("report.acknowledged", report, directive, [made], said, by, now)
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
    figures = computed.compute(facts.situation(directive, text, localdate(now)))
    return Report(
        directive=directive,
        number=last.number + 1 if last else 1,
        data=content.model_dump(mode="json"),
        figures={aspect: one.model_dump(mode="json") for aspect, one in figures.items()},
        activities=_activities(directive, text),
        deviations=len(content.open_deviations),
        at=now,
    )


def _activities(directive: Directive, text: DirectiveContent) -> list[dict[str, str | None]]:
    states = dict(Progress.objects.filter(directive=directive).values_list("row", "state"))
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


def _tell(verb: str, report: Report, by: Person, now: dt.datetime) -> None:
    said: dict[str, audit.JSON] = {"from": str(report.starts), "to": str(report.ends)}
    if report.replaces:
        said["replaces"] = report.replaces.uid
    _append(verb, report, report.directive, [report], said, by, now)


def _append(
    verb: str,
    report: Report,
    directive: Directive,
    rows: list[Report] | list[Acknowledgement],
    said: dict[str, audit.JSON],
    by: Person,
    now: dt.datetime,
) -> None:
    payload: dict[str, audit.JSON] = {"number": directive.number, "report": report.uid, **said}
    audit.append(
        verb=verb, actor=directives.actor(by), subject=directive.uid, payload=payload, rows=rows, now=now
    )
