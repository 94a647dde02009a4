"""A status report that was edited in Excel comes back: the file, what it changes, the approval."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.imports import returned as services
from uppdragil.imports.models import ReturnedReport
from uppdragil.imports.returned import MAX_WAITING
from uppdragil.imports.returnededits import WHY, edits
from uppdragil.imports.returnedfile import NotAReport

from .access import person_of
from .forms.returned import ReturnedForm
from .returnedpage import ReturnedPage


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the file; those that wait for an approval."""
    person = person_of(request)
    posted = request.method == "POST"
    form = ReturnedForm(request.POST, request.FILES) if posted else ReturnedForm()
    if posted and form.is_valid():
        try:
            name = form.cleaned_data["file"].name or ""
            kept = services.keep(data=form.data_sent(), name=name, by=person, now=timezone.now())
        except NotAReport as refusal:
            form.add_error("file", str(refusal))
        except services.TooManyWaiting:
            words = _("You have %(n)d reports waiting. Throw one of them away first.") % {"n": MAX_WAITING}
            form.add_error(None, words)
        else:
            return redirect("returned-look", kept.uid)
    shown = {"form": form, "waiting": ReturnedReport.objects.filter(person=person)}
    return render(request, "returned/begin.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """What it changes, mandate by mandate; a post carries out what is ticked."""
    person, now = person_of(request), timezone.now()
    report = get_object_or_404(ReturnedReport, uid=uid, person=person)
    page = ReturnedPage(report, edits(report, person, timezone.localdate(now)))
    if request.method == "GET":
        return render(request, "returned/look.html", {"page": page})
    chosen = set(request.POST.getlist("edit"))
    if request.POST.get("seen") != page.fingerprint or not chosen:
        page.chosen, page.changed, page.nothing = chosen, bool(chosen), not chosen
        return render(request, "returned/look.html", {"page": page}, status=409 if chosen else 422)
    done, failed = services.approve(report=report, chosen=chosen, by=person, now=now)
    if done:
        words = ngettext("%(n)d change is saved.", "%(n)d changes are saved.", done)
        messages.success(request, words % {"n": done})
    for edit, why in failed:
        messages.error(request, f"{edit.label}: {WHY[why]}")
    return redirect("returned-look", uid)


@require_POST
def discard(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw it away."""
    services.discard(report=get_object_or_404(ReturnedReport, uid=uid, person=person_of(request)))
    messages.success(request, _("The report is thrown away. Nothing more of it is used."))
    return redirect("returned")
