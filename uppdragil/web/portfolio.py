"""The portfolio office's pages: how everything stands, and the Excel report."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.documents.status import status_report
from uppdragil.documents.workbooks.status import status_workbook
from uppdragil.organisation.models import Person
from uppdragil.portfolio.lateness import count_late
from uppdragil.portfolio.overview import standings
from uppdragil.portfolio.vacancies import vacancies

from .access import person_of
from .listing import STATES
from .parts import Figure

PER_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _office(request: HttpRequest) -> Person:
    person = person_of(request)
    if not policies.may_export(person):
        raise PermissionDenied(
            _("The portfolio office sees this page. Your own mandates are on the start page.")
        )
    return person


@never_cache
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """Every mandate as a line, restricted ones included."""
    _office(request)
    everything = Directive.objects.select_related("edition", "baseline").order_by("number", "pk")
    page = Paginator(everything, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    lines = standings(list(page.object_list), today)
    vacant = vacancies(lines, today)
    shown = {
        "page": page,
        "lines": [(line, vacant[line.directive.pk]) for line in lines],
        "figures": _figures(today),
    }
    return render(request, "portfolio/portfolio.html", shown)


def _figures(today: dt.date) -> list[Figure]:
    """How many there are of each kind, each with its list; what there is none of is not shown."""
    counts = Directive.objects.aggregate(**{key: Count("pk", filter=kind) for key, kind in STATES.items()})
    words = {
        "live": ngettext("mandate under way", "mandates under way", counts["live"]),
        "waiting": ngettext("waits for a decision", "wait for a decision", counts["waiting"]),
        "paused": ngettext("is paused", "are paused", counts["paused"]),
    }
    late = count_late(today)
    words["late"] = ngettext("is late against the baseline", "are late against the baseline", late)
    return [
        Figure(count, words[key], f"{reverse('directives')}?state={key}", "bad" if key == "late" else "")
        for key, count in (counts | {"late": late}).items()
        if count
    ]


@never_cache
@require_GET
def export_status(request: HttpRequest) -> HttpResponse:
    """The status report as Excel, made on the spot."""
    person, now = _office(request), timezone.now()
    word = _("status")
    name = f"{word}-{timezone.localdate(now).isoformat()}.xlsx"
    return HttpResponse(
        status_workbook(status_report(by=person, now=now)),
        content_type=EXCEL,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
