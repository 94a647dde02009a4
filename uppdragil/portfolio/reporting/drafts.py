"""The draft of a report: what it begins with, and keeping what is typed until it is submitted.

Two who lead a mandate write in the same draft: who saves second is told what the other wrote (Conflict), and
keeps their own text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.timezone import localdate

from uppdragil.core.contention import writing
from uppdragil.directives import services as directives
from uppdragil.directives import storage
from uppdragil.directives.models import Directive, Progress
from uppdragil.organisation.models import Person

from . import policies, selectors
from .content import ReportContent, carried_over, tidy
from .facts import done_rows
from .models import Report, ReportDraft
from .refusals import Conflict, Refused, Seen


def draft_of(directive: Directive, corrects: Report | None = None) -> ReportDraft | None:
    """What has been typed so far."""
    return ReportDraft.objects.filter(directive=directive, corrects=corrects).select_related("by").first()


def beginning(last: Report | None, corrects: Report | None = None) -> ReportContent:
    """What an untouched form says: the report that is corrected, or what is carried over from the last one."""
    if corrects:
        return corrects.content
    return carried_over(last.content) if last else ReportContent()


def seen(last: Report | None, draft: ReportDraft | None) -> Seen:
    """What a form that is drawn now has before it."""
    return Seen(last.number if last else 0, draft.version if draft else 0)


def save(
    *,
    directive: Directive,
    content: ReportContent,
    before: Seen,
    corrects: Report | None = None,
    ticked: Iterable[str] = (),
    by: Person,
    now: dt.datetime,
) -> ReportDraft:
    """Keep what is typed, and tick off the activities `ticked`. Raises Refused, Conflict or Busy."""
    with writing():
        directive, _last, draft = opened(directive, before, corrects, by, now)
        tick(directive, ticked, by=by, now=now)
        draft = draft or ReportDraft(directive=directive, corrects=corrects, version=0)
        draft.data, draft.by, draft.at = tidy(content).model_dump(mode="json"), by, now
        draft.version += 1
        draft.save()
        return draft


def opened(
    directive: Directive, before: Seen, corrects: Report | None, by: Person, now: dt.datetime
) -> tuple[Directive, Report | None, ReportDraft | None]:
    """The directive locked, its last report and the draft, as the writer had them before them.

    Raises Refused, or Conflict when somebody wrote meanwhile.
    """
    directive = directives.lock(directive)
    if not policies.leads(by, directive, localdate(now)):
        raise Refused("not_lead")
    if directive.phase not in policies.REPORTING:
        raise Refused("not_under_way")
    last, draft = selectors.last_of(directive), draft_of(directive, corrects)
    if corrects and (last is None or last.pk != corrects.pk):
        raise Refused("not_last")
    now_seen = seen(last, draft)
    if now_seen != before:
        raise _conflict(last, draft, now_seen)
    return directive, last, draft


def tick(directive: Directive, rows: Iterable[str], *, by: Person, now: dt.datetime) -> None:
    """Done, today: the same progress as on the mandate's page. What is done already keeps its day.

    At a gate and during a pause nothing is ticked, as there.
    """
    wanted = set(rows) - done_rows(directive)
    if not wanted or not directives.policies.may_edit(by, directive, localdate(now)):
        return
    comments = dict(Progress.objects.filter(directive=directive).values_list("row", "comment"))
    for activity in storage.load(directive).activities:
        if activity.uid in wanted:
            directives.set_progress(
                directive=directive, row=activity.uid, state=Progress.State.DONE, done_on=None,
                comment=comments.get(activity.uid, ""), by=by, now=now,
            )  # fmt: skip


def _conflict(last: Report | None, draft: ReportDraft | None, now_seen: Seen) -> Conflict:
    if draft:
        return Conflict(draft.content, draft.by.name, draft.at, now_seen)
    if last:
        return Conflict(last.content, last.name, last.at, now_seen)
    raise Refused("not_last")
