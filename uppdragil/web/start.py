"""What waits for me: the first page for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives.policies import may_create
from uppdragil.inbox.selectors import waiting_for
from uppdragil.organisation.models import Duty
from uppdragil.organisation.roles import has_duty

from . import waits
from .access import person_of
from .audit import last_checked
from .deciding import news


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The start page: what waits for the person, and what is new."""
    person, now = person_of(request), timezone.now()
    waiting = waiting_for(person, now)
    return render(
        request,
        "start/start.html",
        {
            "lead": waits.lead(waiting),
            "groups": waits.groups(waiting, now),
            "mine": waiting.mine,
            "may_create": may_create(person),
            "news": news(person, waiting.mine, now),
            "audits": has_duty(person, Duty.Kind.AUDITOR),
            "checked": last_checked,
        },
    )
