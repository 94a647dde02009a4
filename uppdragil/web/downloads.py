"""Hämtningar: what takes a while, asked for here and elsewhere, followed while it is done, and its file fetched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives import policies
from uppdragil.documents import downloads as service
from uppdragil.documents.models import Download
from uppdragil.imports.models import ReturnedReport
from uppdragil.organisation.models import Person

from .access import person_of
from .busy import busy_sentence
from .making import EXCEL, order, order_again, require_export
from .overview import Overview


@dataclass(frozen=True)
class DownloadLine:
    """What the worker does, and how far it has come. `waiting`: the reports that came back and are not dealt with."""

    download: Download
    now: dt.datetime
    waiting: Collection[str]

    @property
    def is_file(self) -> bool:
        return self.download.kind == Download.Kind.REPORT

    @property
    def broke_off(self) -> bool:
        return service.broke_off(self.download, self.now)

    @property
    def going(self) -> bool:
        return self.download.ended_at is None and not self.broke_off

    @property
    def kept_until(self) -> dt.datetime:
        return self.download.asked_at + service.KEPT_FOR

    @property
    def about(self) -> str:
        """Which mandates a report is of, or the name of the file that came back."""
        words = self.download.words if self.is_file else self.download.words[:1]
        return "; ".join(words) or _("All mandates")

    @property
    def came_of_it(self) -> list[str]:
        """Sentences about what was read or saved."""
        return [] if self.is_file else self.download.words[1:]

    @property
    def report(self) -> str:
        """The report that came back, as long as it is kept."""
        uid = self.download.uid if self.download.kind == Download.Kind.READING else self.download.choice
        return uid if uid in self.waiting else ""

    @property
    def so_far(self) -> str:
        said = {"done": self.download.done, "all": self.download.all}
        n = self.download.all
        match self.download.kind:
            case Download.Kind.READING:
                words = ngettext("%(done)d of %(all)d row", "%(done)d of %(all)d rows", n)
            case Download.Kind.SAVING:
                words = ngettext("%(done)d of %(all)d change", "%(done)d of %(all)d changes", n)
            case _:
                words = ngettext("%(done)d of %(all)d mandate", "%(done)d of %(all)d mandates", n)
        return words % said


@never_cache
@require_http_methods(["GET", "POST"])
def downloads(request: HttpRequest) -> HttpResponse:
    """What is the person's; a POST asks for the status report with the choice of the overview that it came from."""
    person = person_of(request)
    if request.method == "GET":
        return _drawn(request, person)
    require_export(person)
    page = Overview(person, request.POST)
    try:
        order(by=person, kind=Download.Kind.REPORT, choice=page.chosen, words=page.told)
    except (service.Refused, Busy) as refusal:
        return _refused(request, person, refusal)
    return redirect("downloads")


def _drawn(request: HttpRequest, person: Person, refused: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    waiting = frozenset(ReturnedReport.objects.filter(person=person).values_list("uid", flat=True))
    lines = [DownloadLine(one, now, waiting) for one in service.of(person, now)]
    shown = {
        "lines": lines,
        "going": any(line.going for line in lines),
        "refused": refused,
        "may_export": policies.may_export(person),
    }
    return render(request, "downloads/downloads.html", shown, status=status)


def _refused(request: HttpRequest, person: Person, refusal: service.Refused | Busy) -> HttpResponse:
    sentence = busy_sentence() if isinstance(refusal, Busy) else str(refusal)
    return _drawn(request, person, sentence, 409)


@require_POST
def again(request: HttpRequest, uid: str) -> HttpResponse:
    """Try once more what broke off."""
    person = person_of(request)
    try:
        order_again(get_object_or_404(Download, uid=uid, person=person))
    except (service.Refused, Busy) as refusal:
        return _refused(request, person, refusal)
    return redirect("downloads")


@never_cache
@require_GET
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The file, for who asked for it and may still have it."""
    person = person_of(request)
    require_export(person)
    found = Download.objects.filter(uid=uid, person=person, kind=Download.Kind.REPORT).first()
    if found is None or not found.ready:
        raise Http404
    return StreamingHttpResponse(
        service.parts(found),
        content_type=EXCEL,
        headers={
            "Content-Disposition": content_disposition_header(True, found.name) or "attachment",
            "Content-Length": str(found.size),
        },
    )
