"""Opening rounds of reports, and moving their due day. The office's work.

Each service is one transaction. Each raises Refused, and core.contention.Busy.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from uppdragil.core import audit, events, history
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives.models import Directive
from uppdragil.directives.services import actor
from uppdragil.organisation.models import Person

from . import policies
from .events import ReportRoundOpened
from .models import Expected, ReportRound
from .refusals import Refused


def open_round(
    *, starts: dt.date, ends: dt.date, due: dt.date, note: str = "", by: Person, now: dt.datetime
) -> ReportRound:
    """A round about `starts` to `ends`, due on `due`. The mandates that are under way and not paused are to report.

    Who they are is settled now, so that "40 of 45" stays true; what is paused or delivered meanwhile is released.
    """
    today = localdate(now)
    with writing():
        if not policies.may_open_rounds(by):
            raise Refused("not_office")
        if ends < starts:
            raise Refused("ends_first")
        if due < today:
            raise Refused("due_past")
        newest = ReportRound.objects.first()
        if newest and today <= newest.due:
            raise Refused("still_open")
        round_ = ReportRound(starts=starts, ends=ends, due=due, note=clean_text(note).strip())
        round_.opened_by, round_.opened_at = by, now
        _save_new(round_, by, now)
        _expect(round_)
        _tell("report.round_opened", round_, by, now)
        events.publish(ReportRoundOpened(round_))
        return round_


def change_round(
    *, round_: ReportRound, due: dt.date, note: str = "", by: Person, now: dt.datetime
) -> ReportRound:
    """Another due day or note, while the round takes reports."""
    with writing():
        if not policies.may_open_rounds(by):
            raise Refused("not_office")
        found = ReportRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
        if localdate(now) > found.closes or found != ReportRound.objects.first():
            raise Refused("round_over")
        if due < localdate(now):
            raise Refused("due_past")
        found.due, found.note = due, clean_text(note).strip()
        history.sign(found, by, now).save()
        _tell("report.round_changed", found, by, now)
        return found


def _save_new(round_: ReportRound, by: Person, now: dt.datetime) -> None:
    try:
        with transaction.atomic():
            history.sign(round_, by, now).save()
    except IntegrityError as error:
        raise Refused("same_period") from error


def _expect(round_: ReportRound) -> None:
    mandates = Directive.objects.filter(policies.ASKED_FOR).values_list("pk", flat=True)
    rows = [Expected(round=round_, directive_id=pk) for pk in mandates]
    if not rows:
        raise Refused("nobody")
    Expected.objects.bulk_create(rows, batch_size=1_000)


def _tell(verb: str, round_: ReportRound, by: Person, now: dt.datetime) -> None:
    payload: dict[str, audit.JSON] = {
        "report_round": round_.uid,
        "from": str(round_.starts),
        "to": str(round_.ends),
        "due": str(round_.due),
        "mandates": round_.expected.count(),
    }
    audit.append(verb=verb, actor=actor(by), payload=payload, now=now)
