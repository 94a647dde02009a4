"""A status report that was edited in Excel comes back: the file, what it changes, the approval."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.core.contention import Busy, writing
from uppdragil.documents import downloads
from uppdragil.documents.models import Download
from uppdragil.imports import returned as services
from uppdragil.imports.models import ReturnedReport
from uppdragil.imports.returnededits import edits
from uppdragil.imports.returnedfile import NotAReport, takes_long
from uppdragil.organisation.models import Person

from .access import person_of
from .busy import busy_sentence
from .forms.returned import ReturnedForm
from .making import order, outcome, too_many_waiting
from .returnedpage import ReturnedPage


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the file; those that wait for an approval. A large one is read by the worker."""
    person = person_of(request)
    posted = request.method == "POST"
    form = ReturnedForm(request.POST, request.FILES) if posted else ReturnedForm()
    if posted and form.is_valid():
        try:
            return redirect(_taken(person, form.data_sent(), form.cleaned_data["file"].name or ""))
        except NotAReport as refusal:
            form.add_error("file", str(refusal))
        except services.TooManyWaiting:
            form.add_error(None, too_many_waiting())
        except (downloads.Refused, Busy) as refusal:
            form.add_error(None, _why(refusal))
    shown = {"form": form, "waiting": ReturnedReport.objects.filter(person=person).defer("edits")}
    return render(request, "returned/begin.html", shown, status=422 if form.errors else 200)


def _taken(person: Person, data: bytes, name: str) -> str:
    """Where the person goes on. Raises NotAReport, TooManyWaiting, downloads.Refused or Busy."""
    services.require_room(person)
    if takes_long(data):
        order(by=person, kind=Download.Kind.READING, words=[name[: services.LONGEST_NAME]], file=data)
        return reverse("downloads")
    kept = services.keep(edits=services.read(data), name=name, by=person, now=timezone.now())
    return reverse("returned-look", args=[kept.uid])


def _why(refusal: downloads.Refused | Busy) -> str:
    return busy_sentence() if isinstance(refusal, Busy) else str(refusal)


@never_cache
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """What it changes, mandate by mandate; a post saves what is ticked, or has the worker do so."""
    person, now = person_of(request), timezone.now()
    report = get_object_or_404(ReturnedReport, uid=uid, person=person)
    page = ReturnedPage(report, edits(report, person, timezone.localdate(now)))
    page.going = downloads.under_way(Download.Kind.SAVING, uid, now)
    if request.method == "GET":
        return render(request, "returned/look.html", {"page": page})
    chosen = set(request.POST.getlist("edit"))
    if request.POST.get("seen") != page.fingerprint or not chosen or page.going:
        page.chosen, page.changed, page.nothing = chosen, bool(chosen), not chosen
        return render(request, "returned/look.html", {"page": page}, status=409 if chosen else 422)
    try:
        return redirect(_approved(request, page, person, now))
    except (downloads.Refused, Busy) as refusal:
        messages.error(request, _why(refusal))
        return redirect("returned-look", uid)


def _approved(request: HttpRequest, page: ReturnedPage, person: Person, now: dt.datetime) -> str:
    """Where the person goes on. Raises downloads.Refused or Busy."""
    report, ticked = page.report, page.ticked
    with writing():
        services.approve(report=report, chosen=ticked)
        if len(ticked) > services.MANY:
            order(by=person, kind=Download.Kind.SAVING, choice=report.uid, words=[report.name])
            return reverse("downloads")
    done = services.carry_out(report=report, now=now)
    messages.add_message(
        request, messages.WARNING if done.refused else messages.SUCCESS, " ".join(outcome(done))
    )
    return reverse("returned-look", args=[report.uid])


@require_POST
def discard(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw it away."""
    services.discard(report=get_object_or_404(ReturnedReport, uid=uid, person=person_of(request)))
    messages.success(request, _("The report is thrown away. Nothing more of it is used."))
    return redirect("returned")
