"""For the portfolio office: rounds of status reports, who has not reported and with whom that is, open deviations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.core.contention import Busy
from uppdragil.organisation.models import Person
from uppdragil.portfolio.reporting import policies, rounds, selectors
from uppdragil.portfolio.reporting.content import worst
from uppdragil.portfolio.reporting.models import ReportRound
from uppdragil.portfolio.reporting.refusals import Refused

from .access import person_of
from .busy import busy_sentence
from .forms.reports import ChangeRoundForm, RoundForm
from .kept import SHOW
from .parts import Figure
from .reportlines import Lit, light_lines, period

PER_PAGE = 50


def _office(request: HttpRequest) -> Person:
    person = person_of(request)
    if not policies.may_open_rounds(person):
        raise PermissionDenied(
            _("The portfolio office sees this page. Your own mandates are on the start page.")
        )
    return person


@never_cache
@require_GET
def report_rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the last one first, and how many are in."""
    _office(request)
    page = Paginator(selectors.rounds(), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": [(round_, period(round_)) for round_ in page],
        "current": selectors.current_round(timezone.localdate()),
    }
    return render(request, "reports/rounds.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask how the mandates stand."""
    person, now = _office(request), timezone.now()
    form = RoundForm(request.POST if request.method == "POST" else None, initial=_proposal(now.date()))
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return _new_page(request, form)
    status = _attempt(form, lambda: rounds.open_round(**form.cleaned_data, by=person, now=now))
    if status:
        return _new_page(request, form, status)
    messages.success(request, _("The round is open. Those who lead the mandates are told."))
    return redirect("report-round", ReportRound.objects.values_list("uid", flat=True)[0])


@never_cache
@require_http_methods(["GET", "POST"])
def report_round(request: HttpRequest, uid: str) -> HttpResponse:
    """How many are in, with whom the rest are; and the form that moves the due day."""
    person, now = _office(request), timezone.now()
    round_ = get_object_or_404(ReportRound, uid=uid)
    sent = request.method == "POST"
    initial = {"due": round_.due, "note": round_.note}
    form = ChangeRoundForm(request.POST if sent else None, initial=initial)
    if not sent or request.POST.get("do") == SHOW:
        return _round_page(request, round_, form)
    status = _attempt(
        form, lambda: rounds.change_round(round_=round_, **form.cleaned_data, by=person, now=now)
    )
    if status:
        return _round_page(request, round_, form, status)
    messages.success(request, _("The round is changed."))
    return redirect("report-round", uid)


@never_cache
@require_GET
def deviations(request: HttpRequest) -> HttpResponse:
    """What is open in the last report of every live mandate: caused by, counterpart, plan B."""
    _office(request)
    page = Paginator(selectors.deviating(), PER_PAGE).get_page(request.GET.get("page"))
    lines = [(report, row, report.name) for report in page for row in report.content.open_deviations]
    return render(request, "reports/deviations.html", {"page": page, "lines": lines})


def _attempt(form: ChangeRoundForm, write: Callable[[], object]) -> int:
    """0 when it is done; else the status, with the reasons in the form."""
    if not form.is_valid():
        return 422
    try:
        write()
    except (Refused, Busy) as refusal:
        form.add_error(None, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
        return 409
    return 0


def _proposal(today: dt.date) -> dict[str, dt.date]:
    """The month before, or this one when most of it has passed; due in a week."""
    begins = (
        today.replace(day=1)
        if today.day > 20
        else (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    )
    ends = (begins + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return {"starts": begins, "ends": ends, "due": today + dt.timedelta(days=7)}


def _new_page(request: HttpRequest, form: RoundForm, status: int = 200) -> HttpResponse:
    """The form; and the round that has to be waited for, before anything is typed."""
    today = timezone.localdate()
    newest = selectors.current_round(today)
    waits = newest if newest and today <= newest.due else None
    return render(request, "reports/round_new.html", {"form": form, "waits": waits}, status=status)


def _round_page(
    request: HttpRequest, round_: ReportRound, form: ChangeRoundForm, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    outstanding, released = selectors.outstanding(round_), selectors.released(round_)
    in_ = Paginator(selectors.reports_in(round_), PER_PAGE).get_page(request.GET.get("page"))
    missing = list(outstanding[:PER_PAGE])
    leads = selectors.leads_of(missing, today)
    count = outstanding.count()
    shown = {
        "round": round_,
        "period": period(round_),
        "is_current": selectors.current_round(today) == round_,
        "figures": _figures(in_.paginator.count, count, released.count()),
        "missing": [(directive, leads.get(directive.pk, "")) for directive in missing],
        "count": count,
        "left": count - len(missing),
        "released": released[:PER_PAGE],
        "page": in_,
        "reports": [
            (report, Lit.of(worst(report.lights.values())), [x for x in light_lines(report) if x.better])
            for report in in_
        ],
        "form": form,
    }
    return render(request, "reports/round.html", shown, status=status)


def _figures(in_: int, missing: int, released: int) -> list[Figure]:
    told = [
        Figure(in_, _("are in"), "#in"),
        Figure(missing, _("have not reported"), "#missing", "warn" if missing else ""),
        Figure(released, _("need not any more"), "#released"),
    ]
    return [figure for figure in told if figure.value]
