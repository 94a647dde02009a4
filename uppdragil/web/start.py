"""What waits for me: the first page for everybody."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.inbox.selectors import Waiting, waiting_for
from uppdragil.portfolio.overview import Standing

from .access import person_of
from .parts import Action, QueueItem


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    waiting = waiting_for(person, now)
    decide = [_decide(s, now) for s in waiting.to_decide]
    work = [_work(s) for s in waiting.to_work_on]
    close = [_close(s) for s in waiting.to_close]
    return render(
        request,
        "start/start.html",
        {"lead": _lead(waiting), "decide": decide, "work": work, "close": close, "mine": waiting.mine},
    )


def _lead(waiting: Waiting) -> str:
    """The answer in numbers, in one sentence."""
    decide, work, close = len(waiting.to_decide), len(waiting.to_work_on), len(waiting.to_close)
    parts = [
        words % {"n": n}
        for n, words in (
            (decide, ngettext("%(n)d decision", "%(n)d decisions", decide)),
            (work, ngettext("%(n)d directive to write", "%(n)d directives to write", work)),
            (close, ngettext("%(n)d mandate to close", "%(n)d mandates to close", close)),
        )
        if n
    ]
    if not parts:
        return _("Nothing waits for you just now.")
    return _("Waiting for you: %(parts)s.") % {"parts": ", ".join(parts)}


def _decide(line: Standing, now: dt.datetime) -> QueueItem:
    waited = (now - line.directive.phase_since).days if line.directive.phase_since else 0
    return QueueItem(
        title=line.content.title,
        href=reverse("gate", args=[line.directive.uid]),
        gate_code=line.next_gate,
        gate_name=line.next_gate_name,
        meta=_meta(line),
        due=line.next_gate_date,
        waited=ngettext("Has waited %(n)d day", "Has waited %(n)d days", waited) % {"n": waited}
        if waited
        else "",
        action=Action(
            _("Review and decide"), reverse("gate", args=[line.directive.uid]), about=line.content.title
        ),
    )


def _work(line: Standing) -> QueueItem:
    return QueueItem(
        title=line.content.title,
        href=reverse("directive", args=[line.directive.uid]),
        gate_code=line.next_gate,
        gate_name=line.next_gate_name,
        meta=_meta(line),
        due=line.next_gate_date,
        waited=ngettext("%(n)d contradiction", "%(n)d contradictions", line.open_errors)
        % {"n": line.open_errors}
        if line.open_errors
        else "",
        action=Action(
            _("Go on writing"), reverse("directive", args=[line.directive.uid]), about=line.content.title
        ),
    )


def _close(line: Standing) -> QueueItem:
    return QueueItem(
        title=line.content.title,
        href=reverse("directive", args=[line.directive.uid]),
        meta=_meta(line),
        action=Action(
            _("Close the mandate"), reverse("close", args=[line.directive.uid]), about=line.content.title
        ),
    )


def _meta(line: Standing) -> str:
    words = (
        line.content.number,
        _("Lead %(name)s") % {"name": line.lead} if line.lead else "",
        line.content.unit,
    )
    return " · ".join(word for word in words if word)
