"""What waits for me: the first page for everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.decisions.models import Decision
from uppdragil.inbox.selectors import Waiting, waiting_for
from uppdragil.organisation.models import Duty
from uppdragil.organisation.roles import has_duty
from uppdragil.portfolio.overview import Standing

from .access import person_of
from .audit import last_checked
from .decided import Refusal
from .parts import Action, QueueItem

MOST_OF_A_REASON = 300  # characters in the list; the directive's page has all of it


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    waiting = waiting_for(person, now)
    return render(
        request,
        "start/start.html",
        {
            "lead": _lead(waiting),
            "decide": [_decide(line, now) for line in waiting.to_decide],
            "work": [_work(line, waiting.sent_back.get(line.directive.pk)) for line in waiting.to_work_on],
            "close": [_close(line) for line in waiting.to_close],
            "mine": waiting.mine,
            "audits": has_duty(person, Duty.Kind.AUDITOR),
            "checked": last_checked,
        },
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
    return _("Waiting for you: %(parts)s.") % {"parts": get_text_list(parts, _("and"))}


def _decide(line: Standing, now: dt.datetime) -> QueueItem:
    since = line.directive.phase_since
    waited = (timezone.localdate(now) - timezone.localdate(since)).days if since else 0
    words = ngettext("Has waited %(n)d day", "Has waited %(n)d days", waited) % {"n": waited}
    return _item(line, _("Review and decide"), "gate", waited=words if waited else _("Came today"))


def _work(line: Standing, sent_back: Decision | None) -> QueueItem:
    errors = line.open_errors
    words = ngettext("%(n)d contradiction", "%(n)d contradictions", errors) % {"n": errors}
    item = _item(line, _("Go on writing"), "directive", waited=words if errors else "")
    return replace(item, note=_why(line, sent_back)) if sent_back else item


def _why(line: Standing, sent_back: Decision) -> str:
    refusal = Refusal.of(sent_back, line.directive.edition.spec)
    why = Truncator(sent_back.motivation).chars(MOST_OF_A_REASON)
    return f"{sent_back.gate} {refusal.outcome}: {why}"


def _close(line: Standing) -> QueueItem:
    return _item(line, _("Close the mandate"), "close", waited="")


def _item(line: Standing, verb: str, page: str, *, waited: str) -> QueueItem:
    """`verb` leads to `page`; the title leads there too, but for closing, which is not for reading."""
    uid, title = line.directive.uid, line.content.title or line.directive.number
    return QueueItem(
        title=title,
        href=reverse("directive" if page == "close" else page, args=[uid]),
        gate_code=line.next_gate,
        gate_name=line.next_gate_name,
        meta=_meta(line),
        due=line.next_gate_date,
        waited=waited,
        action=Action(verb, reverse(page, args=[uid]), about=title),
    )


def _meta(line: Standing) -> str:
    words = (
        line.content.number,
        _("Led by %(lead)s") % {"lead": line.lead} if line.lead else "",
        line.content.unit,
        _("Postponed") if line.postponed else "",
    )
    return " · ".join(word for word in words if word)
