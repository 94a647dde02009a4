"""Hämtningar: files that take a while, asked for here, followed while they are made, and fetched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.core.contention import Busy
from uppdragil.documents import downloads as service
from uppdragil.documents.models import Download
from uppdragil.organisation.models import Person

from .access import person_of
from .busy import busy_sentence
from .making import EXCEL, make_report, require_export
from .overview import Overview


@dataclass(frozen=True)
class DownloadLine:
    """A file and how far it has come."""

    download: Download
    now: dt.datetime

    @property
    def going(self) -> bool:
        return self.download.ended_at is None and not self.lost

    @property
    def lost(self) -> bool:
        return service.lost(self.download, self.now)

    @property
    def kept_until(self) -> dt.datetime:
        return self.download.asked_at + service.KEPT_FOR

    @property
    def chosen(self) -> str:
        return "; ".join(self.download.words) or _("All mandates")


@never_cache
@require_http_methods(["GET", "POST"])
def downloads(request: HttpRequest) -> HttpResponse:
    """The person's files; a POST asks for the status report with the choice of the overview that it came from."""
    person, now = person_of(request), timezone.now()
    require_export(person)
    if request.method == "GET":
        return _drawn(request, person, now)
    page = Overview(person, request.POST)
    try:
        asked = service.ask(
            by=person, choice=page.chosen, words=page.told, language=get_language() or "sv", now=now
        )
    except (service.Refused, Busy) as refusal:
        return _drawn(
            request, person, now, busy_sentence() if isinstance(refusal, Busy) else str(refusal), 409
        )
    make_report.enqueue(asked.pk)
    return redirect("downloads")


def _drawn(
    request: HttpRequest, person: Person, now: dt.datetime, refused: str = "", status: int = 200
) -> HttpResponse:
    lines = [DownloadLine(one, now) for one in service.of(person, now)]
    shown = {"lines": lines, "going": any(line.going for line in lines), "refused": refused}
    return render(request, "downloads/downloads.html", shown, status=status)


@never_cache
@require_GET
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The file, for who asked for it and may still have it."""
    person = person_of(request)
    require_export(person)
    found = Download.objects.filter(uid=uid, person=person).first()
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
